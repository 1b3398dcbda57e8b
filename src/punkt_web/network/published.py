"""What anybody may know of the network: members that allowed it, and how many there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from punkt.model.network_words import Consent, MemberKind
from punkt_web.common.names import name_for_reader
from punkt_web.network.models import Member


@dataclass(frozen=True, slots=True)
class PublishedMember:
    """A member that allowed its name to be shown."""

    name: str
    kind: MemberKind
    country: str
    place: str
    about: str


@dataclass(frozen=True, slots=True)
class PublishedCountry:
    """The members of a country: by name where they allow it, and how many more without their name.

    Who allowed nothing is in neither.
    """

    country: str
    named: Sequence[PublishedMember]
    n_anonymous: int

    @property
    def n_members(self) -> int:
        """How many are shown in all."""
        return len(self.named) + self.n_anonymous


def published_network() -> list[PublishedCountry]:
    """Members by country, the countries in the order of their letters."""
    rows = list(_shown().select_related("territory").order_by("country", "name", "pk"))
    anonymous = Counter(row.country for row in rows if row.may_show == Consent.ANONYMOUS)
    named = [row for row in rows if row.may_show == Consent.NAMED]
    return [
        PublishedCountry(country, [_published(row) for row in named if row.country == country], anonymous[country])
        for country in sorted({row.country for row in rows})
    ]


def _shown() -> QuerySet[Member]:
    return Member.objects.filter(left_at=None, may_show__in=[Consent.NAMED, Consent.ANONYMOUS])


def _published(row: Member) -> PublishedMember:
    place = name_for_reader(row.territory.names, row.territory.country) if row.territory else ""
    return PublishedMember(row.name, MemberKind(row.kind), row.country, place, row.about)
