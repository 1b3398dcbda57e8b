"""A business is listed when a person has confirmed each of the five criteria, and every field says where it is from."""

from datetime import date, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.hosting_words import CriterionFinding, HostCriterion, OfferAnswer, OfferRefusal, OfferState
from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.editions import standard_on
from punkt.standards.terms import Verdict
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.hosting.actions.checking import (
    CLAIM_LASTS,
    Found,
    check_offer,
    claim_offer,
    pass_offer_on,
    release_offer,
)
from punkt_web.hosting.actions.deciding import Listing, accept_offer, refuse_offer, reopen_offer
from punkt_web.hosting.models import HostOffer, OfferCheck
from punkt_web.hosting.queries import last_checks, unconfirmed
from punkt_web.readiness.queries import assessment_of
from punkt_web.registry.models import Point, PointContact, Territory
from punkt_web.registry.published import published_point
from tests.conftest import OTHER_TOWN
from tests.web.dashboard.conftest import ACTOR
from tests.web.hosting.conftest import PERSON, PHONE, SEEN, WITNESS, confirm_all

ON = date(2026, 12, 1)
ANN, BO = Actor("ann@example.org"), Actor("bo@example.org")
NOT_SEEN = Found(CriterionFinding.NOT_SEEN, EvidenceMethod.PHONED)
NO = Found(CriterionFinding.NO, EvidenceMethod.SEEN)


def state(offer: HostOffer) -> str:
    offer.refresh_from_db()
    return offer.state


@pytest.mark.parametrize("left", HostCriterion)
@pytest.mark.parametrize("finding", [NOT_SEEN, NO, None])
def test_one_that_is_not_confirmed_keeps_it_from_being_listed(make_offer, left, finding) -> None:
    offer = make_offer()
    found = {one: SEEN for one in HostCriterion if one is not left}
    check_offer(WITNESS, offer.pk, found | ({left: finding} if finding else {}))
    assert unconfirmed(offer) == [left]
    with pytest.raises(InvalidValue):
        accept_offer(ANN, offer.pk, Listing("Café"))
    assert not Point.objects.exists()
    assert state(offer) == OfferState.CHECKING


def test_what_the_business_says_confirms_nothing(make_offer) -> None:
    with pytest.raises(InvalidValue):
        accept_offer(ANN, make_offer().pk, Listing("Café"))


def test_it_is_listed_with_an_origin_for_every_field(make_offer) -> None:
    offer = make_offer()
    by_phone = Found(CriterionFinding.YES, EvidenceMethod.PHONED)
    confirm_all(offer, hot_tea=by_phone)
    point = accept_offer(ANN, offer.pk, Listing("Café by the oak", Position(50.0, 30.0, 10.0)))
    assert point is not None
    point.refresh_from_db()
    assert (point.status, point.host_kind, point.territory) == ("designated", "business", offer.territory)
    assert (point.names, point.address, point.settlement) == ({"en": "Café by the oak"}, "Oak street 2", "Town")
    assert (point.capacity_seated, point.hours_normal) == (30, "Mo-Su 08:00-20:00")
    assert point.facts["service.heat"] == point.facts["arranged.business_verified"] == "yes"
    checks = last_checks(offer)
    for key, entry in point.provenance.items():
        assert entry["source"].startswith(f"host offer {offer.pk}"), key
        is_checked = key in {
            "service.heat", "heat.without_grid", "service.internet", "service.charging", "service.hot_drink",
            "arranged.business_verified",
        }  # fmt: skip
        assert bool(entry.get("verified")) is is_checked, key
    tea, heat = point.provenance["service.hot_drink"], point.provenance["service.heat"]
    assert tea["source"] == f"host offer {offer.pk}, check {checks[HostCriterion.HOT_TEA].pk}"
    assert (tea["method"], heat["method"]) == ("phoned", "seen")
    assert point.provenance["arranged.business_verified"]["method"] == "phoned", "the weakest of the five"
    assert point.provenance["address"]["method"] == "declared"
    assert published_point(point.code) is not None
    assert state(offer) == OfferState.LISTED


def test_in_ukraine_it_is_a_point_of_a_business_by_law(make_offer) -> None:
    offer = make_offer()
    HostOffer.objects.filter(pk=offer.pk).update(country="UA")
    Territory.objects.filter(pk=offer.territory_id).update(country="UA")
    confirm_all(offer)
    point = accept_offer(ANN, offer.pk, Listing("Café"))
    assert point is not None
    found = assessment_of(Point.objects.get(pk=point.pk), standard_on("ua-1401", ON), ON)
    assert point.kind_id == "ua-business"
    for key in ("UA-KIND-01", "UA-BUS-02", "UA-HEA-01"):
        assert found.verdicts[key] is Verdict.MET, key
    assert found.verdicts["UA-BUS-01"] is Verdict.UNKNOWN, "nobody said for how many hours there is power"


