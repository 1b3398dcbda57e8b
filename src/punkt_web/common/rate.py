"""How often one sender may ask: a bucket of tokens that fills as time goes by.

Each process counts for itself, so a site with four workers lets through up to four times as much. That is enough to
keep one program from taking a machine from all others, and needs nothing that a request would wait for.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST_SENDERS = 20_000


class Limiter:
    """Lets each sender through ``per_minute`` times, as many at once after a rest. It remembers so many senders."""

    def __init__(self, *, most_senders: int = _MOST_SENDERS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_senders = most_senders
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, sender: str, per_minute: int) -> int:
        """0 lets the sender through; else the whole seconds after which to come again."""
        with self._lock:
            now = self._clock()
            tokens, at = self._buckets.pop(sender, (float(per_minute), now))
            tokens = min(per_minute, tokens + (now - at) * per_minute / 60)
            is_let_through = tokens >= 1
            self._buckets[sender] = (tokens - 1 if is_let_through else tokens, now)
            if len(self._buckets) > self._most_senders:
                self._buckets.popitem(last=False)
        return 0 if is_let_through else max(1, math.ceil((1 - tokens) * 60 / per_minute))

    def forget(self) -> None:
        """Begins anew with everybody."""
        with self._lock:
            self._buckets.clear()
