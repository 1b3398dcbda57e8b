"""The console takes reports with and without scripts, gives each its receipt, and is for those who keep points."""

import json
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from punkt import clock
from punkt.formats.carried_pieces import pieces_of
from punkt.formats.report_text import read_text
from punkt.ids import new_ulid, point_code
from punkt_web.accounts.models import Membership
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point, Territory
from tests.conftest import OTHER_REGION, OTHER_TOWN, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture(autouse=True)
def points(world: dict[str, Territory]) -> dict[str, Point]:
    made = {}
    for number, (code, town) in enumerate(((CODE, TOWN), (OTHER_CODE, OTHER_TOWN))):
        made[code] = Point.objects.create(
            code=code, names={"en": f"School {number}"}, territory=world[town], capacity_seated=60,
            facts={"service.heat": "yes", "service.pets": "yes"}, status=Point.Status.DESIGNATED,
            created_at=NOW, updated_at=NOW,
        )  # fmt: skip
    return made


@pytest.fixture
def keeping(client: Client, keeper) -> Client:
    client.force_login(keeper)
    return client


def message(**content) -> dict:
    return {"id": new_ulid(), "point": CODE, "observed_at": (NOW - timedelta(minutes=3)).isoformat(), **content}


def sent(client: Client, *reports, sent_at: datetime = NOW):
    body = json.dumps({"sent_at": sent_at.isoformat(), "reports": reports})
    return client.post("/keep/reports", body, content_type="application/json")


def test_who_keeps_one_point_comes_to_its_console_at_once(keeping):
    response = keeping.get("/keep/")
    assert (response.status_code, response["Location"]) == (302, f"/keep/{CODE}/")
    page = keeping.get(f"/keep/{CODE}/").content.decode()
    assert "School 0" in page
    assert "60 seats" in page
    assert 'name="service.pets"' in page
    assert "Nobody told anything yet" in page


def test_who_keeps_many_chooses_one(client, coordinator, points):
    points[OTHER_CODE].territory = Territory.objects.get(code=TOWN)
    points[OTHER_CODE].save()
    client.force_login(coordinator)
    page = client.get("/keep/").content.decode()
    assert f'href="/keep/{CODE}/"' in page
    assert f'href="/keep/{OTHER_CODE}/"' in page


def test_one_tap_reports_without_scripts(keeping):
    ulid = new_ulid()
    response = keeping.post(f"/keep/{CODE}/", {"ulid": ulid, "state": "open"})
    assert (response.status_code, response["Location"]) == (302, f"/keep/{CODE}/")
    page = keeping.get(f"/keep/{CODE}/").content.decode()
    assert "Received: it is known and shown now." in page
    assert "Still open</button>" in page
    report = StatusReport.objects.get()
    assert (report.ulid, report.state, report.channel, report.bearer) == (ulid, "open", "keeper", "console")
    assert (report.author_name, report.observed_at) == ("keeper@example.org", NOW)
    with clock.fixed_at(NOW + timedelta(seconds=4)):
        again = keeping.post(f"/keep/{CODE}/", {"ulid": ulid, "state": "open"})
    assert again.status_code == 302
    assert StatusReport.objects.count() == 1


def test_all_that_was_entered_is_one_report(keeping):
    keeping.post(
        f"/keep/{CODE}/",
        {
            "ulid": new_ulid(), "state": "full", "headcount": "64", "fuel_quarters": "2", "fuel_l": "40.5",
            "water_l": "100", "indoor_c": "-2", "n_staff": "3", "service.heat": "limited",
            "shortages": ["fuel", "beds"], "band.girls": "4", "note": "two\nlines",
        },
    )  # fmt: skip
    report = StatusReport.objects.get()
    assert (report.headcount, report.fuel_quarters, report.fuel_l, report.water_l) == (64, 2, 40.5, 100.0)
    assert (report.indoor_c, report.n_staff, report.shortages) == (-2.0, 3, ["beds", "fuel"])
    assert (report.services, report.bands, report.note) == ({"service.heat": "limited"}, {"girls": 4}, "two lines")


