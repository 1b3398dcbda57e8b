"""The feeds of the desk's list, in words, with how many points each meets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.feed_words import FeedForm, FeedKind
from punkt.model.outages import OutageKey, outage_key
from punkt.model.vocabulary import label
from punkt_web.accounts.queries import Reach
from punkt_web.dashboard import queries
from punkt_web.operations.actions.feeds import place_of
from punkt_web.operations.models import Feed
from punkt_web.operations.surroundings.feed_state_words import FeedWords, feed_words, finding_words
from punkt_web.operations.surroundings.feeds import holds_in, is_in_reach, kind_of
from punkt_web.registry.titles import territory_title


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed. ``n_points`` is how many points of the reader it meets, ``None`` for one of air alerts."""

    feed: Feed
    kind: str
    form: str
    place: str
    address: str
    words: FeedWords
    n_groups: int
    n_points: int | None
    may_change: bool

    @property
    def findings(self) -> list[str]:
        """What was noticed at the last reading."""
        return [finding_words(finding) for finding in self.feed.findings]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The feeds that count where a person announces, and the points that none of them meets."""

    rows: list[ListedFeed]
    n_met: int
    n_unmet: int
    n_without_group: int


_Places = Mapping[tuple[OutageKey, tuple[str, ...]], int]
"""How many points have this key in a territory of this lineage."""


def feed_page(user: Any, where: Reach) -> FeedPage:
    """All feeds of the reach of ``user`` and of the territories above, the broken ones first."""
    feeds = queries.feeds_for(where)
    groups = {feed.pk: queries.groups_of(feed) for feed in feeds if kind_of(feed) is FeedKind.OUTAGES}
    places = _places(user)
    rows = [_listed(feed, where, groups.get(feed.pk), places) for feed in feeds]
    rows.sort(key=lambda row: (row.words.is_good, row.feed.name))
    met = (place for place in places if any(_meets(feed, groups.get(feed.pk, frozenset()), *place) for feed in feeds))
    n_met = sum(places[place] for place in met)
    n_grouped = sum(n for (key, _lineage), n in places.items() if key)
    return FeedPage(rows, n_met, n_grouped - n_met, sum(places.values()) - n_grouped)


def _places(user: Any) -> _Places:
    places: Counter[tuple[OutageKey, tuple[str, ...]]] = Counter()
    for (operator, group, path), n in Counter(queries.grid_points(user)).items():
        places[outage_key(operator, group), tuple(path.split("/"))] += n
    return places


def listed_feed(feed: Feed, where: Reach) -> ListedFeed:
    """One feed, without the points that it meets."""
    return _listed(feed, where, queries.groups_of(feed) if kind_of(feed) is FeedKind.OUTAGES else None, {})


def _listed(feed: Feed, where: Reach, groups: frozenset[OutageKey] | None, places: _Places) -> ListedFeed:
    return ListedFeed(
        feed=feed,
        kind=_(label(kind_of(feed))),
        form=_(label(FeedForm(feed.form))),
        place=territory_title(feed.territory) if feed.territory else _("everywhere"),
        address=place_of(feed.url),
        words=feed_words(feed, clock.now()),
        n_groups=len(groups or ()),
        n_points=None if groups is None else _n_met(feed, groups, places),
        may_change=is_in_reach(feed, where),
    )


def _n_met(feed: Feed, groups: frozenset[OutageKey], places: _Places) -> int:
    return sum(n for place, n in places.items() if _meets(feed, groups, *place))


def _meets(feed: Feed, groups: frozenset[OutageKey], key: OutageKey, lineage: Sequence[str]) -> bool:
    return key in groups and holds_in(feed, lineage)
