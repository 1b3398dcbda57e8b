"""Answers that were given lately, given again to who asks the same while they stand.

In a blackout a town asks the same: its own name, the place of its station. An answer stands until somebody speaks of a
point that was looked at for it, the network changes, something is announced for its territories or ends, points are
asked to open or no more, something in it changes of itself, or a minute is over; it says itself of which minute it is.
It is kept as it was sent, in the memory of the process and nowhere else. Who asks with a cookie that tells who asks
neither gives nor gets.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from threading import Lock
from weakref import WeakSet

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from punkt import clock
from punkt_web.finder.network import Network, RecheckedNetwork
from punkt_web.finder.notices import Announced
from punkt_web.finder.pages import Asked
from punkt_web.operations.published import still_heard
from punkt_web.operations.published_asked import published_asked
from punkt_web.operations.statuses import Heard
from punkt_web.registry.published import Edition, current_edition

_KEPT_S = (45.0, 60.0)
"""At random between these, so that answers that were made at once are not all made anew at once."""

_MOST_KEPT = 4_096
"""An answer takes about 14 KB: what was sent, and the numbers of the points that were looked at."""

_PLACES = frozenset({"/", "/t/"})
_LONGEST_KEY = 500
_ATTRIBUTE = "stands_on"
_Key = tuple[str, ...]


@dataclass(slots=True)
class _Grounds:
    """What an answer rests on; ``heard`` moves on with each look that finds it unchanged."""

    edition: Edition
    heard: Heard
    announced: Announced
    asked: Mapping[int, datetime]
    since: datetime
    until: datetime

    def hold(self) -> bool:
        """Whether the answer would be the same now."""
        if not self.since <= clock.now() < self.until or self.edition != current_edition():
            return False
        heard = still_heard(self.heard)
        if heard is None or not self.announced.still_is(heard.at) or published_asked(heard.at) is not self.asked:
            return False
        self.heard = heard
        return True


@dataclass(frozen=True, slots=True)
class _Sent:
    """An answer as it was sent."""

    grounds: _Grounds
    content: bytes
    headers: list[tuple[str, str]]

    def again(self) -> HttpResponse:
        """The same to somebody else."""
        return HttpResponse(self.content, headers=dict(self.headers))


def remember_while_it_stands(response: HttpResponse, held: Network | RecheckedNetwork, asked: Asked) -> None:
    """Marks an answer that may be given again. One of a snapshot that is no longer current is not."""
    if isinstance(held, Network):
        at = asked.answer.at
        over = at + timedelta(seconds=uniform(*_KEPT_S))  # noqa: S311 - not a secret
        ends = [one.expires_at for one in asked.answer.found if one.expires_at is not None]
        ends += asked.announced.changes(at)
        doors = published_asked(asked.heard.at)
        grounds = _Grounds(held.edition, asked.heard, asked.announced, doors, at, min([over, *ends]))
        setattr(response, _ATTRIBUTE, grounds)


_all_kept: WeakSet["KeptAnswers"] = WeakSet()


def forget_answers() -> None:
    """Drops all kept answers of the process: for tests, whose databases begin anew with the same edition numbers."""
    for kept in list(_all_kept):
        kept.forget()


class KeptAnswers:
    """The middleware. It stands outside of all that would do for each request what was done for the first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._lock = Lock()
        self._sent: OrderedDict[_Key, _Sent] = OrderedDict()
        _all_kept.add(self)

    def forget(self) -> None:
        """Drops what is kept here."""
        with self._lock:
            self._sent.clear()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of what stands further in, or the one that it gave to another who asked the same."""
        key = _key(request)
        if key is None:
            return self._get_response(request)
        sent = self._sent.get(key)
        if sent is not None and sent.grounds.hold():
            return sent.again()
        response = self._get_response(request)
        grounds = getattr(response, _ATTRIBUTE, None)
        if isinstance(response, HttpResponse) and grounds is not None and not response.cookies:
            self._keep(key, _Sent(grounds, response.content, list(response.items())))
        return response

    def _keep(self, key: _Key, sent: _Sent) -> None:
        with self._lock:
            self._sent[key] = sent
            self._sent.move_to_end(key)
            while len(self._sent) > _MOST_KEPT or self._is_over(next(iter(self._sent.values()))):
                self._sent.popitem(last=False)

    @staticmethod
    def _is_over(sent: _Sent) -> bool:
        """Whether it was made so long ago that it is of no more use: nobody needs to know where somebody asked from."""
        return clock.now() - sent.grounds.since > timedelta(seconds=_KEPT_S[1])


def _key(request: HttpRequest) -> _Key | None:
    """All that an answer depends on; ``None`` for what is not asked for here or tells who asks."""
    if request.method != "GET" or request.path_info not in _PLACES or not request.META.get("QUERY_STRING"):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_IF_NONE_MATCH" in request.META:
        return None
    told = request.META
    asked = (told["QUERY_STRING"], told.get("HTTP_ACCEPT_LANGUAGE", ""), told.get("HTTP_ACCEPT_ENCODING", ""))
    spoken = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    key = (request.path_info, *asked, spoken, told.get("HTTP_HOST", ""), request.scheme or "", request.path)
    return key if sum(map(len, key)) <= _LONGEST_KEY else None