def test_nothing_short_is_a_word_and_silence_is_none(keeping):
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"})
    assert CurrentStatus.objects.get().shortages is None
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "shortages": ["nothing"]})
    assert CurrentStatus.objects.get().shortages == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"headcount": "-1"},
        {"headcount": "many"},
        {"fuel_quarters": "7"},
        {"indoor_c": "1e9"},
        {"state": "withdrawn"},
        {"headcount": "3", "band.men": "4"},
        {"ulid": "x", "state": "open"},
    ],
)
def test_what_cannot_be_is_said_beside_it_and_nothing_is_lost(keeping, wrong):
    entered = {"note": "kept words", "service.heat": "limited", "shortages": ["fuel"], "fuel_quarters": "3"}
    response = keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), **entered, **wrong})
    assert response.status_code == 200
    page = response.content.decode()
    assert 'role="alert"' in page
    assert "kept words" in page
    assert re.search(r'name="service.heat" value="limited" checked', page)
    assert re.search(r'name="shortages" value="fuel" checked', page)
    assert re.search(r'name="fuel_quarters" value="3" checked', page) or "fuel_quarters" in wrong
    assert not StatusReport.objects.exists()


def test_a_queue_gets_a_receipt_for_each(keeping):
    one, strange, clash = message(state="open"), message(state="sleeping"), message(headcount=9)
    clash["id"] = one["id"]
    other = {**message(state="open"), "point": OTHER_CODE}
    response = sent(keeping, one, strange, clash, other, "junk", {"id": 7})
    answer = response.json()
    assert response.status_code == 200
    assert answer["received_at"] == "2026-01-15T12:00:00.000Z"
    assert [receipt["outcome"] for receipt in answer["receipts"]] == ["taken", *["refused"] * 5]
    assert [receipt["id"] for receipt in answer["receipts"][:4]] == [x["id"] for x in (one, strange, clash, other)]
    assert answer["receipts"][3]["why"] == f"You report on no point {OTHER_CODE}."
    again = sent(keeping, one).json()["receipts"]
    assert again == [{"id": one["id"], "outcome": "known"}]


def test_a_kind_that_nobody_knows_stays_on_the_device_and_stops_no_other(keeping):
    strange, report = {**message(), "kind": "weather", "wind": "north"}, {**message(state="open"), "kind": "report"}
    first, second = sent(keeping, strange, report).json()["receipts"]
    assert (first["id"], first["outcome"], first["again"]) == (strange["id"], "refused", True)
    assert first["why"] == "This server knows no 'weather'."
    assert second == {"id": report["id"], "outcome": "taken"}
    page = keeping.post("/keep/carried", {"text": json.dumps(strange)}).content.decode()
    assert "This server knows no" in page
    for wrong in ({"kind": 7}, {"kind": "weather", "id": "x"}, {"kind": "weather", "point": None}):
        (receipt,) = sent(keeping, {**message(), **wrong}).json()["receipts"]
        assert receipt["outcome"] == "refused"


