"""Asks an address for a file, as one that a person typed and that may lead anywhere: the only network client of Punkt.

https only, to public addresses only, also after a redirection; bounded in bytes and time as a whole. A name is looked
up once and the connection goes to the address that was checked, so that it cannot mean another one meanwhile. The token
goes to the host it was given for and to no other, and into no message.
"""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from punkt.errors import InvalidValue, PunktError
from punkt.formats.feed_json import MAX_FEED_BYTES
from punkt.wording import gettext_noop as _
from punkt_web.operations.actions.feeds import checked_url, place_of

WHOLE_S = 30.0
"""After so long an answer that is not whole is given up."""
_QUIET_S = 10.0
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PART = 65_536
_LONGEST_WAIT_S = 24 * 3600
_SAME = 304
_GIVEN_OUT = ip_network("2000::/3")
"""All that is given out of IPv6 (IANA, IPv6 address space)."""
_TRANSLATED = ip_network("64:ff9b::/96")
"""By which a host without IPv4 reaches it (RFC 6052)."""

ASK_AGAIN = _("Punkt asks again by itself.")
_LOOK = _("Look at the address in a browser.")
_NO_HOST = _("No host of this name is known.")
_PRIVATE = _("This address leads into a private network.")
_NO_ANSWER = _("The host does not answer.")
_BAD_CERTIFICATE = _("The host does not prove who it is: its certificate does not hold.")
_TOO_SLOW = _("The answer took more than %(seconds)s s.")
_TOO_LARGE = _("The answer is larger than %(limit)s MB.")
_TOO_FAR = _("The address leads on more than %(n)s times.")
_LEADS_ASTRAY = _("The address leads on to one that may not be asked.")
_REFUSED = _("The source refuses the token.")
_GIVE_TOKEN = _("Give the feed anew, with the token that the source gave you.")
_TOO_OFTEN = _("The source is asked too often.")
_GONE = _("The source has nothing at this address.")
_STATUS = _("The source answered with the status %(status)s.")
_PACKED = _("The answer is compressed, which was not asked for.")
_CUT_OFF = _("The answer broke off before its end.")


class Unreachable(PunktError):
    """An address that gave no file. ``wait_s`` is how long the source wants to be left alone, where it says so."""

    wait_s: int | None = None


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
    raise Unreachable(_TOO_FAR, where=place_of(asked.url), remedy=_LOOK, values={"n": _MOST_REDIRECTS})


def _next(url: str, location: str) -> str:
    """Where an address leads on to, if that may be asked."""
    try:
        return checked_url(urljoin(url, location))
    except (InvalidValue, ValueError):
        raise Unreachable(_LEADS_ASTRAY, where=place_of(url), remedy=_LOOK) from None


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
    connection = _connection(parts, where)
    watch = _Watch(connection)
    try:
        connection.request("GET", _path(parts), headers=dict(headers))
        with closing(connection.getresponse()) as response:
            answer = _read(response, where)
    except (OSError, http.client.HTTPException, ValueError, Unreachable) as error:
        raise _reason(error, where, is_late=watch.has_hung_up) from None
    else:
        if watch.has_hung_up:  # what has no length ends where nothing more comes
            raise _reason(Unreachable(_CUT_OFF), where, is_late=True)
        return answer
    finally:
        watch.cancel()
        connection.close()


