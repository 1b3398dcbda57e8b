"""Who runs the installation states prices with where they were seen; everybody with a role reads them."""

from datetime import date, timedelta
from functools import partial

import pytest

from punkt import clock
from punkt.standards.prices import Price, packaged_prices
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.prices import PriceTerms, state_price
from punkt_web.readiness.actions.rounds import assess_country, assess_if_due
from punkt_web.readiness.models import AssessmentRound, PointAssessment, StatedPrice
from punkt_web.readiness.prices import prices_now
from punkt_web.registry.models import Point
from tests.at_once import at_once
from tests.conftest import TOWN
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/readiness/prices/"
ITEM = next(key for key, item in packaged_prices().items.items() if "power.lighting" in item.closes)
TOLD = {"low": "410", "high": "590.5", "source": "Offer of Svitlo LLC", "seen_on": "2026-01-05"}
ACTOR = Actor("test")


def test_who_runs_the_installation_states_one_and_ends_it(browser, administrator):
    client = browser(administrator)
    assert client.post(f"{PAGE}{ITEM}/", {**TOLD, "lead_low_days": "3", "lead_high_days": "14"}).status_code == 302
    item = prices_now().items[ITEM]
    assert (item.price, item.lead_days) == (Price(410.0, 590.5), (3, 14))
    page = text_of(client.get(PAGE))
    for words in ("410 to 590", "Offer of Svitlo LLC (5 January 2026)", "stated here"):
        assert words in page
    assert client.post(f"{PAGE}{ITEM}/end").status_code == 302
    assert prices_now() == packaged_prices()
    assert StatedPrice.objects.get().ended_at is not None


def test_each_price_says_of_which_country_it_is_and_where_it_was_seen(browser, coordinator):
    page = browser(coordinator).get(PAGE)
    items = packaged_prices().items
    assert {line.key: line.countries for line in page.context["lines"]} == {
        key: ", ".join(sorted(item.countries)) or "everywhere" for key, item in items.items()
    }
    told = [source for line in page.context["lines"] for source in line.sources]
    assert not set(told) & packaged_prices().sources.keys(), "a number of a source says nothing to a reader"


def test_others_read_and_state_nothing(browser, coordinator, region_officer, outsider, stranger):
    for user in (coordinator, region_officer):
        assert browser(user).get(PAGE).status_code == 200
        assert browser(user).get(f"{PAGE}{ITEM}/").status_code == 403
        assert browser(user).post(f"{PAGE}{ITEM}/", TOLD).status_code == 403
        assert browser(user).post(f"{PAGE}{ITEM}/end").status_code == 403
    assert browser(outsider).get(PAGE).status_code == 403
    assert stranger.get(PAGE).status_code == 302
    assert not StatedPrice.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"high": ""},
        {"low": "600"},
        {"low": "-1"},
        {"high": "1e300"},
        {"low": "nan"},
        {"source": "   "},
        {"source": "x" * 301},
        {"seen_on": "2999-01-01"},
        {"seen_on": ""},
        {"lead_low_days": "9"},
        {"lead_low_days": "9", "lead_high_days": "3"},
    ],
)
def test_what_cannot_be_is_refused_at_its_field(browser, administrator, wrong):
    page = browser(administrator).post(f"{PAGE}{ITEM}/", TOLD | wrong)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not StatedPrice.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_stated", [False, True], ids=["the first", "another"])
def test_of_several_that_are_stated_at_once_one_holds_and_all_are_kept(is_stated):
    if is_stated:
        state_price(ACTOR, ITEM, PriceTerms(1.0, 2.0, "a shop", date(2026, 1, 5)))
    n_before = StatedPrice.objects.count()
    terms = [PriceTerms(low, 9.0, "a shop", date(2026, 1, 5)) for low in (3.0, 4.0, 5.0, 6.0)]
    calls = [partial(state_price, ACTOR, ITEM, one) for one in terms]
    assert {type(told) for told in at_once(*calls)} == {StatedPrice}
    assert StatedPrice.objects.count() == n_before + 4
    assert StatedPrice.objects.filter(ended_at=None).count() == 1


def test_without_a_price_nobody_knows_one(browser, administrator):
    browser(administrator).post(f"{PAGE}{ITEM}/", {**TOLD, "low": "", "high": ""})
    assert prices_now().items[ITEM].price is None


def test_an_item_that_there_is_not_is_not_found(browser, administrator):
    for key in ("flying_carpet", "%00"):
        assert browser(administrator).get(f"{PAGE}{key}/").status_code == 404
        assert browser(administrator).post(f"{PAGE}{key}/end").status_code in {302, 404}


def test_what_closing_gaps_costs_is_reckoned_anew(make_point):
    point = make_point(TOWN, name={"uk": "Школа"})
    facts = {"power.lighting": "no"}
    Point.objects.filter(pk=point.pk).update(country="UA", facts=facts, kind_id="ua-stationary")
    assess_country(ACTOR, "ua-1401")
    before = PointAssessment.objects.get(until=None)
    assert not assess_if_due(ACTOR)
    with clock.fixed_at(AssessmentRound.objects.get(standard="ua-1401").at + timedelta(seconds=1)):
        state_price(ACTOR, ITEM, PriceTerms(7000.0, 7000.0, "an offer", clock.now().date()))
        assert assess_if_due(ACTOR)
    after = PointAssessment.objects.get(until=None)
    assert after.cost_high != before.cost_high