def test_the_clock_of_the_device_is_told_by_when_it_sends(keeping):
    behind = timedelta(hours=2)
    one = {**message(state="open"), "observed_at": (NOW - behind - timedelta(minutes=5)).isoformat()}
    sent(keeping, one, sent_at=NOW - behind)
    report = StatusReport.objects.get()
    assert (report.observed_at, report.lag_s) == (NOW - timedelta(minutes=7), 7200)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'"text"',
        b"[" * 9999,
        b'{"sent_at": "now", "reports": []}',
        b'{"sent_at": "2026-01-15T12:00:00", "reports": []}',
        b'{"sent_at": "2026-01-15T12:00:00Z", "reports": {}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_sending_is_said_so(keeping, body):
    response = keeping.post("/keep/reports", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["why"]


def test_a_sending_of_too_many_bytes_is_refused_in_words_and_one_photo_fits(keeping):
    fits = sent(keeping, {**message(), "kind": "weather", "jpeg": "A" * 1_500_000})
    assert (fits.status_code, fits.json()["receipts"][0]["outcome"]) == (200, "refused")
    large = {**message(), "kind": "weather", "jpeg": "A" * 4_000_000}
    refused = sent(keeping, large)
    assert (refused.status_code, refused.json()["why"]) == (
        413,
        "A sending has at most 4000000 bytes. Send it in parts.",
    )
    assert sent(Client(), large).status_code == 401


def test_more_than_a_sending_holds_is_refused_as_a_whole(keeping):
    assert sent(keeping, *(message() for _number in range(201))).status_code == 400
    assert sent(keeping, *([5] * 201)).status_code == 400
    assert not StatusReport.objects.exists()


def test_reports_are_carried_in_by_hand_once(keeping):
    lines = "\n".join(json.dumps(message(state=state)) for state in ("open", "full"))
    page = keeping.post("/keep/carried", {"text": f"{lines}\n\n"}).content.decode()
    assert "Received: 2 of 2." in page
    assert "Received: 2 of 2." in keeping.post("/keep/carried", {"text": lines}).content.decode()
    assert StatusReport.objects.count() == 2
    assert set(StatusReport.objects.values_list("bearer", flat=True)) == {"hand"}


def test_a_line_that_is_cut_off_is_named_and_stops_no_other(keeping):
    line = json.dumps(message(state="open"))
    other = json.dumps({**message(state="open"), "point": OTHER_CODE})
    page = keeping.post("/keep/carried", {"text": f"{line}\n{line[:40]}\n\n{other}"}).content.decode()
    assert "Received: 1 of 3." in page
    assert "<b>Line 2: This is no report: it is cut off or changed. Copy it again.</b>" in page
    assert f"<b>Line 4: You report on no point {OTHER_CODE}.</b>" in page
    assert StatusReport.objects.count() == 1


def test_a_long_night_is_carried_in_at_once(keeping):
    lines = "\n".join(json.dumps(message(headcount=number)) for number in range(450))
    assert "Received: 450 of 450." in keeping.post("/keep/carried", {"text": lines}).content.decode()


@pytest.mark.parametrize("who", ["viewer", "outsider"])
def test_who_keeps_nothing_has_no_console(request, client, who):
    client.force_login(request.getfixturevalue(who))
    for path in ("/keep/", f"/keep/{CODE}/", "/keep/carried"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"ulid": new_ulid(), "state": "open"}).status_code in {403, 405}
    assert sent(client, message(state="open")).status_code == 403
    assert not StatusReport.objects.exists()


def test_a_stranger_is_sent_to_sign_in_and_a_script_is_told_to(client):
    assert client.get(f"/keep/{CODE}/")["Location"] == f"/accounts/login/?next=/keep/{CODE}/"
    response = sent(client, message(state="open"))
    assert (response.status_code, response.json()) == (401, {"why": "Sign in again; nothing is lost."})


def test_the_point_of_somebody_else_is_no_point_of_mine(keeping):
    for code in (OTHER_CODE, point_code(99), "x"):
        assert keeping.get(f"/keep/{code}/").status_code == 404
        assert keeping.post(f"/keep/{code}/", {"ulid": new_ulid(), "state": "closed"}).status_code == 404
    assert not StatusReport.objects.exists()


