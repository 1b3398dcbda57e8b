"""Every setting that an installation can give from outside, each with its default and meaning.

docs/reference/settings.md lists them; a test holds the two together.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from punkt.errors import PunktError


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
DATABASE_URL = Setting(
    "DATABASE_URL", "", "PostgreSQL address, postgres://user:password@host:port/name; empty is SQLite."
)
TIME_ZONE = Setting("PUNKT_TIME_ZONE", "Europe/Kyiv", "Time zone of pages where a territory gives none.")
LANGUAGE = Setting("PUNKT_LANGUAGE", "en", "Language where the browser asks for none of uk, en, et, sv.")
DEMO = Setting("PUNKT_DEMO", "no", "The installation shows the demo network: DEMO on every page, demo accounts exist.")

SETTINGS = (HOME, SECRET_KEY, DEBUG, ALLOWED_HOSTS, HTTPS, DATABASE_URL, TIME_ZONE, LANGUAGE, DEMO)


def home() -> Path:
    """The folder of the installation; made, readable by its owner only, when it is not there."""
    folder = Path(HOME.text()).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


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
        raise PunktError(f"No time zone is called {name!r}.", remedy="Set PUNKT_TIME_ZONE, as in Europe/Kyiv.")
    return name


def database() -> dict[str, object]:
    """Django's entry for the default database."""
    url = DATABASE_URL.text()
    if not url:
        return _sqlite(home() / "punkt.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise PunktError(
            f"DATABASE_URL starts with {parts.scheme!r}.", remedy="Use postgres://user:password@host:port/name."
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
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;",
        },
    }
