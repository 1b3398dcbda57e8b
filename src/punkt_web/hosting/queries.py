"""Agreements and offers: what there is of which points and territories. Who may see those is the caller's part."""

from datetime import date

from django.db.models import F, Min, OuterRef, QuerySet, Subquery

from punkt.model.hosting_words import OPEN_OFFERS, AgreementState, CriterionFinding, HostCriterion
from punkt_web.accounts.queries import Reach
from punkt_web.hosting.models import HostAgreement, HostOffer, OfferCheck
from punkt_web.hosting.states import in_state
from punkt_web.registry.models import Point
from punkt_web.registry.queries import territories_in
from punkt_web.registry.standing import Points, designated_points, heir_of_row, ids_of, rows_of


def agreements_about(points: Points) -> QuerySet[HostAgreement]:
    """The agreements about some points and about those that were merged into them.

    What ends first stands first, what was ended last.
    """
    found = HostAgreement.objects.filter(rows_of(points)).select_related(
        "point__territory", "point__merged_into__territory", "holder", "host", "renewed_by"
    )
    return found.order_by(F("ended_at").asc(nulls_first=True), F("valid_until").asc(nulls_last=True), "pk")


def agreements_of(point: Point) -> QuerySet[HostAgreement]:
    """The agreements about one point, the latest first."""
    found = HostAgreement.objects.filter(point__in=ids_of(point))
    return found.select_related("point", "holder", "host", "renewed_by").order_by("-entered_at", "-pk")


def n_ending_soon(points: Points, day: date) -> int:
    """How many agreements about these points end soon."""
    return HostAgreement.objects.filter(rows_of(points), in_state(AgreementState.ENDS_SOON, day)).count()


def agreed_minutes(points: Points, day: date) -> dict[int, int]:
    """In how many minutes points promise to open by agreements that hold on ``day``, the shortest of each point.

    What was agreed about a point that was merged counts where it went. Points without such a promise are left out.
    """
    holds = in_state(AgreementState.IN_FORCE, day) | in_state(AgreementState.ENDS_SOON, day)
    found = HostAgreement.objects.filter(rows_of(points), holds, promised_minutes__isnull=False)
    rows = found.order_by().annotate(of=heir_of_row()).values("of").annotate(least=Min("promised_minutes"))
    return dict(rows.values_list("of", "least"))


def without_agreement(points: QuerySet[Point]) -> QuerySet[Point]:
    """Designated ones of these points of which no agreement was ever entered: whether there is one is not known."""
    with_one = HostAgreement.objects.annotate(stands=heir_of_row()).values("stands")
    return designated_points(points).exclude(pk__in=with_one)


def offers_in(where: Reach) -> QuerySet[HostOffer]:
    """The offers in the territories of a reach, the latest first; of those of no known territory, who is everywhere."""
    found = HostOffer.objects.select_related("territory", "point").order_by("-received_at", "-pk")
    return found if where.is_everywhere else found.filter(territory__in=territories_in(where))


def n_open_offers(where: Reach) -> int:
    """How many offers wait for somebody there."""
    return offers_in(where).filter(state__in=OPEN_OFFERS).count() if where else 0


def last_checks(offer: HostOffer) -> dict[HostCriterion, OfferCheck]:
    """The latest check of each criterion that was checked."""
    latest = OfferCheck.objects.filter(offer=offer, criterion=OuterRef("criterion")).order_by("-pk")
    rows = OfferCheck.objects.filter(offer=offer, pk=Subquery(latest.values("pk")[:1]))
    return {HostCriterion(row.criterion): row for row in rows}


def unconfirmed(offer: HostOffer) -> list[HostCriterion]:
    """The criteria that no person has confirmed yet, or found not to be met."""
    found = last_checks(offer)
    confirmed = {one for one, check in found.items() if check.finding == CriterionFinding.YES}
    return [criterion for criterion in HostCriterion if criterion not in confirmed]
