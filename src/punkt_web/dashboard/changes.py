"""Telling open pages of the desk that something changed, by server-sent events.

A stream holds one of the few threads of a web process as long as it lasts. So one process gives one, for less than a
minute at a time; who gets none asks again and again instead. The script of the page does both.
"""

import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from punkt_web.registry.revisions import revisions

N_STREAMS = 1
LASTS_S = 45.0
_LOOK_S = 1.0
_ALIVE_S = 5.0
"""A line is sent at least so often: a proxy, and this process, see from it whether anybody still listens."""

_seats = BoundedSemaphore(N_STREAMS)


class _Changes:
    """Lines of a stream. It frees its place in ``seats`` when it is closed, also where nobody ever read from it."""

    def __init__(self, seats: BoundedSemaphore) -> None:
        self._seats = seats
        self._is_open = True

    def __iter__(self) -> Iterator[str]:
        ends = time.monotonic() + LASTS_S
        told, quiet_since = revisions(), time.monotonic()
        yield "retry: 2000\n\n"
        while self._is_open and time.monotonic() < ends:
            time.sleep(_LOOK_S)
            now = revisions()
            if now != told:
                told, quiet_since = now, time.monotonic()
                yield f"event: changed\ndata: {now.last_words}\n\n"
            elif time.monotonic() - quiet_since >= _ALIVE_S:
                quiet_since = time.monotonic()
                yield ": nothing new\n\n"

    def close(self) -> None:
        """Called by the server when the answer is over, whatever the reason."""
        if self._is_open:
            self._is_open = False
            self._seats.release()


def stream_of_changes() -> HttpResponseBase:
    """The stream; 204, after which a browser does not ask again by itself, where all places are taken."""
    if not _seats.acquire(blocking=False):
        return HttpResponse(status=204)
    response = StreamingHttpResponse(_Changes(_seats), content_type="text/event-stream")
    # Compressed, or gathered by a proxy, a line would wait for those after it.
    response.headers["Content-Encoding"] = "identity"
    response.headers["X-Accel-Buffering"] = "no"
    return response
