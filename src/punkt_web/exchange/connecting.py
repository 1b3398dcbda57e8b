"""Connections to addresses that a person typed and that may lead anywhere. Mail goes by the operator's own server.

https only, to public addresses only; bounded in time as a whole. A name is looked up once and the connection goes to
the address that was checked, so that it cannot mean another one meanwhile.
"""

import http.client
import socket
import ssl
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread, Timer
from urllib.parse import SplitResult

from django.conf import settings

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _

WHOLE_S = 30.0
"""After so long an answer that is not whole is given up."""
_QUIET_S = 10.0
_GIVEN_OUT = ip_network("2000::/3")
"""All that is given out of IPv6 (IANA, IPv6 address space)."""
_TRANSLATED = ip_network("64:ff9b::/96")
"""By which a host without IPv4 reaches it (RFC 6052)."""
_SPECIAL = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments
        "192.31.196.0/24",  # AS112-v4
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relay anycast, deprecated
        "192.175.48.0/24",  # direct delegation AS112
        "2001::/23",  # IETF protocol assignments: Teredo, benchmarking, ORCHID ...
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # direct delegation AS112
        "3fff::/20",  # documentation
    )
)
"""Set aside for something else (IANA, special-purpose address registries), of which some Pythons call a part global."""
LOOKUP_S = 5.0
"""So long a name is looked up (decision of ours: a resolver that works answers in tenths of a second)."""
_lookups = BoundedSemaphore(16)

ASK_AGAIN = _("Punkt asks again by itself.")
LOOK = _("Look at the address in a browser.")
CUT_OFF = _("The answer broke off before its end.")
_NOT_PUBLIC = _("There is no public host at this address.")
"""Whether a name is unknown or means something inside: who types addresses is not told what there is in the house."""
_NO_ANSWER = _("The host does not answer.")
_BAD_CERTIFICATE = _("The host does not prove who it is: its certificate does not hold.")
_TOO_SLOW = _("The answer took more than %(seconds)s s.")


class Unreachable(PunktError):
    """An address that gave no file. ``wait_s`` is how long the source wants to be left alone, where it says so."""

    wait_s: int | None = None


def reason(error: Exception, where: str, *, is_late: bool) -> Unreachable:
    """Why nothing came. ``is_late``: the watch hung up."""
    if is_late:
        return Unreachable(_TOO_SLOW, where=where, remedy=ASK_AGAIN, values={"seconds": int(WHOLE_S)})
    if isinstance(error, Unreachable):
        return error
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(_BAD_CERTIFICATE, where=where, remedy=LOOK)
    return Unreachable(_NO_ANSWER, where=where, remedy=ASK_AGAIN)


def path_of(parts: SplitResult) -> str:
    """What to ask a host for: path and query."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class Watch:
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


def connection_to(parts: SplitResult, where: str) -> _Plain:
    """A connection that is not open yet. Raises ``Unreachable`` for a host that is not public."""
    host = parts.hostname or ""
    made = _Safe if parts.scheme == "https" else _Plain
    connection = made(host, parts.port or (443 if parts.scheme == "https" else 80), timeout=_QUIET_S)
    connection.checked_address = _address(host, connection.port, where)
    return connection


def _address(host: str, port: int, where: str) -> str:
    """The address of a host. Raises ``Unreachable`` where any that it has is not public: one of them might be taken."""
    found = _looked_up(host, port)
    if not found or not all(is_public(address) for address in found):
        raise Unreachable(_NOT_PUBLIC, where=where, remedy=LOOK)
    return found[0]


def _looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, none where nobody tells them in time. The system's own search has no bound in time: it
    goes on in its thread, of which there are only so many.
    """
    room = _lookups
    if not room.acquire(timeout=LOOKUP_S):
        return []
    found: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=_look_up, args=(host, port, found, room), name="looking up a host", daemon=True).start()
    with suppress(Empty):
        return found.get(timeout=LOOKUP_S)
    return []


def _look_up(host: str, port: int, found: "SimpleQueue[list[str]]", room: BoundedSemaphore) -> None:
    try:
        found.put([str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
    except (OSError, UnicodeError):
        found.put([])
    finally:
        room.release()


def is_public(address: str) -> bool:
    """Whether an address, as the system writes it, is one that anybody on the internet reaches."""
    given = ip_address(address.partition("%")[0])
    inner = _inner(given)
    if inner.is_loopback:
        return bool(settings.FEEDS_FROM_THIS_MACHINE)
    # Older Pythons call much of IPv6 global that nobody was given: only what is given out is asked.
    if isinstance(given, IPv6Address) and not any(given in network for network in (_GIVEN_OUT, _TRANSLATED)):
        return False
    return all(one.is_global and not one.is_multicast and not _is_special(one) for one in (given, inner))


def _is_special(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in _SPECIAL)


def _inner(given: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of IPv4 to which one of IPv6 leads, where it leads to one."""
    if isinstance(given, IPv4Address):
        return given
    if given in _TRANSLATED:
        return IPv4Address(given.packed[-4:])
    return given.ipv4_mapped or given.sixtofour or given
