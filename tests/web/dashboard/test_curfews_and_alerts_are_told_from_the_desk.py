"""``/desk/notices/``: coordinators tell of curfews and air alerts without a script, and see what is told now."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.zones import local_zone
from punkt_web.dashboard.forms.notices import AlertForm
from punkt_web.operations.actions.notices import Terms, set_curfew, start_alert
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.surroundings.notices import COLUMNS, Curfew, as_notice, over
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_REGION, OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import form_values, text_of

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ACTOR, ANYWHERE = Actor("chief@example.org"), Reach(is_everywhere=True)
CURFEW = {
    "begins": "23:00", "ends": "05:00", "passage": "yes", "first_on": "2026-01-15", "last_on": "",
    "decision": "12/2026", "source": "https://rada.example.org/12",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon(world):
    """It is noon in Greenwich; ZZ goes by the clocks of the installation."""
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def desk(browser, coordinator):
    return browser(coordinator)


@pytest.fixture
def curfew(world):
    set_curfew(ACTOR, world[TOWN], Terms(time(23), time(5), date(2026, 1, 1), decision="1"), within=ANYWHERE)
    return TerritoryNotice.objects.get(kind="curfew")


@pytest.fixture
def alert(world):
    start_alert(ACTOR, world[TOWN], within=ANYWHERE)
    return TerritoryNotice.objects.get(kind="air_alert")


def test_the_desk_leads_there_and_offers_the_own_territory(desk) -> None:
    assert 'href="/desk/notices/"' in text_of(desk.get("/desk/"))
    page = text_of(desk.get("/desk/notices/"))
    assert f'href="/desk/notices/alert/{TOWN}/"' in page
    assert f'href="/desk/notices/curfew/{TOWN}/"' in page
    assert REGION not in page.replace(TOWN, "").replace(NEIGHBOUR_TOWN, "")
    assert "no curfew and no air alert is told" in page


def test_a_territory_below_is_found_and_one_elsewhere_is_not(browser, region_officer) -> None:
    desk = browser(region_officer)
    assert f"/desk/notices/alert/{NEIGHBOUR_TOWN}/" in text_of(desk.get(f"/desk/notices/?territory={NEIGHBOUR_TOWN}"))
    assert "No territory of yours" in text_of(desk.get(f"/desk/notices/?territory={OTHER_TOWN}"))


def test_a_curfew_is_set_corrected_and_ended(desk) -> None:
    response = desk.post(f"/desk/notices/curfew/{TOWN}/", CURFEW, follow=True)
    page = text_of(response)
    assert "Curfew from 23:00 to 05:00" in page
    assert "Walking to a point: It is allowed" in page
    assert 'href="https://rada.example.org/12" rel="noreferrer"' in page
    curfew = TerritoryNotice.objects.get()
    form = form_values(desk.get(f"/desk/notices/{curfew.pk}/"))
    assert form["begins"] == "23:00:00"
    desk.post(f"/desk/notices/{curfew.pk}/", {**CURFEW, "begins": "22:00"})
    curfew.refresh_from_db()
    assert (curfew.begins_local, curfew.said_by) == (time(22), "coordinator@example.org")
    assert "Curfew from 22:00 to 05:00" in text_of(desk.get(f"/desk/notices/{curfew.pk}/end"))
    assert "It has ended" in text_of(desk.post(f"/desk/notices/{curfew.pk}/end", follow=True))
    assert "Curfew from" not in text_of(desk.get("/desk/notices/"))
    assert "Curfew from 22:00" in text_of(desk.get("/desk/notices/?over=1"))
    assert "Somebody ended this meanwhile" in text_of(desk.post(f"/desk/notices/{curfew.pk}/end", follow=True))
    assert "Somebody ended this curfew meanwhile" in text_of(desk.post(f"/desk/notices/{curfew.pk}/", CURFEW))


def test_what_is_set_above_is_told_here_too_and_others_mend_it(desk, browser, region_officer, world) -> None:
    set_curfew(ACTOR, world[REGION], Terms(time(23), time(5), date(2026, 1, 1), decision="1"), within=ANYWHERE)
    start_alert(ACTOR, world[COUNTRY], within=ANYWHERE)
    start_alert(ACTOR, world[OTHER_REGION], within=ANYWHERE)
    page = text_of(desk.get("/desk/notices/"))
    own, above = page.split("<h3>Set by a territory above</h3>")
    assert "no curfew and no air alert is told" not in own
    assert above.index("Air alert since") < above.index("Curfew from 23:00 to 05:00")
    assert OTHER_REGION not in page
    for done in ("Correct<", "End<", "Still on", "It is over", "chief@example.org"):
        assert done not in page
    curfew = TerritoryNotice.objects.get(kind="curfew")
    assert desk.post(f"/desk/notices/{curfew.pk}/end").status_code == 404
    assert "Set by a territory above" not in text_of(desk.get("/desk/notices/?over=1"))
    own, above = text_of(browser(region_officer).get("/desk/notices/")).split("<h3>Set by a territory above</h3>")
    assert "Curfew from" in own
    assert "Curfew from" not in above


def test_who_sets_a_curfew_of_their_own_reads_that_it_silences_the_one_above(desk, world) -> None:
    warning = "takes the place of one above it"
    assert warning not in text_of(desk.get(f"/desk/notices/curfew/{TOWN}/"))
    start_alert(ACTOR, world[REGION], within=ANYWHERE)
    assert warning not in text_of(desk.get(f"/desk/notices/curfew/{TOWN}/"))
    set_curfew(ACTOR, world[REGION], Terms(time(22), time(6), date(2026, 1, 1), decision="1"), within=ANYWHERE)
    page = text_of(desk.get(f"/desk/notices/curfew/{TOWN}/"))
    assert warning in page
    assert "Curfew from 22:00 to 06:00" in page
    desk.post(f"/desk/notices/curfew/{TOWN}/", CURFEW)
    own = TerritoryNotice.objects.get(territory=world[TOWN])
    assert warning in text_of(desk.get(f"/desk/notices/{own.pk}/"))
    told = over(world[TOWN].lineage, list(map(as_notice, TerritoryNotice.objects.values(*COLUMNS))), NOW)
    assert [one.of.code for one in told if isinstance(one, Curfew)] == [TOWN]


def test_what_is_over_above_is_not_told(desk, world) -> None:
    start_alert(ACTOR, world[REGION], within=ANYWHERE)
    set_curfew(
        ACTOR,
        world[REGION],
        Terms(time(23), time(5), date(2026, 1, 15), date(2026, 1, 15), decision="1"),
        within=ANYWHERE,
    )
    with clock.fixed_at(NOW + timedelta(hours=19)):
        page = text_of(desk.get("/desk/notices/"))
    assert "Set by a territory above" not in page
    assert "no curfew and no air alert is told" in page


def test_the_form_of_a_correction_sent_back_untouched_changes_nothing(desk, curfew) -> None:
    page = desk.get(f"/desk/notices/{curfew.pk}/")
    assert 'value="23:00"' in text_of(page)
    assert 'value="2026-01-01"' in text_of(page)
    desk.post(f"/desk/notices/{curfew.pk}/", form_values(page))
    before = curfew.said_at, curfew.said_by
    curfew.refresh_from_db()
    assert (curfew.said_at, curfew.said_by) == before


def test_an_alert_starts_goes_on_and_is_over(desk, make_point) -> None:
    make_point(TOWN, name={"uk": "Школа"})
    page = text_of(desk.post(f"/desk/notices/alert/{TOWN}/", {"began_at": ""}, follow=True))
    assert "Air alert since" in page
    assert "<b>On; last said at" in page
    alert = TerritoryNotice.objects.get()
    assert alert.began_at == NOW
    with clock.fixed_at(NOW + timedelta(hours=4)):
        assert "Shown as not confirmed" in text_of(desk.get("/desk/notices/"))
        assert "1 air alert of which nobody said whether it is over" in text_of(desk.get("/desk/"))
        page = text_of(desk.post(f"/desk/notices/{alert.pk}/still-on", follow=True))
        assert "Still on" in page
        assert "<b>On; last said at" in page
    with clock.fixed_at(NOW + timedelta(hours=17)):
        assert "Not shown any more" in text_of(desk.get("/desk/notices/"))
    desk.post(f"/desk/notices/{alert.pk}/end")
    assert "Air alert since" not in text_of(desk.get("/desk/notices/"))
    assert "Somebody ended this meanwhile" in text_of(desk.post(f"/desk/notices/{alert.pk}/still-on", follow=True))


def test_the_beginning_of_an_alert_is_a_time_of_the_last_hours_by_local_clocks(desk) -> None:
    local = (NOW - timedelta(minutes=40)).astimezone(local_zone(COUNTRY))
    desk.post(f"/desk/notices/alert/{TOWN}/", {"began_at": local.strftime("%H:%M")})
    assert TerritoryNotice.objects.get().began_at == NOW - timedelta(minutes=40)
    ahead = (NOW + timedelta(minutes=5)).astimezone(local_zone(COUNTRY))
    page = text_of(desk.post(f"/desk/notices/alert/{TOWN}/", {"began_at": ahead.strftime("%H:%M")}))
    assert "Write a time of the last 12 hours." in page


@pytest.mark.parametrize(
    ("now", "typed", "began_at"),
    [
        ((0, 40), "03:30", (0, 30)),  # In Kyiv clocks went back from 04:00 to 03:00 at 01:00 in Greenwich.
        ((1, 20), "03:30", (0, 30)),
        ((1, 40), "03:30", (1, 30)),
        ((1, 10), "03:50", (0, 50)),
    ],
)
def test_on_the_night_when_clocks_go_back_it_is_the_last_time_that_they_showed_it(now, typed, began_at) -> None:
    with clock.fixed_at(datetime(2026, 10, 25, *now, tzinfo=UTC)):
        form = AlertForm({"began_at": typed}, country="UA")
        assert form.is_valid(), form.errors
    assert form.cleaned_data["began_at"] == datetime(2026, 10, 25, *began_at, tzinfo=UTC)


def test_on_the_night_when_clocks_go_forward_a_time_that_they_skipped_is_refused() -> None:
    with clock.fixed_at(datetime(2026, 3, 29, 2, 0, tzinfo=UTC)):  # In Kyiv 04:00 followed 02:59 an hour ago.
        skipped = AlertForm({"began_at": "03:30"}, country="UA")
        assert "No clock showed 03:30 that day" in str(skipped.errors["began_at"])
        assert AlertForm({"began_at": "04:10"}, country="UA").is_valid()
        assert AlertForm({"began_at": "02:50"}, country="UA").is_valid()


def test_an_alert_of_last_evening_is_of_the_day_before(world) -> None:
    with clock.fixed_at(datetime(2026, 1, 15, 0, 30, tzinfo=UTC)):  # 02:30 in Kyiv
        evening = AlertForm({"began_at": "23:50"}, country="UA")
        assert evening.is_valid(), evening.errors
    assert evening.cleaned_data["began_at"] == datetime(2026, 1, 14, 21, 50, tzinfo=UTC)


def test_an_alert_that_began_half_a_day_ago_is_refused(desk) -> None:
    began_at = (NOW - timedelta(hours=12)).astimezone(local_zone(COUNTRY))
    page = text_of(desk.post(f"/desk/notices/alert/{TOWN}/", {"began_at": began_at.strftime("%H:%M")}))
    assert "Write a time of the last 12 hours." in page
    assert not TerritoryNotice.objects.exists()


def test_seconds_and_letters_that_nobody_sees_are_left_out(desk) -> None:
    sent = {"begins": "23:00:30", "ends": "05:00:10", "decision": "12\u202e\u200b/2026"}
    desk.post(f"/desk/notices/curfew/{TOWN}/", {**CURFEW, **sent})
    curfew = TerritoryNotice.objects.get()
    assert (curfew.begins_local, curfew.ends_local, curfew.decision) == (time(23), time(5), "12 /2026")


def test_a_button_pressed_twice_says_it_once(desk) -> None:
    for _n in range(2):
        desk.post(f"/desk/notices/alert/{TOWN}/", {})
        desk.post(f"/desk/notices/curfew/{TOWN}/", CURFEW)
    assert TerritoryNotice.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("begins", "", "This field is required."),
        ("ends", "25:00", "Enter a valid time."),
        ("ends", "23:00", "The two times are the same."),
        ("passage", "", "This field is required."),
        ("passage", "perhaps", "Select a valid choice."),
        ("first_on", "0001-01-01", "Choose a day after"),
        ("last_on", "9999-12-31", "Choose a day before"),
        ("last_on", "2026-01-02", "The last day is before the first."),
        ("source", "http://rada.example.org/", "Write a whole address that begins with https://."),
        ("source", "javascript:alert(1)", "Write a whole address that begins with https://."),
        ("source", "https://rada.example.org@else.example/", "Write a whole address that begins with https://."),
        ("ends", "23:00:59", "The two times are the same."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(desk, field, value, words) -> None:
    response = desk.post(f"/desk/notices/curfew/{TOWN}/", {**CURFEW, field: value})
    page = text_of(response)
    assert response.status_code == 200
    assert words in "".join(response.context["form"].errors[field])
    assert f'id="id_{field}_error"' in page
    assert "12/2026" in page
    assert not TerritoryNotice.objects.exists()


def test_a_curfew_without_a_source_and_a_second_one_on_the_same_days_are_refused(desk) -> None:
    page = text_of(desk.post(f"/desk/notices/curfew/{TOWN}/", {**CURFEW, "decision": "", "source": ""}))
    assert "Write the number of the decision, or a link to it." in page
    desk.post(f"/desk/notices/curfew/{TOWN}/", CURFEW)
    page = text_of(desk.post(f"/desk/notices/curfew/{TOWN}/", {**CURFEW, "ends": "06:00"}))
    assert "This territory has a curfew on these days already." in page


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 403), ("viewer", 403), ("keeper", 403), ("other_coordinator", 200)]
)
def test_nobody_else_sees_or_changes_it(request, curfew, alert, who, status) -> None:
    desk = request.getfixturevalue("browser")(request.getfixturevalue(who))
    response = desk.get("/desk/notices/")
    assert response.status_code == status
    assert "chief@example.org" not in text_of(response)
    asked = [
        (f"/desk/notices/curfew/{TOWN}/", CURFEW),
        (f"/desk/notices/alert/{TOWN}/", {}),
        (f"/desk/notices/{curfew.pk}/", CURFEW),
        (f"/desk/notices/{alert.pk}/still-on", {}),
        (f"/desk/notices/{alert.pk}/end", {}),
        (f"/desk/notices/{curfew.pk}/end", {}),
    ]
    for path, sent in asked:
        assert desk.post(path, sent).status_code in {403, 404}, path
    assert desk.get(f"/desk/notices/{curfew.pk}/end").status_code in {403, 404}
    assert TerritoryNotice.objects.filter(ended_at=None, said_by="chief@example.org").count() == 2
    assert ("Notices</a>" in text_of(desk.get("/desk/"))) is (status == 200)


def test_who_is_not_signed_in_is_asked_to(client, curfew) -> None:
    assert client.post(f"/desk/notices/{curfew.pk}/end")["Location"].startswith("/accounts/login/")
    assert TerritoryNotice.objects.get().ended_at is None


def test_another_site_makes_nobody_say_it(coordinator, curfew, alert) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(coordinator)
    for path in (f"/desk/notices/alert/{TOWN}/", f"/desk/notices/{alert.pk}/end", f"/desk/notices/{alert.pk}/still-on"):
        assert desk.post(path, {}).status_code == 403
    assert TerritoryNotice.objects.filter(ended_at=None).count() == 2


def test_nothing_is_ended_by_looking_and_what_there_is_not_is_not_found(desk, alert, world) -> None:
    desk.get(f"/desk/notices/{alert.pk}/end")
    assert desk.get(f"/desk/notices/{alert.pk}/still-on").status_code == 405
    assert TerritoryNotice.objects.get().ended_at is None
    for path in ("/desk/notices/99999/", "/desk/notices/curfew/NOWHERE/", f"/desk/notices/{alert.pk}/"):
        assert desk.get(path).status_code == 404
    assert desk.get("/desk/notices/curfew/%00/").status_code == 404


def test_no_page_of_it_needs_a_script(desk, curfew, alert) -> None:
    for path in ("", f"curfew/{TOWN}/", f"alert/{TOWN}/", f"{curfew.pk}/", f"{curfew.pk}/end"):
        page = text_of(desk.get(f"/desk/notices/{path}"))
        assert "<script" not in page.partition("<main")[2].partition("</main>")[0]
        assert " onclick" not in page
        assert 'name="csrfmiddlewaretoken"' in page
