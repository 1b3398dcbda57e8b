"""The last words on points as anybody may know them, held in memory.

A number in the database tells whether anything was said since; then only what was said is read again. So an answer that
looks at hundreds of points costs the database one small question and not hundreds of rows.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import NamedTuple

from punkt_web.common import memories
from punkt_web.operations.queries import current_statuses, last_words_after
from punkt_web.operations.statuses import Heard, PublishedStatus, StatusNow
from punkt_web.registry.published import kept_back_records
from punkt_web.registry.revisions import Revisions, revisions

Asked = tuple[int, bool]
"""The id of a point, and whether it is told of as an area only."""

_NOT_HELD = object()


_CHANGES_KNOWN = 1_000


class _Change(NamedTuple):
    """The points that were spoken of between a count of last words and the next one that this process saw."""

    after: int
    points: frozenset[int]


class LastWords:
    """The last words on the points that were asked for. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at: Revisions | None = None
        self._held: dict[Asked, PublishedStatus | None] = {}
        self._changes: deque[_Change] = deque(maxlen=_CHANGES_KNOWN)

    def of(self, asked: Iterable[Asked]) -> dict[int, PublishedStatus]:
        """The status of each point that was ever spoken of, by point id."""
        if not memories.may_be_kept():
            return _told(_read(set(asked)))
        at = self._brought_up_to_date()
        held = self._held
        found = {one: held.get(one, _NOT_HELD) for one in asked}
        unknown = {one for one, status in found.items() if status is _NOT_HELD}
        if unknown:
            read = _read(unknown)
            found |= read
            self._keep(read, at)
        return _told(found)

    def counts(self) -> Revisions:
        """Where the counts stand that the words follow from."""
        return self._brought_up_to_date()

    def still_heard(self, heard: Heard) -> Heard | None:
        """The same as of now where nobody spoke of the points since, else ``None``, as within a transaction."""
        if not memories.may_be_kept():
            return None
        now = self._brought_up_to_date()
        if now == heard.at:
            return heard
        with self._lock:
            since = [change for change in self._changes if change.after >= heard.at.last_words]
        is_same = now.network == heard.at.network
        is_known = is_same and bool(since) and since[0].after == heard.at.last_words
        if not is_known or any(change.points & heard.points for change in since):
            return None
        return Heard(heard.points, now)

    def _brought_up_to_date(self) -> Revisions:
        """Drops what may have changed. A registry that changed, or a count that went back, drops everything."""
        if not memories.may_be_kept():
            return revisions()
        with self._lock:
            now, before = revisions(), self._at
            if now == before:
                return now
            if before is None or now.network != before.network or now.last_words < before.last_words:
                self._held = {}
                self._changes.clear()
            else:
                changed = last_words_after(before.last_words)
                self._held = {one: status for one, status in self._held.items() if one[0] not in changed}
                self._changes.append(_Change(before.last_words, frozenset(changed)))
            self._at = now
        return now

    def _keep(self, read: Mapping[Asked, PublishedStatus | None], at: Revisions) -> None:
        """Keeps what was read, unless somebody spoke meanwhile: then it may be old already."""
        with self._lock:
            if self._at == at:
                self._held |= read


def _read(asked: AbstractSet[Asked]) -> dict[Asked, PublishedStatus | None]:
    statuses = current_statuses({point_id for point_id, _is_area_only in asked}, kept_back=kept_back_records())
    return {one: _published(statuses.get(one[0]), is_area_only=one[1]) for one in asked}


def _told(found: Mapping[Asked, object]) -> dict[int, PublishedStatus]:
    return {one[0]: status for one, status in found.items() if isinstance(status, PublishedStatus)}


def _published(status: StatusNow | None, *, is_area_only: bool) -> PublishedStatus | None:
    """People of a point whose address is withheld are not told: it is a target."""
    if status is None:
        return None
    return PublishedStatus(
        status.state,
        status.state_at,
        status.state_channel,
        None if is_area_only else status.headcount,
        None if is_area_only else status.headcount_at,
        status.services,
        status.shut_words,
    )


_last_words = LastWords()


def last_words() -> LastWords:
    """Those of this process."""
    return _last_words


def forget_last_words() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    global _last_words  # noqa: PLW0603 - the one memory of the process
    _last_words = LastWords()
