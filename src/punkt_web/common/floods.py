"""What anybody may send without an account is counted by sender, and nothing that is kept leads back to an address."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.core.cache import cache


def times_before(mark: str, lasts: timedelta) -> int:
    """How often this was asked in that time before. Not ``cache.incr``: that would forget it after five minutes."""
    n_before: int = cache.get(mark, 0)
    cache.set(mark, n_before + 1, lasts.total_seconds())
    return n_before


def passing_digest(key_name: str, lasts: timedelta, *said: object) -> str:
    """Stands for what was said, in hexadecimal. Its key is thrown away when its time is over, so that nothing that is
    left behind leads back to an address."""
    key = cache.get_or_set(key_name, secrets.token_hex, lasts.total_seconds())
    return hmac.new(str(key).encode(), "\n".join(map(str, said)).encode(), hashlib.sha256).hexdigest()
