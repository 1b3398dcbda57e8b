"""Overlays are stated, looked at, replaced and ended at the desk by who governs a territory; everybody reads them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from punkt.standards.editions import standard_on
from punkt_web.common.audit import Actor
from punkt_web.common.zones import today_in
from punkt_web.readiness.actions.overlays import end_overlay, state_overlay
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.laid import laid_over
from punkt_web.readiness.models import LocalOverlay, PointAssessment
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, OTHER_REGION, REGION, TOWN
from tests.web.dashboard.conftest import form_values, text_of
from tests.web.readiness.overlays_made import added, overlay_text, sharper, weaker

PAGE = "/desk/readiness/local/"
NEW = f"{PAGE}new/{TOWN}/"
ACTOR = Actor("test")
KEY = "ua-1401"


@pytest.fixture
def town_officer(make_person):
    """Governs TOWN, and no other."""
    return make_person("town_officer", "region", "territory", TOWN)


@pytest.fixture
def points(make_point):
    found = [make_point(TOWN), make_point(NEIGHBOUR_TOWN)]
    Point.objects.update(country="UA", facts={"power.n_sockets": 60}, kind_id="ua-stationary")
    assess_country(ACTOR, KEY)
    return found


def save(client, address: str, text: str):
    """Looks at a text, and saves what was shown."""
    looked = client.post(address, {"text": text, "step": "look"})
    return client.post(address, {**form_values(looked), "file": "", "step": "save"})


def test_it_is_looked_at_before_it_is_saved(points, browser, town_officer) -> None:
    client = browser(town_officer)
    looked = client.post(NEW, {"text": overlay_text(sharper(80), added()), "step": "save"})
    page = text_of(looked)
    for words in ("Devices charged at once: at least 80 pcs", "sharpened", "added", "The level of 1 point changes."):
        assert words in page, words
    assert not LocalOverlay.objects.exists()
    assert client.post(NEW, {**form_values(looked), "file": "", "step": "save"}).status_code == 302
    assert LocalOverlay.objects.get().stated_by == town_officer.email


def test_a_text_that_was_changed_after_it_was_looked_at_is_looked_at_again(browser, town_officer, world) -> None:
    client = browser(town_officer)
    looked = form_values(client.post(NEW, {"text": overlay_text(sharper(80)), "step": "look"}))
    page = client.post(NEW, {**looked, "file": "", "text": overlay_text(sharper(90)), "step": "save"})
    assert "at least 90 pcs" in text_of(page)
    assert not LocalOverlay.objects.exists()


def test_all_faults_come_back_with_their_lines_and_nothing_is_lost(browser, town_officer, world) -> None:
    text = overlay_text(sharper(80)).replace('"pcs"', '"litres"').replace('grade = "read"', 'grade = "heard"')
    page = browser(town_officer).post(NEW, {"text": text, "step": "look"})
    lines = text.split("\n")
    told = {(one.line, one.text) for one in page.context["faults"]}
    wanted = {number for number, line in enumerate(lines, 1) if "litres" in line or "heard" in line}
    assert {number for number, _text in told} == wanted
    assert all(lines[number - 1] == stands for number, stands in told)
    assert form_values(page)["text"] == text
    assert not LocalOverlay.objects.exists()


def test_less_than_the_law_is_refused_or_shown_as_such(points, browser, town_officer) -> None:
    client = browser(town_officer)
    refused = client.post(NEW, {"text": overlay_text(weaker()), "step": "look"})
    assert "asks less than the law, or something else: say why in weakens" in text_of(refused)
    looked = client.post(NEW, {"text": overlay_text(weaker("The hall has ten")), "step": "look"})
    assert "It asks less than the law, and says why." in text_of(looked)
    assert client.post(NEW, {**form_values(looked), "file": "", "step": "save"}).status_code == 302
    shown = text_of(client.get(f"{PAGE}{LocalOverlay.objects.get().pk}/"))
    assert "asks less than the law" in shown
    assert "The hall has ten" in shown
    at_point = text_of(client.get(f"/desk/readiness/points/{points[0].code}/"))
    assert "A territory asks less than the law:" in at_point
    assert "The hall has ten" in at_point


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00bad", "no UTF-8 text: line 1"),
        (b'id = "a"\nb\0', "A zero byte stands in line 2"),
        (b"x" * 400_001, "too large for an overlay"),
        (b"# " + b"x" * 100_000, "the most are 100000"),
        (b"a = " + b"[" * 50_000, "This is no TOML"),
        (b"", ""),
    ],
    ids=["another encoding", "a zero", "very large", "large", "nested", "nothing"],
)
def test_a_file_is_checked_before_it_is_believed(browser, town_officer, world, content: bytes, told: str) -> None:
    file = SimpleUploadedFile("town.toml", content)
    kept = "# what was written before"
    page = browser(town_officer).post(NEW, {"text": kept, "file": file, "step": "look"})
    assert page.status_code == 200
    assert told in text_of(page)
    if told.startswith(("no UTF", "A zero", "too large")):
        assert form_values(page)["text"] == kept
    assert not LocalOverlay.objects.exists()


def test_a_file_takes_the_place_of_the_text(browser, town_officer, world) -> None:
    file = SimpleUploadedFile("town.toml", ("\ufeff" + overlay_text(sharper(80))).replace("\n", "\r\n").encode())
    page = browser(town_officer).post(NEW, {"text": "", "file": file, "step": "look"})
    assert form_values(page)["text"] == overlay_text(sharper(80))
    assert "at least 80 pcs" in text_of(page)


def test_the_page_begins_with_an_example_that_can_be_saved(browser, administrator, world) -> None:
    client = browser(administrator)
    for code in (TOWN, REGION):
        type(world[code]).objects.update(country="UA")
        begun = form_values(client.get(f"{PAGE}new/{code}/"))["text"]
        assert save(client, f"{PAGE}new/{code}/", begun).status_code == 302
    assert LocalOverlay.objects.count() == 2


def test_one_requirement_is_sharpened_without_writing_toml(points, browser, administrator, world) -> None:
    client = browser(administrator)
    type(world[TOWN]).objects.update(country="UA")
    address = f"{PAGE}sharpen/{TOWN}/?requirement=UA-PWR-04"
    told = form_values(client.get(address)) | {"source": 'Decision "7"\\', "where": "hall", "valid_from": "2026-01-05"}
    assert "asks for no more than now" in text_of(client.post(address, told | {"amount": "40"}))
    assert "Say what is asked beyond the standard" in text_of(client.post(address, told))
    looked = client.post(address, told | {"amount": "75", "text_en": "At least 75 devices."})
    assert "at least 75 pcs" in text_of(looked)
    assert save(client, NEW, form_values(looked)["text"]).status_code == 302
    today = today_in("UA")
    asked = laid_over(standard_on(KEY, today), today).at(world[TOWN].path)
    one = next(one for one in asked.requirements if one.id == "UA-PWR-04")
    assert (one.text["en"], one.checks[-1].value) == ("At least 75 devices.", 75)
    assert 'Decision "7"\\' in {source.title for source in asked.sources.values()}
    again = client.get(address)
    assert "at least 50 pcs" in again.context["form"].fields["amount"].help_text
    assert "At least 75" not in text_of(again)


def test_it_is_sharpened_beyond_what_a_wider_territory_asks(browser, administrator, world) -> None:
    type(world[TOWN]).objects.update(country="UA")
    text = overlay_text(sharper(70), code=REGION, key="region").replace('country = "ZZ"', 'country = "UA"')
    state_overlay(ACTOR, type(world[REGION]).objects.get(code=REGION), text)
    address = f"{PAGE}sharpen/{TOWN}/?requirement=UA-PWR-04"
    begun = form_values(browser(administrator).get(address)) | {"source": "D", "where": "hall"}
    assert "asks for no more than now" in text_of(browser(administrator).post(address, begun | {"amount": "60"}))
    assert "at least 75 pcs" in text_of(browser(administrator).post(address, begun | {"amount": "75"}))


@pytest.fixture
def readers(make_person, coordinator, viewer):
    """Who reads overlays of the region and states none there: they do not govern it."""
    return [make_person("other_region", "region", "territory", OTHER_REGION), coordinator, viewer]


def test_who_may_state_one_and_who_may_not(browser, town_officer, readers, stranger, world) -> None:
    made = state_overlay(ACTOR, world[REGION], overlay_text(sharper(80), code=REGION, key="region"))
    writes = (f"{PAGE}new/{REGION}/", f"{PAGE}sharpen/{REGION}/", f"{PAGE}{made.pk}/replace", f"{PAGE}{made.pk}/end")
    for user in readers:
        assert browser(user).get(PAGE).status_code == 200
        assert browser(user).get(f"{PAGE}{made.pk}/").status_code == 200
        page = text_of(browser(user).get(PAGE, {"territory": REGION}))
        assert f"{PAGE}new/{REGION}/" not in page
    for user in (town_officer, *readers):
        for address in writes:
            assert browser(user).post(address, {"text": "x"}).status_code == 403, (user, address)
    for address in (PAGE, f"{PAGE}{made.pk}/"):
        assert stranger.get(address).status_code == 302
    assert LocalOverlay.objects.get().ended_at is None
    assert browser(town_officer).get(NEW).status_code == 200


def test_who_governs_a_region_states_what_it_asks_and_what_its_towns_do(browser, region_officer, world) -> None:
    made = state_overlay(ACTOR, world[REGION], overlay_text(sharper(80), code=REGION, key="region"))
    for address in (f"{PAGE}new/{REGION}/", f"{PAGE}sharpen/{REGION}/", f"{PAGE}{made.pk}/replace", NEW):
        assert browser(region_officer).get(address).status_code == 200, address
    assert browser(region_officer).get(f"{PAGE}new/{OTHER_REGION}/").status_code == 403


def test_who_has_no_role_reads_none(browser, outsider, world) -> None:
    made = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    for address in (PAGE, f"{PAGE}{made.pk}/", f"{PAGE}{made.pk}/replace", NEW):
        assert browser(outsider).get(address).status_code == 403


def test_an_overlay_that_there_is_not_is_not_found(browser, administrator, world) -> None:
    for number in (0, 99, 10**30):
        assert browser(administrator).get(f"{PAGE}{number}/").status_code == 404
        assert browser(administrator).post(f"{PAGE}{number}/end").status_code == 404
    for code in ("XX", "%00"):
        assert browser(administrator).get(f"{PAGE}new/{code}/").status_code == 404
        assert browser(administrator).get(PAGE, {"territory": code}).context["lines"] == []
    assert browser(administrator).get(PAGE, {"territory": "a\0b"}).status_code == 200


def test_it_is_replaced_and_ended_and_all_versions_are_kept(points, browser, administrator, world) -> None:
    client = browser(administrator)
    first = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    assert form_values(client.get(f"{PAGE}{first.pk}/replace"))["text"] == first.text
    assert save(client, f"{PAGE}{first.pk}/replace", overlay_text(sharper(90), day="2026-11-01")).status_code == 302
    second = LocalOverlay.objects.exclude(pk=first.pk).get()
    states = {line.name: line.state for line in client.get(PAGE).context["lines"]}
    assert states == {first.name: "replaced", second.name: "in force"}
    assert client.post(f"{PAGE}{second.pk}/end").status_code == 302
    assert client.post(f"{PAGE}{second.pk}/end", follow=True).content.decode().count("has ended already") == 1
    assert client.get(PAGE).context["lines"] == []
    assert len(client.get(PAGE, {"ended": "1"}).context["lines"]) == 2
    assert "at least 80 pcs" in text_of(client.get(f"{PAGE}{first.pk}/"))


def test_points_and_the_overview_name_the_overlay_that_asked(points, browser, region_officer, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80), added("T-1")))
    assess_country(ACTOR, KEY)
    client = browser(region_officer)
    page = client.get(f"/desk/readiness/points/{points[0].code}/")
    lines = {line.id: line for part in page.context["topics"] for line in part.lines}
    for key in ("UA-PWR-04", "T-1"):
        assert [by.name for by in lines[key].local] == ["town@2026-10-01"]
    assert any("Decision of town" in source for source in lines["T-1"].sources)
    assert lines["UA-PWR-01"].local == []
    overview = client.get("/desk/readiness/", {"standard": KEY})
    assert "1 point goes by local overlays as well" in text_of(overview)
    lacking = client.get("/desk/readiness/", {"standard": KEY, "requirement": "UA-PWR-04"})
    assert [line["point"].code for line in lacking.context["lines"]] == [points[0].code]
    unknown = client.get("/desk/readiness/", {"standard": KEY, "requirement": "T-1", "is": "unknown"})
    assert [line["point"].code for line in unknown.context["lines"]] == [points[0].code]
    findings = client.get("/desk/readiness/readiness.json", {"standard": KEY}).json()["findings"]
    asked = {one["point"] for one in findings if one["requirement"] == "T-1"}
    assert asked == {points[0].code}
    assert {one["standard"] for one in findings if one["point"] == points[0].code} == {
        PointAssessment.objects.get(point=points[0], until=None).name
    }


def test_what_came_out_before_is_told_by_what_was_asked_then(points, browser, region_officer, world) -> None:
    PointAssessment.objects.update(since="2026-01-01")
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80), added("T-1")))
    assess_country(ACTOR, KEY)
    past = browser(region_officer).get(f"/desk/readiness/points/{points[0].code}/").context["past"]
    assert past[0].changed == ["UA-PWR-04: Met → Not met", "T-1: not asked → Not known"]


@pytest.fixture
def overview(points, browser, region_officer, world):
    """The page for the officer of a region with two overlays."""
    for code, key in ((REGION, "region"), (TOWN, "town")):
        state_overlay(ACTOR, world[code], overlay_text(sharper(80 if code == TOWN else 70), code=code, key=key))
    assess_country(ACTOR, KEY)
    client = browser(region_officer)
    return lambda query: client.get("/desk/readiness/", query)


@pytest.mark.parametrize(
    ("query", "most"),
    [({"standard": KEY}, 25), ({"standard": KEY, "territory": TOWN}, 25), ({"standard": "sphere"}, 33)],
    ids=["kept", "of a territory", "reckoned now"],
)
def test_the_overview_stays_within_its_queries(overview, django_assert_max_num_queries, query, most: int) -> None:
    overview(query)
    with django_assert_max_num_queries(most):
        overview(query)


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_the_pages_speak_the_language_of_the_reader(points, browser, administrator, world, language: str) -> None:
    made = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    client = browser(administrator)
    for address in (PAGE, f"{PAGE}{made.pk}/", NEW, f"{PAGE}sharpen/{TOWN}/"):
        english = text_of(client.get(address))
        page = text_of(client.get(address, headers={"accept-language": language}))
        assert page != english
        assert "Local overlays" not in page


def test_readiness_says_which_overlay_is_left_out_since_it_does_not_fit_any_more(points, world, browser, coordinator):
    made = state_overlay(ACTOR, world[REGION], overlay_text(added("R-1"), code=REGION, key="region"))
    more = sharper(1).replace("UA-PWR-04", "R-1").replace("power.n_sockets", "service.heat")
    more = more.replace("at_least", "present").replace('value = 1\nunit = "pcs"\n', "")
    state_overlay(ACTOR, world[TOWN], overlay_text(more))
    page = {"territory": TOWN, "standard": KEY}
    assert "Left out" not in text_of(browser(coordinator).get("/desk/readiness/", page))
    end_overlay(ACTOR, made.pk)
    told = text_of(browser(coordinator).get("/desk/readiness/", page))
    assert "Left out, for it does not fit any more what it was laid over:" in told
    assert "town@2026-10-01" in told