def test_a_country_without_a_kind_for_businesses_gives_none(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    point = accept_offer(ANN, offer.pk, Listing("Café"))
    assert point is not None
    assert point.kind_id is None


def test_the_number_of_the_business_is_in_no_origin_and_no_trail(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    point = accept_offer(ANN, offer.pk, Listing("Café"))
    assert point is not None
    told = str(point.provenance) + str(list(AuditEntry.objects.values()))
    for private in (offer.number, PERSON, PHONE, SEEN.note):
        assert private not in told


def test_the_contact_goes_to_the_point_and_leaves_the_offer(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    accept_offer(ANN, offer.pk, Listing("Café"))
    offer.refresh_from_db()
    assert (offer.contact_name, offer.contact_phone, offer.contact_email) == ("", "", "")
    assert PointContact.objects.get().name == PERSON


def test_seats_and_curfew_that_nobody_said_stay_unknown(make_offer) -> None:
    offer = make_offer(seats=None, hours="", in_curfew=OfferAnswer.NOT_SURE)
    confirm_all(offer)
    point = accept_offer(ANN, offer.pk, Listing("Café"))
    assert point is not None
    assert (point.capacity_seated, point.hours_normal) == (None, "")
    assert "opening.in_curfew" not in point.facts


def test_listed_twice_is_one_point(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    assert accept_offer(ANN, offer.pk, Listing("Café")) == accept_offer(BO, offer.pk, Listing("Other"))
    assert Point.objects.count() == 1


def test_without_a_territory_it_is_not_listed(make_offer, world) -> None:
    offer = make_offer(settlement="Nowhere")
    assert offer.territory is None
    confirm_all(offer)
    with pytest.raises(InvalidValue):
        accept_offer(ANN, offer.pk, Listing("Café"))
    assert pass_offer_on(ANN, offer.pk, world[OTHER_TOWN])
    assert accept_offer(ANN, offer.pk, Listing("Café")) is not None


def test_one_person_at_a_time_looks_into_it(make_offer) -> None:
    offer = make_offer()
    assert claim_offer(ANN, offer.pk)
    assert state(offer) == OfferState.CHECKING
    assert not claim_offer(BO, offer.pk)
    assert not release_offer(BO, offer.pk)
    assert check_offer(BO, offer.pk, {HostCriterion.POWER: SEEN}) is None
    assert not refuse_offer(BO, offer.pk, OfferRefusal.NOT_MET)
    assert not OfferCheck.objects.exists()
    with clock.fixed_at(clock.now() + CLAIM_LASTS + timedelta(minutes=1)):
        assert claim_offer(BO, offer.pk), "who goes home leaves nobody waiting"
        assert release_offer(BO, offer.pk)


def test_a_listing_by_another_waits_for_who_looks_into_it(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    claim_offer(ANN, offer.pk)
    assert accept_offer(BO, offer.pk, Listing("Café")) is None
    assert accept_offer(ANN, offer.pk, Listing("Café")) is not None


def test_each_finding_stays_and_the_last_one_counts(make_offer) -> None:
    offer = make_offer()
    assert check_offer(ANN, offer.pk, {HostCriterion.POWER: NO}) == 1
    assert check_offer(ANN, offer.pk, {HostCriterion.POWER: NO}) == 0, "nothing new was found"
    assert check_offer(BO, offer.pk, {HostCriterion.POWER: SEEN}) == 1
    assert OfferCheck.objects.count() == 2
    assert last_checks(offer)[HostCriterion.POWER].checked_by == BO.name


@pytest.mark.parametrize("method", [EvidenceMethod.DECLARED, EvidenceMethod.IMPORTED, EvidenceMethod.INFERRED])
def test_what_nobody_looked_at_is_no_check(make_offer, method) -> None:
    with pytest.raises(InvalidValue):
        check_offer(ANN, make_offer().pk, {HostCriterion.POWER: Found(CriterionFinding.YES, method)})


def test_a_refused_offer_is_taken_up_again_for_a_reason(make_offer) -> None:
    offer = make_offer()
    check_offer(ANN, offer.pk, {HostCriterion.HEATING: SEEN})
    assert refuse_offer(ANN, offer.pk, OfferRefusal.NOT_MET)
    assert not refuse_offer(BO, offer.pk, OfferRefusal.KNOWN), "the first word stays"
    assert check_offer(ANN, offer.pk, {HostCriterion.POWER: SEEN}) is None
    assert not claim_offer(ANN, offer.pk)
    with pytest.raises(InvalidValue):
        reopen_offer(ANN, offer.pk, "  ")
    assert reopen_offer(ANN, offer.pk, "they bought a generator")
    assert not reopen_offer(BO, offer.pk, "again")
    assert state(offer) == OfferState.CHECKING
    assert HostCriterion.HEATING in last_checks(offer), "what was checked stays"
    assert AuditEntry.objects.get(action="reopen offer").reason == "they bought a generator"


def test_another_reason_needs_a_word(make_offer) -> None:
    with pytest.raises(InvalidValue):
        refuse_offer(ANN, make_offer().pk, OfferRefusal.OTHER)
    assert refuse_offer(ACTOR, make_offer(name="Other").pk, OfferRefusal.OTHER, "The house is to be pulled down")


def test_what_was_listed_is_not_refused_or_taken_up(make_offer) -> None:
    offer = make_offer()
    confirm_all(offer)
    accept_offer(ANN, offer.pk, Listing("Café"))
    assert not refuse_offer(ANN, offer.pk, OfferRefusal.NOT_MET)
    assert not reopen_offer(ANN, offer.pk, "x")
    assert not pass_offer_on(ANN, offer.pk, offer.territory)