def _reason(error: Exception, where: str, *, is_late: bool) -> Unreachable:
    if is_late:
        return Unreachable(_TOO_SLOW, where=where, remedy=ASK_AGAIN, values={"seconds": int(WHOLE_S)})
    if isinstance(error, Unreachable):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(_BAD_CERTIFICATE, where=where, remedy=_LOOK)
    return Unreachable(_NO_ANSWER, where=where, remedy=ASK_AGAIN)


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class _Watch:
    """Hangs up when the whole of an answer takes too long, however often a byte of it comes."""

    def __init__(self, connection: "_Plain") -> None:
        self.has_hung_up = False
        self._connection = connection
        self._timer = Timer(WHOLE_S, self._hang_up)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        """The answer is there."""
        self._timer.cancel()

    def _hang_up(self) -> None:
        self.has_hung_up = True
        if self._connection.opened is not None:
            with suppress(OSError):  # past TLS, which would wait for the other side
                socket.socket.shutdown(self._connection.opened, socket.SHUT_RDWR)


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was checked. ``opened`` is its socket, also when a response has taken it over."""

    checked_address = ""
    opened: socket.socket | None = None

    def connect(self) -> None:
        """Goes to the address, whatever the name means meanwhile."""
        self.sock = self.opened = socket.create_connection((self.checked_address, self.port), self.timeout)


class _Safe(_Plain):
    """The same over TLS, with the certificate of the name."""

    def connect(self) -> None:
        """Asks the other side to prove its name."""
        super().connect()
        context = ssl.create_default_context()
        safe = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = self.opened = safe
        safe.do_handshake()


def _connection(parts: SplitResult, where: str) -> _Plain:
    host = parts.hostname or ""
    made = _Safe if parts.scheme == "https" else _Plain
    connection = made(host, parts.port or (443 if parts.scheme == "https" else 80), timeout=_QUIET_S)
    connection.checked_address = _address(host, connection.port, where)
    return connection


def _address(host: str, port: int, where: str) -> str:
    """The address of a host. Raises ``Unreachable`` where any that it has is not public: one of them might be taken."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unreachable(_NO_HOST, where=where, remedy=_LOOK) from None
    if not found or not all(_is_public(address) for address in found):
        raise Unreachable(_PRIVATE, where=where, remedy=_LOOK)
    return found[0]


def _is_public(address: str) -> bool:
    given = ip_address(address.partition("%")[0])
    inner = _inner(given)
    if inner.is_loopback:
        return bool(settings.FEEDS_FROM_THIS_MACHINE)
    # Older Pythons call much of IPv6 global that nobody was given: only what is given out is asked.
    if isinstance(given, IPv6Address) and not any(given in network for network in (_GIVEN_OUT, _TRANSLATED)):
        return False
    return all(one.is_global and not one.is_multicast for one in (given, inner))


def _inner(given: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of IPv4 to which one of IPv6 leads, where it leads to one."""
    if isinstance(given, IPv4Address):
        return given
    if given in _TRANSLATED:
        return IPv4Address(given.packed[-4:])
    return given.ipv4_mapped or given.sixtofour or given


def _read(response: http.client.HTTPResponse, where: str) -> Answer | str:
    marks = (response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    if response.status == _SAME:
        return Answer(None, *marks)
    if response.status in _REDIRECTS:
        return str(response.headers.get("Location", ""))
    if response.status != 200:
        raise _refusal(response, where)
    if response.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
        raise Unreachable(_PACKED, where=where, remedy=_LOOK)
    content = bytearray()
    while part := response.read(_PART):
        content += part
        if len(content) > MAX_FEED_BYTES:
            raise Unreachable(_TOO_LARGE, where=where, remedy=_LOOK, values={"limit": MAX_FEED_BYTES // 2**20})
    if response.length:
        raise Unreachable(_CUT_OFF, where=where, remedy=ASK_AGAIN)
    return Answer(bytes(content), *marks)


def _refusal(response: http.client.HTTPResponse, where: str) -> Unreachable:
    if response.status in {401, 403}:
        return Unreachable(_REFUSED, where=where, remedy=_GIVE_TOKEN)
    if response.status in {404, 410}:
        return Unreachable(_GONE, where=where, remedy=_LOOK)
    is_too_often = response.status == 429
    what, values = (_TOO_OFTEN, {}) if is_too_often else (_STATUS, {"status": response.status})
    refusal = Unreachable(what, where=where, remedy=ASK_AGAIN, values=values)
    wait = response.headers.get("Retry-After", "")
    if wait.isascii() and wait.isdecimal() and len(wait) < 9:
        refusal.wait_s = min(int(wait), _LONGEST_WAIT_S)
    return refusal
