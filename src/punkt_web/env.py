"""Every setting that an installation can give from outside, each with its default and meaning.

docs/reference/settings.md lists them; a test holds the two together.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import digits
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from punkt.errors import PunktError
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when not given, and what it does."""

    name: str
    default: str
    meaning: str

    def text(self) -> str:
        """The given value, or the default."""
        return os.environ.get(self.name, self.default)

    def is_on(self) -> bool:
        """Whether the value is 1, true, yes or on."""
        return self.text().strip().lower() in {"1", "true", "yes", "on"}

    def words(self) -> list[str]:
        """The value split at commas."""
        return [word.strip() for word in self.text().split(",") if word.strip()]


_ROOT = Path(__file__).resolve().parents[2]

HOME = Setting("PUNKT_HOME", str(_ROOT / "var"), "Folder of everything an installation owns: database, keys, uploads.")
SECRET_KEY = Setting(
    "PUNKT_SECRET_KEY", "", "Signing key; when empty one is made on first start and kept in PUNKT_HOME."
)
DEBUG = Setting("PUNKT_DEBUG", "no", "Developer pages with the source of errors. Never on a real installation.")
ALLOWED_HOSTS = Setting("PUNKT_ALLOWED_HOSTS", "127.0.0.1,localhost", "Names under which the site answers.")
HTTPS = Setting("PUNKT_HTTPS", "no", "The site is reached over HTTPS: secure cookies, redirect, HSTS.")
TRUSTED_PROXIES = Setting(
    "PUNKT_TRUSTED_PROXIES", "0", "How many proxies of ours stand before the site and write X-Forwarded-For."
)
DATABASE_URL = Setting(
    "DATABASE_URL", "", "PostgreSQL address, postgres://user:password@host:port/name; empty is SQLite."
)
TIME_ZONE = Setting("PUNKT_TIME_ZONE", "Europe/Kyiv", "Time zone of pages where a territory gives none.")
LANGUAGE = Setting(
    "PUNKT_LANGUAGE",
    "en",
    "Language where the browser asks for none of uk, en, et, sv; when it is given, also that of commands.",
)
DEMO = Setting("PUNKT_DEMO", "no", "The installation shows the demo network: DEMO on every page, demo accounts exist.")
API_RATE = Setting(
    "PUNKT_API_RATE", "120", "How often in a minute one sender may ask /api/ and /ogc/, in each process; 0 is no limit."
)
MAP_TILES = Setting(
    "PUNKT_MAP_TILES", "", "File of tiles (PMTiles) for the map; without one land, borders and settlements are drawn."
)
STREETS = Setting(
    "PUNKT_STREETS", "", "File of streets (punkt streets build); without one walks are the air line and more."
)
DATA_LICENCE = Setting("PUNKT_DATA_LICENCE", "", "Address of the licence under which the points are given out.")

SITE = Setting("PUNKT_SITE", "", "Address of the site, as in https://points.example.org: links in e-mails lead there.")
SMTP = Setting(
    "PUNKT_SMTP",
    "",
    "Server that sends e-mail, smtp://user:password@host:587 or smtps://host:465; empty sends none.",
)
EMAIL_FROM = Setting("PUNKT_EMAIL_FROM", "punkt@localhost", "Address from which e-mail is sent.")

SETTINGS = (
    HOME,
    SECRET_KEY,
    DEBUG,
    ALLOWED_HOSTS,
    HTTPS,
    TRUSTED_PROXIES,
    DATABASE_URL,
    TIME_ZONE,
    LANGUAGE,
    DEMO,
    API_RATE,
    MAP_TILES,
    STREETS,
    DATA_LICENCE,
    SITE,
    SMTP,
    EMAIL_FROM,
)


def home() -> Path:
    """The folder of the installation; made, readable by its owner only, when it is not there."""
    folder = Path(HOME.text()).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


KEPT_KEYS = ("secret_key", "audit_key", "pack_key", "push_key")
"""What ``kept_key`` keeps: nobody else on the machine may read these files."""


