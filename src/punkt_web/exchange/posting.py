"""Sends something to an address that a person or a browser gave (``exchange.connecting``); never led on elsewhere."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlsplit

from punkt.wording import gettext_noop as _
from punkt_web.exchange.connecting import ASK_AGAIN, LOOK, Unreachable, Watch, connection_to, path_of, reason
from punkt_web.operations.actions.feeds import checked_url

_LEADS_ON = _("The address leads on to another one, which is not followed.")
_STATUS = _("The host answered with the status %(status)s.")
_GONE = frozenset({404, 410})
_LOOKED_AT = 4096


class Gone(Unreachable):
    """The host says that there is nothing at this address (404, 410)."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Sends ``body``; any status from 200 to 299 is taken for received.

    Raises ``Unreachable``, as ``Gone`` for an address that is no more, and ``InvalidValue`` for one that may not be
    asked. Errors name the host only: what follows it can be a secret.
    """
    parts = urlsplit(checked_url(url))
    where = parts.hostname or ""
    connection = connection_to(parts, where)
    watch = Watch(connection)
    try:
        connection.request("POST", path_of(parts), body=body, headers={"User-Agent": "Punkt", **headers})
        with closing(connection.getresponse()) as response:
            response.read(_LOOKED_AT)
            status = response.status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise reason(error, where, is_late=watch.has_hung_up) from None
    finally:
        watch.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise _refusal(status, where)


def check_host(url: str) -> None:
    """Raises ``Unreachable`` where a host is not known or not public now; it is looked at again when it is sent to."""
    parts = urlsplit(checked_url(url))
    connection_to(parts, parts.hostname or "").close()


def _refusal(status: int, where: str) -> Unreachable:
    if 300 <= status < 400:
        return Unreachable(_LEADS_ON, where=where, remedy=LOOK)
    made = Gone if status in _GONE else Unreachable
    return made(_STATUS, where=where, remedy=ASK_AGAIN, values={"status": status})