def test_a_sending_from_another_site_is_refused(keeper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(keeper)
    assert sent(client, message(state="open")).status_code == 403
    assert client.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"}).status_code == 403
    assert not StatusReport.objects.exists()


@pytest.mark.parametrize(
    ("who", "channel"), [("keeper", "keeper"), ("coordinator", "coordinator"), ("region_officer", "duty_officer")]
)
def test_the_word_of_each_is_told_as_theirs(request, client, who, channel):
    client.force_login(request.getfixturevalue(who))
    sent(client, message(state="open"))
    assert StatusReport.objects.get().channel == channel


def test_a_withdrawn_or_merged_point_has_no_console(keeping, points):
    Point.objects.filter(code=CODE).update(status=Point.Status.WITHDRAWN)
    assert keeping.get(f"/keep/{CODE}/").status_code == 404
    Point.objects.filter(code=CODE).update(status=Point.Status.DESIGNATED, merged_into=points[OTHER_CODE])
    assert keeping.get(f"/keep/{CODE}/").status_code == 404
    # What a console still holds of it is about the point that stands for it.
    assert sent(keeping, message(state="open")).json()["receipts"][0]["outcome"] == "taken"
    assert StatusReport.objects.get().point == points[OTHER_CODE]


def test_the_console_speaks_four_languages(keeping):
    for language, words in (("uk", "Надіслати введене"), ("et", "Saada sisestatu"), ("sv", "Skicka det jag fyllt i")):
        assert words in keeping.get(f"/keep/{CODE}/?lang={language}").content.decode()


def test_who_lost_the_receipt_and_then_the_point_is_not_told_that_it_was_refused(keeping, keeper):
    one = message(state="open")
    assert sent(keeping, one).json()["receipts"][0]["outcome"] == "taken"
    Point.objects.filter(code=CODE).update(territory=Territory.objects.get(code=OTHER_TOWN))
    assert sent(keeping, one).json()["receipts"][0]["outcome"] == "known"
    assert sent(keeping, message(state="open")).json()["receipts"][0]["outcome"] == "refused"


def test_a_stranger_does_not_learn_of_a_report_by_its_number(keeping, make_person):
    one = message(state="open")
    sent(keeping, one)
    other = Client()
    other.force_login(make_person("elsewhere", "keeper", "point", OTHER_CODE))
    assert sent(other, one).json()["receipts"][0]["outcome"] == "refused"


def test_somebody_with_two_roles_speaks_as_each_in_its_place(client, make_person):
    both = make_person("both", "keeper", "point", CODE)
    Membership.objects.create(user=both, role="region", scope="territory", scope_code=OTHER_REGION)
    client.force_login(both)
    sent(client, message(state="open"), {**message(state="open"), "point": OTHER_CODE})
    found = StatusReport.objects.values_list("point__code", "channel")
    assert set(found) == {(CODE, "keeper"), (OTHER_CODE, "duty_officer")}


LIFETIME = timedelta(days=365 * 50)


@pytest.mark.parametrize("lag", [timedelta(0), LIFETIME, -LIFETIME])
@pytest.mark.parametrize(
    "wrong",
    [
        {"fuel_l": 10**400},
        {"headcount": 10**30},
        {"observed_at": "9999-12-31T23:59:59Z"},
        {"observed_at": "0001-01-01T00:00:00Z"},
        {"note": "x" * 501},
    ],
)
def test_no_report_stands_in_the_way_of_those_behind_it(keeping, wrong, lag):
    """Whatever the clock of the device: what cannot be is refused, and what comes behind it is taken."""
    seen_at = (NOW - lag - timedelta(minutes=3)).isoformat()
    first, second = {**message(state="open"), **wrong}, {**message(headcount=3), "observed_at": seen_at}
    response = sent(keeping, first, second, sent_at=NOW - lag)
    assert response.status_code == 200
    assert [receipt["outcome"] for receipt in response.json()["receipts"]] == ["refused", "taken"]


def test_a_clock_that_was_reset_is_told_to_be_set(keeping):
    (receipt,) = sent(keeping, {**message(state="open"), "observed_at": "1970-01-01T00:05:00Z"}).json()["receipts"]
    assert receipt["why"] == "The report is more than a year old. Set the clock of the device that sent it."


@pytest.mark.parametrize("letters", ["\ud800", "a\u0000b"])
def test_letters_that_cannot_be_kept_are_left_out_of_a_note(keeping, letters):
    (receipt,) = sent(keeping, message(state="open", note=f"door {letters} open")).json()["receipts"]
    assert receipt["outcome"] == "taken"
    assert StatusReport.objects.get().note.startswith("door ")


def test_a_clock_that_is_off_by_a_lifetime_sends_nothing(keeping):
    response = sent(keeping, message(state="open"), sent_at=NOW - timedelta(days=365 * 90))
    assert (response.status_code, "off by decades" in response.json()["why"]) == (400, True)


def test_nobody_speaks_in_the_name_of_another(keeping, keeper):
    """A device of several: what one made is not sent as the word of who signed in next."""
    body = {"sent_at": NOW.isoformat(), "by": keeper.pk + 1, "reports": [message(state="open")]}
    response = keeping.post("/keep/reports", json.dumps(body), content_type="application/json")
    assert response.status_code == 409
    assert not StatusReport.objects.exists()
    body["by"] = keeper.pk
    response = keeping.post("/keep/reports", json.dumps(body), content_type="application/json")
    assert response.json()["receipts"][0]["outcome"] == "taken"


@pytest.mark.parametrize(
    "junk", [{"\ud800": 1}, {"id": new_ulid(), "point": CODE, "observed_at": "\ud800"}, {"fuel_l": 10**400}]
)
def test_letters_that_are_none_break_no_page(keeping, junk):
    page = keeping.post("/keep/carried", {"text": json.dumps(junk)})
    assert page.status_code == 200
    assert "Line 1: " in page.content.decode()


def test_words_of_one_device_stay_in_their_order_whatever_its_clock_says(keeping):
    for lag in (timedelta(seconds=121), timedelta(seconds=119)):
        device = NOW - lag
        state = "open" if lag.total_seconds() > 120 else "closed"
        one = {
            **message(state=state),
            "observed_at": (device - timedelta(seconds=lag.total_seconds() - 110)).isoformat(),
        }
        sent(keeping, one, sent_at=device)
    assert CurrentStatus.objects.get().state == "closed"


def test_a_clock_that_is_ahead_buries_no_newer_word(keeping):
    ahead = {**message(state="open"), "observed_at": (NOW + timedelta(seconds=290)).isoformat()}
    sent(keeping, ahead)
    with clock.fixed_at(NOW + timedelta(seconds=2)):
        later = {**message(state="closed"), "observed_at": (NOW + timedelta(seconds=1)).isoformat()}
        sent(keeping, later, sent_at=NOW + timedelta(seconds=2))
    assert StatusReport.objects.get(ulid=ahead["id"]).observed_at == NOW
    assert CurrentStatus.objects.get().state == "closed"


def test_a_text_code_is_typed_in_and_read_back(keeping):
    """By SMS, voice or radio: the officer types what was said, and reads back what was understood."""
    text = f"{CODE} open 24 fuel 2/4 T19 heat yes short water at 13:50"
    page = keeping.post("/keep/carried", {"text": text}).content.decode()
    assert "Received: 1 of 1." in page
    assert "Open. People there: 24. Fuel: 2/4 of the tank. Inside: 19 °C. Warmth: yes. Short of: Water." in page
    report = StatusReport.objects.get()
    assert (report.state, report.headcount, report.fuel_quarters, report.indoor_c) == ("open", 24, 2, 19.0)
    assert (report.services, report.shortages, report.bearer) == ({"service.heat": "yes"}, ["water"], "text")
    assert report.observed_at == NOW - timedelta(minutes=10)
    keeping.post("/keep/carried", {"text": text.upper()})
    assert StatusReport.objects.count() == 1


def test_a_text_code_that_is_not_understood_names_the_word_and_stops_no_other(keeping):
    lines = f"{CODE} open 24 sauna yes\n{CODE} closed"
    page = keeping.post("/keep/carried", {"text": lines}).content.decode()
    assert "Received: 1 of 2." in page
    assert "Line 1: " in page
    assert "sauna" in page.lower()
    assert StatusReport.objects.get().state == "closed"


def test_text_codes_and_reports_of_a_console_may_stand_together(keeping):
    lines = f"{CODE} full 60\n" + json.dumps(message(headcount=61)) + "\nK7F-2M3 open"
    page = keeping.post("/keep/carried", {"text": lines}).content.decode()
    assert "Received: 2 of 3." in page
    assert "Line 3: You report on no point K7F-2M3." in page
    assert set(StatusReport.objects.values_list("bearer", flat=True)) == {"text", "hand"}


def test_a_text_code_mends_the_one_of_a_moment_before(keeping):
    for seconds, text in enumerate(("open 50 heat yes", "full 5 heat no", "open 7 heat yes", "closed", "open 7")):
        with clock.fixed_at(NOW + timedelta(seconds=3 * seconds)):
            keeping.post("/keep/carried", {"text": f"{CODE} {text}"})
        status = CurrentStatus.objects.get()
        assert status.state == text.split()[0]
    assert (status.headcount, status.services["service.heat"][0]) == (7, "yes")


def form_of(client) -> str:
    """The number of a fresh form."""
    page = client.get("/keep/carried").content.decode()
    return re.search(r'name="form_id" value="([0-9A-Z]{26})"', page)[1]


def test_the_same_words_in_a_new_form_are_said_anew(keeping):
    """Within a minute, and without a time: closed, open, closed again is closed."""
    for state in ("closed", "open", "closed"):
        keeping.post("/keep/carried", {"text": f"{CODE} {state}", "form_id": form_of(keeping)})
    assert CurrentStatus.objects.get().state == "closed"
    assert StatusReport.objects.count() == 3


def test_the_same_words_in_one_form_are_said_as_often_as_they_stand_there(keeping):
    text = f"{CODE} closed\n{CODE} open\n{CODE} closed"
    page = keeping.post("/keep/carried", {"text": text, "form_id": form_of(keeping)}).content.decode()
    assert "Received: 3 of 3." in page
    assert StatusReport.objects.count() == 3


def test_a_form_that_is_sent_again_says_nothing_new(keeping):
    """The page is loaded again an hour later: the door is not open anew."""
    form = {"text": f"{CODE} open 24\n{CODE} heat yes", "form_id": form_of(keeping)}
    assert "Received before." not in keeping.post("/keep/carried", form).content.decode()
    told_at = CurrentStatus.objects.get().state_at
    with clock.fixed_at(NOW + timedelta(hours=1)):
        page = keeping.post("/keep/carried", form).content.decode()
    assert page.count("Received before.") == 2
    assert StatusReport.objects.count() == 2
    assert CurrentStatus.objects.get().state_at == told_at


def test_nobody_can_use_up_the_number_of_a_text(keeping):
    """A line of a console may have any number; that which a text will have is not to be found out."""
    text = f"{CODE} open 24 at 13:50"
    guessed = read_text(text, received_at=NOW, zone=ZoneInfo("Europe/Kyiv")).message
    keeping.post("/keep/carried", {"text": json.dumps({**message(state="closed"), "id": guessed.ulid})})
    assert "Received: 1 of 1." in keeping.post("/keep/carried", {"text": text}).content.decode()
    assert set(StatusReport.objects.values_list("state", flat=True)) == {"open", "closed"}


def test_what_was_not_taken_stays_in_the_form_to_be_put_right(keeping):
    page = keeping.post("/keep/carried", {"text": f"{CODE} open sauna\n{CODE} closed"}).content.decode()
    area = page.partition("<textarea")[2].partition("</textarea>")[0]
    assert f"{CODE} open sauna" in area
    assert "closed" not in area


@pytest.mark.parametrize("form_id", ["", "x", "É" * 26, "9" * 5000])
def test_a_number_of_a_form_that_is_none_harms_nothing(keeping, form_id):
    page = keeping.post("/keep/carried", {"text": f"{CODE} open", "form_id": form_id}).content.decode()
    assert StatusReport.objects.count() == 1, page


def test_more_lines_than_can_be_looked_at_are_refused_as_a_whole(keeping):
    page = keeping.post("/keep/carried", {"text": f"{CODE} open\n" * 2001}).content.decode()
    assert "At most 2000 lines at once: send them in parts." in page
    assert not StatusReport.objects.exists()


def test_only_what_may_pass_may_be_sent_again(keeping):
    """What speaks of the future would become true by waiting."""
    ahead = {**message(state="open"), "observed_at": (NOW + timedelta(hours=3)).isoformat()}
    other = {**message(state="open"), "point": OTHER_CODE}
    of_the_future, of_others = sent(keeping, ahead, other, sent_at=NOW).json()["receipts"]
    assert "again" not in of_the_future
    assert of_others["again"] is True


def test_with_the_receipts_comes_what_others_said(keeping):
    with clock.fixed_at(NOW - timedelta(hours=1)):
        keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "full", "headcount": 90})
    now = sent(keeping, message(indoor_c=19)).json()["now"]
    assert now == {
        CODE: {
            "state": "full",
            "state_at": "2026-01-15T11:00:00Z",
            "state_until": "2026-01-15T15:00:00Z",
            "headcount": 90,
            "headcount_at": "2026-01-15T11:00:00Z",
            "at": "2026-01-15T12:00:00.000Z",
        }
    }
    refused = sent(keeping, {**message(state="open"), "point": OTHER_CODE}).json()
    assert refused["now"] == {}  # nothing of points of others