def kept_key(name: str) -> str:
    """A random key that is made once and kept in the installation's folder, readable by its owner only."""
    path = home() / name
    if not path.exists():
        # Written aside and then linked into place: a process that starts at the same moment reads a whole key or none.
        draft = path.with_name(f".{name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def time_zone() -> str:
    """The time zone of pages. Raises ``PunktError`` for one that is in no atlas."""
    name = TIME_ZONE.text()
    if name not in available_timezones():
        raise PunktError(
            _("No time zone is called %(name)s."),
            remedy=_("Set PUNKT_TIME_ZONE, as in Europe/Kyiv."),
            values={"name": repr(name)},
        )
    return name


def trusted_proxies() -> int:
    """How many proxies stand before the site. Raises ``PunktError`` for what is no number of proxies."""
    given = TRUSTED_PROXIES.text().strip()
    if len(given) != 1 or given not in digits:
        raise PunktError(
            _("PUNKT_TRUSTED_PROXIES is %(value)s."),
            remedy=_("Give the number of proxies that stand before the site, as in 1."),
            values={"value": repr(given[:20])},
        )
    return int(given)


def api_rate() -> int:
    """How often in a minute one sender may ask; 0 for no limit. Raises ``PunktError`` for what is no such number."""
    given = API_RATE.text().strip()
    if not 0 < len(given) <= 6 or not set(given) <= set(digits):
        raise PunktError(
            _("PUNKT_API_RATE is %(value)s."),
            remedy=_("Give how many requests a minute one sender may make, as in 120."),
            values={"value": repr(given[:20])},
        )
    return int(given)


def map_tiles() -> Path | None:
    """The operator's file of tiles, ``None`` where none is given; whether it can be read is another question."""
    return _file(MAP_TILES)


def streets() -> Path | None:
    """The operator's file of streets, ``None`` where none is given; whether it can be read is another question."""
    return _file(STREETS)


def _file(setting: Setting) -> Path | None:
    given = setting.text().strip()
    return Path(given).expanduser().resolve() if given else None


def data_licence() -> str:
    """The address of the licence of the points, "" for none. Raises ``PunktError`` for what is no such address."""
    given = DATA_LICENCE.text().strip()
    if given and not re.fullmatch(r"https?://[!-~]{1,500}", given):
        raise PunktError(
            _("PUNKT_DATA_LICENCE is %(value)s."),
            remedy=_("Give the address of a licence, as in https://creativecommons.org/licenses/by/4.0/."),
            values={"value": repr(given[:40])},
        )
    return given


def site() -> str:
    """The address of the site without a slash at its end, "" for none. Raises ``PunktError`` for what is no address."""
    given = SITE.text().strip().rstrip("/")
    if given and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]{1,200}", given):
        raise PunktError(
            _("PUNKT_SITE is %(value)s."),
            remedy=_("Give the address of the site, as in https://points.example.org."),
            values={"value": repr(given[:40])},
        )
    return given


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over; a ``host`` of "" sends none. ``is_tls`` from the first byte, or begun on request."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    starts_tls: bool


def smtp() -> MailServer:
    """The server of PUNKT_SMTP. Raises ``PunktError`` for what is none; the error holds no password.

    To another machine the connection is encrypted, whatever the server would take.
    """
    given = SMTP.text().strip()
    parts = urlsplit(given)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if given and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == 0):
        raise PunktError(
            _("PUNKT_SMTP cannot be used."), remedy=_("Use smtp://user:password@host:587 or smtps://host:465.")
        )
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return MailServer(
        host=parts.hostname or "",
        port=port or (465 if parts.scheme == "smtps" else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        starts_tls=parts.scheme == "smtp" and not is_here,
    )


def command_language() -> str:
    """The language in which commands speak: PUNKT_LANGUAGE, else that of the terminal, else English."""
    asked = [os.environ.get(name, "") for name in (LANGUAGE.name, "LC_ALL", "LC_MESSAGES", "LANG")]
    given = next((text for text in asked if text), "")
    language = given.partition("_")[0].partition(".")[0].partition("-")[0].lower()
    return language if language in LANGUAGES else LANGUAGE.default


def database() -> dict[str, object]:
    """Django's entry for the default database."""
    url = DATABASE_URL.text()
    if not url:
        return _sqlite(home() / "punkt.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise PunktError(
            _("DATABASE_URL starts with %(scheme)s."),
            remedy=_("Use postgres://user:password@host:port/name."),
            values={"scheme": repr(parts.scheme)},
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,  # opening one with these pragmas takes as long as all that an answer asks of it
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            # FULL: what was acknowledged outlives a power cut, which is what this is for.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;",
        },
    }
