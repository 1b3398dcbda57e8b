"""Which points are asked for, and a page of them as they are now."""

import base64
import binascii
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from punkt.confidence.freshness import PublicState
from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.api.boxes import Box
from punkt_web.api.parameters import Refused
from punkt_web.api.spans import Span
from punkt_web.finder.answers import Found, Judge, Verdict
from punkt_web.finder.network import Near, Network, RecheckedNetwork, is_unplaced, network
from punkt_web.registry.published import PublishedPoint

MOST_JUDGED = 1000
"""Points that one request judges where it depends on that whether they are asked for: a rare state must not let one
request walk the whole network."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What points must be to be asked for. Empty values ask for nothing."""

    territory: str = ""
    country: str = ""
    box: Box | None = None
    is_every_box_around_unplaced: bool = False
    """Whether points of which nobody knows where they are are in every box, else in none."""
    changed: Span | None = None
    needs: tuple[str, ...] = ()
    states: frozenset[PublicState] = frozenset()

    @property
    def is_of_now(self) -> bool:
        """Whether it depends on what was said of a door lately."""
        return bool(self.needs or self.states)

    def fits(self, point: PublishedPoint) -> bool:
        """Whether what the register says fits."""
        return (
            (not self.territory or self.territory in point.lineage)
            and (not self.country or point.country == self.country)
            and self._is_in_box(point)
            and (self.changed is None or self.changed.holds(point.updated_at))
        )

    def fits_now(self, found: Found) -> bool:
        """Whether the point as it is now fits: its state as it may be shown, and that it is known to have the needs."""
        is_state = not self.states or found.shown.state in self.states
        return is_state and (not self.needs or found.verdict(self.needs) is Verdict.HAS)

    def _is_in_box(self, point: PublishedPoint) -> bool:
        if self.box is None or (self.is_every_box_around_unplaced and is_unplaced(point)):
            return True
        return self.box.holds(point.latitude, point.longitude)


def choice_of(values: dict[str, Any], *, is_every_box_around_unplaced: bool = False) -> Choice:
    """The choice in the values of parameters."""
    return Choice(
        territory=values.get("territory") or "",
        country=values.get("country") or "",
        box=values.get("bbox"),
        is_every_box_around_unplaced=is_every_box_around_unplaced,
        changed=values.get("datetime"),
        needs=values.get("need") or (),
        states=frozenset(map(PublicState, values.get("state") or ())),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Some points in the order of their codes.

    ``next_cursor`` is "" on the last page; any other may hold fewer points than were asked for.
    """

    found: list[Found]
    next_cursor: str
    at: datetime
    n_matched: int | None = None
    """How many fit on all pages; ``None`` where nobody counted, or where it is not known for sure."""


def page_of(choice: Choice, *, after: str = "", limit: int, is_counted: bool = False) -> Page:
    """At most ``limit`` points whose codes come after ``after``.

    Codes do not change, so that whoever walks the pages meets every point that stays exactly once.
    """
    held, judge = network(), Judge()
    n_matched = _n_matched(held, choice) if is_counted else None
    candidates = (point for point in _behind(held.by_code, after) if choice.fits(point))
    looked_at = list(islice(candidates, MOST_JUDGED if choice.is_of_now else limit))
    still = [Near(point, None) for point in held.still(looked_at) if choice.fits(point)]
    found = [one for one in judge.found(still) if choice.fits_now(one)]
    if len(found) > limit:
        return Page(found[:limit], cursor_of(found[limit - 1].point.code), judge.at, n_matched)
    return Page(found, cursor_of(looked_at[-1].code) if next(candidates, None) else "", judge.at, n_matched)


def _n_matched(held: Network | RecheckedNetwork, choice: Choice) -> int | None:
    """``None`` while the snapshot is an old one, so that no count tells of a point that was hidden meanwhile."""
    if choice.is_of_now or not isinstance(held, Network):
        return None
    return sum(map(choice.fits, held.by_code))


def _behind(points: Sequence[PublishedPoint], after: str) -> Iterator[PublishedPoint]:
    start = bisect_right(points, after, key=lambda point: point.code)
    return (points[number] for number in range(start, len(points)))


def cursor_of(text: str) -> str:
    """Where a page ends, in a form that nobody reads a meaning into."""
    return base64.urlsafe_b64encode(f"1{text}".encode()).decode().rstrip("=")


def text_of_cursor(cursor: str) -> str:
    """What ``cursor_of`` was given. Raises ``Refused``."""
    refused = Refused("This is not a cursor of ours: take the one of the page before.")
    if len(cursor) > 80:
        raise refused
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        raise refused from error
    if cursor_of(text[1:]) != cursor:
        raise refused
    return text[1:]


def code_of_cursor(cursor: str) -> str:
    """The code in a cursor of a list of points. Raises ``Refused``."""
    code = text_of_cursor(cursor)
    try:
        is_code = normal_point_code(code) == code
    except InvalidCode:
        is_code = False
    if not is_code:
        raise Refused("This is not a cursor of ours: take the one of the page before.")
    return code