def test_an_old_word_is_not_followed(keeping):
    with clock.fixed_at(NOW - timedelta(days=2)):
        keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open", "headcount": 9})
    told = sent(keeping, message(indoor_c=19)).json()["now"][CODE]
    assert (told["state"], told["state_until"]) == ("", "")
    assert "Still open" not in keeping.get(f"/keep/{CODE}/").content.decode().partition("</form>")[0]


def test_an_old_word_is_not_told_as_the_state_of_now(keeping, coordinator, points):
    points[OTHER_CODE].territory = Territory.objects.get(code=TOWN)
    points[OTHER_CODE].save()
    with clock.fixed_at(NOW - timedelta(days=2)):
        keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"})
    keeping.force_login(coordinator)
    for path in ("/keep/", f"/keep/{CODE}/"):
        assert "Not confirmed; told last: Open, told at 14:00, 13 January" in keeping.get(path).content.decode(), path
    desk = keeping.get(f"/desk/points/{CODE}/").content.decode()
    assert "<b>Not confirmed; told last: Open</b>" in desk
    assert "14:00, 13 January" in desk
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"})
    assert "<b>Open</b>" in keeping.get(f"/desk/points/{CODE}/").content.decode()


def carried_page(client: Client, *lines: str) -> str:
    return client.post("/keep/carried", {"text": "\n".join(lines)}).content.decode()


