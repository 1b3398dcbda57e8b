"""What every page knows."""

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict

LANGUAGE_NAMES = {"uk": "Українська", "en": "English", "et": "Eesti", "sv": "Svenska"}


def _asked(request: HttpRequest) -> QueryDict:
    """What the address asks; nothing where it asks more than can be read, so that the page that says so can be made."""
    try:
        return request.GET.copy()
    except TooManyFieldsSent:
        return QueryDict(mutable=True)


def site(request: HttpRequest) -> dict[str, object]:
    """``is_demo`` marks every page of a demo network; ``languages`` are the links to this page in each language."""
    query = _asked(request)
    query.pop("lang", None)
    asked = f"{query.urlencode()}&" if query else ""
    links = [
        {"code": code, "name": LANGUAGE_NAMES[code], "href": f"?{asked}lang={code}"}
        for code, _name in settings.LANGUAGES
    ]
    return {"is_demo": settings.IS_DEMO, "languages": links}
