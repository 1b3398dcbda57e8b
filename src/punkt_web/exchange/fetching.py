"""Asks an address for a file (``exchange.connecting``), also after a redirection, bounded in bytes.

The token goes to the host it was given for and to no other, and into no message.
"""

import http.client
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from punkt.errors import InvalidValue
from punkt.formats.feed_json import MAX_FEED_BYTES
from punkt.wording import gettext_noop as _
from punkt_web.exchange.connecting import ASK_AGAIN, CUT_OFF, LOOK, Unreachable, Watch, connection_to, path_of, reason
from punkt_web.operations.actions.feeds import checked_url, place_of

_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PART = 65_536
_LONGEST_WAIT_S = 24 * 3600
_SAME = 304

_TOO_LARGE = _("The answer is larger than %(limit)s MB.")
_TOO_FAR = _("The address leads on more than %(n)s times.")
_LEADS_ASTRAY = _("The address leads on to one that may not be asked.")
_REFUSED = _("The source refuses the token.")
_GIVE_TOKEN = _("Give the feed anew, with the token that the source gave you.")
_TOO_OFTEN = _("The source is asked too often.")
_GONE = _("The source has nothing at this address.")
_STATUS = _("The source answered with the status %(status)s.")
_PACKED = _("The answer is compressed, which was not asked for.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask: an address, the header that opens it, and what the source called the file that is had already."""

    url: str
    authorization: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; ``content`` is ``None`` where it is the file that is had already."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(asked: Asked) -> Answer:
    """The file at an address. Raises ``Unreachable``, and ``InvalidValue`` for an address that may not be asked."""
    url = checked_url(asked.url)
    for _number in range(_MOST_REDIRECTS + 1):
        is_first_host = _origin(urlsplit(url)) == _origin(urlsplit(asked.url))
        answer = _ask(url, _headers(asked, with_token=is_first_host))
        if isinstance(answer, Answer):
            return answer
        url = _next(url, answer)
    raise Unreachable(_TOO_FAR, where=place_of(asked.url), remedy=LOOK, values={"n": _MOST_REDIRECTS})


def _next(url: str, location: str) -> str:
    """Where an address leads on to, if that may be asked."""
    try:
        return checked_url(urljoin(url, location))
    except (InvalidValue, ValueError):
        raise Unreachable(_LEADS_ASTRAY, where=place_of(url), remedy=LOOK) from None


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port


def _headers(asked: Asked, *, with_token: bool) -> dict[str, str]:
    given = {
        "If-None-Match": asked.etag,
        "If-Modified-Since": asked.last_modified,
        "Authorization": asked.authorization if with_token else "",
    }
    always = {"User-Agent": "Punkt", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    return always | {name: value for name, value in given.items() if value}


def _ask(url: str, headers: Mapping[str, str]) -> Answer | str:
    """What one host answers: a file, or the address to which it leads on."""
    parts, where = urlsplit(url), place_of(url)
    connection = connection_to(parts, where)
    watch = Watch(connection)
    try:
        connection.request("GET", path_of(parts), headers=dict(headers))
        with closing(connection.getresponse()) as response:
            answer = _read(response, where)
    except (OSError, http.client.HTTPException, ValueError, Unreachable) as error:
        raise reason(error, where, is_late=watch.has_hung_up) from None
    else:
        if watch.has_hung_up:  # what has no length ends where nothing more comes
            raise reason(Unreachable(CUT_OFF), where, is_late=True)
        return answer
    finally:
        watch.cancel()
        connection.close()


def _read(response: http.client.HTTPResponse, where: str) -> Answer | str:
    marks = (response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    if response.status == _SAME:
        return Answer(None, *marks)
    if response.status in _REDIRECTS:
        return str(response.headers.get("Location", ""))
    if response.status != 200:
        raise _refusal(response, where)
    if response.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
        raise Unreachable(_PACKED, where=where, remedy=LOOK)
    content = bytearray()
    while part := response.read(_PART):
        content += part
        if len(content) > MAX_FEED_BYTES:
            raise Unreachable(_TOO_LARGE, where=where, remedy=LOOK, values={"limit": MAX_FEED_BYTES // 2**20})
    if response.length:
        raise Unreachable(CUT_OFF, where=where, remedy=ASK_AGAIN)
    return Answer(bytes(content), *marks)


def _refusal(response: http.client.HTTPResponse, where: str) -> Unreachable:
    if response.status in {401, 403}:
        return Unreachable(_REFUSED, where=where, remedy=_GIVE_TOKEN)
    if response.status in {404, 410}:
        return Unreachable(_GONE, where=where, remedy=LOOK)
    is_too_often = response.status == 429
    what, values = (_TOO_OFTEN, {}) if is_too_often else (_STATUS, {"status": response.status})
    refusal = Unreachable(what, where=where, remedy=ASK_AGAIN, values=values)
    wait = response.headers.get("Retry-After", "")
    if wait.isascii() and wait.isdecimal() and len(wait) < 9:
        refusal.wait_s = min(int(wait), _LONGEST_WAIT_S)
    return refusal