def test_pieces_of_codes_are_taken_in_any_order_when_all_are_there(keeping):
    sent_lines = [json.dumps(message(state="open", note=f"{number**9} Тепло {number * 7919}")) for number in range(40)]
    pieces = pieces_of("\n".join(sent_lines))
    assert len(pieces) >= 3
    page = carried_page(keeping, pieces[1], pieces[0])
    assert f"Still missing of {len(pieces)} pieces: 3" in page
    assert pieces[0] in page  # kept in the form, to be gone on with
    assert not StatusReport.objects.exists()
    page = carried_page(keeping, *reversed(pieces), pieces[0])
    assert "Received: 40 of 40." in page
    assert "PUNKT:" not in page
    assert StatusReport.objects.count() == 40
    assert "Received: 40 of 40." in carried_page(keeping, *pieces)
    assert StatusReport.objects.count() == 40


def test_a_piece_that_was_changed_is_named(keeping):
    (piece,) = pieces_of(json.dumps(message(state="open")))
    changed = piece[:-1] + ("A" if piece[-1] != "A" else "B")
    assert "This piece is cut off or changed." in carried_page(keeping, changed)
    assert not StatusReport.objects.exists()


def test_few_pieces_that_stand_for_a_great_many_lines_are_refused(keeping):
    flood = pieces_of("x\n" * 100_000)
    page = carried_page(keeping, *flood)
    assert "At most 2000 lines at once" in page
    assert len(page) < 50_000


def test_few_pieces_that_stand_for_very_long_lines_are_refused(keeping):
    flood = [piece for number in range(12) for piece in pieces_of("x" * 400_000 + str(number))]
    assert sum(map(len, flood)) < 20_000
    page = carried_page(keeping, *flood)
    assert "send them in parts" in page
    assert len(page) < 2_000_000


def test_a_kind_that_no_page_can_show_is_refused_on_its_line(keeping):
    strange = {"kind": "\ud800", "id": new_ulid(), "point": CODE, "observed_at": NOW.isoformat()}
    page = carried_page(keeping, json.dumps(message(state="open")), json.dumps(strange))
    assert "Received: 1 of 2." in page


def test_the_camera_is_for_the_page_that_scans_only(keeping):
    assert "camera=(self)" in keeping.get("/keep/carried")["Permissions-Policy"]
    assert "camera=()" in keeping.get(f"/keep/{CODE}/")["Permissions-Policy"]
