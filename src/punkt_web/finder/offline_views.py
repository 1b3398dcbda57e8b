"""What a browser keeps for when there is no network: a page, and the script that keeps it."""

from functools import lru_cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from punkt.pack.envelope import key_id
from punkt_web.finder.offline import WORKER_SCRIPTS, joined_script, offline_page, shell_files
from punkt_web.finder.pack_keys import signing_key
from punkt_web.finder.views import conditional
from punkt_web.ui.static_text import static_text


@conditional
@require_safe
def offline(_request: HttpRequest) -> HttpResponse:
    """The finder that needs no network. It says itself in which language, by the device or by the cookie."""
    response = HttpResponse(_page(_key()))
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@conditional
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps it. Its version changes with anything that it keeps, so that a browser takes the new."""
    response = HttpResponse(_worker(_key()), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _key() -> bytes:
    return key_id(signing_key().public_key())


@lru_cache(maxsize=2)
def _page(_key: bytes) -> str:
    """By the key that it believes: another one makes another page."""
    return offline_page()


@lru_cache(maxsize=2)
def _worker(key: bytes) -> str:
    files = shell_files()
    script = f"{joined_script(WORKER_SCRIPTS)}\n{static_text('finder/sw.js')}"
    texts = [_page(key), script, *(static_text(file.removeprefix("/static/")) for file in files)]
    version = sha256("\0".join(texts).encode()).hexdigest()[:12]
    return script.replace("{version}", version).replace("{files}", " ".join(files))
