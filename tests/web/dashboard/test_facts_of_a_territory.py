"""What standards ask of a territory and nobody can count is stated at the desk; until then it is not known."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from punkt import clock
from punkt.model.vocabulary import Availability
from punkt.standards.editions import standard_on
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.readiness.actions.overlays import state_overlay
from punkt_web.readiness.actions.territory_facts import FactTerms, state_fact
from punkt_web.readiness.laid import laid_over
from punkt_web.readiness.models import TerritoryFact
from punkt_web.readiness.territories import STATED, territory_assessment
from tests.at_once import at_once
from tests.conftest import OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import text_of
from tests.web.readiness.overlays_made import added, overlay_text

PAGE = f"/desk/readiness/territories/{TOWN}/"
FUEL, HOUSING, SHARE = "territory.fuel_held", "territory.housing_h", "territory.planned_share"
ACTOR = Actor("test")
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
TOLD = {"answer": "yes", "source": "Contract 12", "known_on": "2026-11-20", "method": "document"}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.fixed_at(NOON):
        yield


def terms(answer: Availability | None = Availability.YES, amount: float | None = None) -> FactTerms:
    return FactTerms(answer, amount, "Contract 12", TODAY)


def verdict(territory, standard: str, key: str, on=TODAY) -> str:
    return territory_assessment(territory, standard_on(standard, on), on).verdicts[key].value


def test_it_is_stated_with_its_source_and_judged_by(browser, coordinator, world) -> None:
    assert verdict(world[TOWN], "se-trygghetspunkt", "SE-07") == "unknown"
    client = browser(coordinator)
    assert client.post(f"{PAGE}{FUEL}/", TOLD).status_code == 302
    assert verdict(world[TOWN], "se-trygghetspunkt", "SE-07") == "met"
    page = text_of(client.get(PAGE))
    for words in ("Contract 12", "20 November 2026", "Coordinator"):
        assert words in page, words
    overview = client.get("/desk/readiness/", {"territory": TOWN, "standard": "se-trygghetspunkt"})
    line = next(one for part in overview.context["of_territory"] for one in part.lines if one.id == "SE-07")
    assert (line.verdict, line.is_unproven) == ("Met", False)
    assert line.evidence[0].origin == "from a document, 11 days old; Contract 12"
    assert AuditEntry.objects.filter(entity="territory", object_key=TOWN, action="state territory fact").exists()


def test_an_amount_goes_by_the_unit_of_its_measure(browser, coordinator, world) -> None:
    client = browser(coordinator)
    told = {"amount": "36", "source": "Plan", "known_on": "2026-11-20", "method": "declared"}
    assert "Amount, h" in text_of(client.get(f"{PAGE}{HOUSING}/"))
    assert client.post(f"{PAGE}{HOUSING}/", told).status_code == 302
    assert verdict(world[TOWN], "nl-noodsteunpunt", "NL-05") == "met"
    client.post(f"{PAGE}{HOUSING}/", told | {"amount": "72"})
    assert verdict(world[TOWN], "nl-noodsteunpunt", "NL-05") == "not_met"
    assert "36 h" in text_of(client.get(f"{PAGE}{HOUSING}/"))


@pytest.mark.parametrize("blank", [Availability.UNKNOWN])
def test_that_nobody_knows_is_stated_too_and_what_was_before_is_kept(world, blank) -> None:
    town = world[TOWN]
    with clock.fixed_at(NOON - timedelta(days=10)):
        state_fact(ACTOR, town, FUEL, FactTerms(Availability.NO, None, "Letter", clock.now().date()))
    state_fact(ACTOR, town, FUEL, FactTerms(blank, None, "", TODAY))
    assert verdict(town, "se-trygghetspunkt", "SE-07") == "unknown"
    assert verdict(town, "se-trygghetspunkt", "SE-07", TODAY - timedelta(days=1)) == "not_met"
    assert verdict(town, "se-trygghetspunkt", "SE-07", TODAY - timedelta(days=20)) == "unknown"
    assert TerritoryFact.objects.count() == 2


def test_a_blank_amount_is_not_known_and_never_zero(world) -> None:
    state_fact(ACTOR, world[TOWN], HOUSING, FactTerms(None, 0.0, "Plan", TODAY))
    assert verdict(world[TOWN], "nl-noodsteunpunt", "NL-05") == "met"
    state_fact(ACTOR, world[TOWN], HOUSING, FactTerms(None, None, "", TODAY))
    assert verdict(world[TOWN], "nl-noodsteunpunt", "NL-05") == "unknown"


def test_of_another_territory_it_says_nothing(world) -> None:
    state_fact(ACTOR, world[REGION], FUEL, terms())
    assert verdict(world[TOWN], "se-trygghetspunkt", "SE-07") == "unknown"


def test_what_an_overlay_asks_of_the_territory_is_judged_by_it_too(world) -> None:
    asked = added("T-1", "territory.announces").replace('topic = "power"', 'topic = "power"\nscope = "territory"')
    state_overlay(ACTOR, world[TOWN], overlay_text(asked))
    state_fact(ACTOR, world[TOWN], "territory.announces", terms(Availability.NO))
    standard = laid_over(standard_on("ua-1401", TODAY), TODAY).at(world[TOWN].path)
    assert territory_assessment(world[TOWN], standard, TODAY).verdicts["T-1"].value == "not_met"


@pytest.mark.parametrize(
    ("measure", "wrong"),
    [
        (FUEL, {"answer": "maybe"}),
        (FUEL, {"answer": ""}),
        (FUEL, {"answer": "n/a"}),
        (FUEL, {"source": "  "}),
        (FUEL, {"method": "seen"}),
        (FUEL, {"source": "x" * 301}),
        (FUEL, {"known_on": "2999-01-01"}),
        (FUEL, {"known_on": ""}),
        (HOUSING, {"amount": "-1"}),
        (HOUSING, {"amount": "nan"}),
        (HOUSING, {"amount": "1e300"}),
        (SHARE, {"amount": "101"}),
        (HOUSING, {"amount": "5", "source": ""}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(browser, coordinator, world, measure: str, wrong) -> None:
    page = browser(coordinator).post(f"{PAGE}{measure}/", TOLD | {"amount": "5"} | wrong)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == set(wrong) & {"answer", "amount", "known_on", "source", "method"} - (
        {"amount"} if "source" in wrong else set()
    )
    assert not TerritoryFact.objects.exists()


def test_what_the_registry_counts_and_what_there_is_not_is_not_stated(browser, coordinator, world) -> None:
    for measure in ("territory.n_points", "territory.publication_decided", "service.heat", "moon", "%00"):
        assert browser(coordinator).post(f"{PAGE}{measure}/", TOLD).status_code == 404
    assert "territory.n_points" not in STATED
    assert browser(coordinator).get(f"/desk/readiness/territories/%00/{FUEL}/").status_code == 404


@pytest.fixture
def lookers(keeper, inspector):
    """Who may know of every point of the territory, and states nothing."""
    return [keeper, inspector]


@pytest.fixture
def others(viewer, other_coordinator, outsider):
    """Who may not."""
    return [viewer, other_coordinator, outsider]


def test_who_may_state_and_who_may_see(browser, lookers, others, stranger, world):
    for user in (*lookers, *others):
        assert browser(user).post(f"{PAGE}{FUEL}/", TOLD).status_code == 403
    for user in lookers:
        assert browser(user).get(PAGE).status_code == 200
    for user in others:
        assert browser(user).get(PAGE).status_code == 403, user
    assert stranger.get(PAGE).status_code == 302
    with pytest.raises(NotYours):
        state_fact(ACTOR, world[TOWN], FUEL, terms(), within=Reach(territory_codes=frozenset({OTHER_TOWN})))
    assert not TerritoryFact.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_stated", [False, True], ids=["the first", "another"])
def test_of_several_at_once_one_holds_and_all_are_kept(world, is_stated: bool) -> None:
    if is_stated:
        state_fact(ACTOR, world[TOWN], HOUSING, terms(None, 1.0))
    n_before = TerritoryFact.objects.count()
    calls = [partial(state_fact, ACTOR, world[TOWN], HOUSING, terms(None, amount)) for amount in (3.0, 4.0, 5.0)]
    assert {type(told) for told in at_once(*calls)} == {TerritoryFact}
    assert TerritoryFact.objects.count() == n_before + 3
    assert TerritoryFact.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_the_pages_speak_the_language_of_the_reader(browser, coordinator, world, language: str) -> None:
    for address in (PAGE, f"{PAGE}{FUEL}/"):
        page = text_of(browser(coordinator).get(address, headers={"accept-language": language}))
        assert "What is known of the territory" not in page
