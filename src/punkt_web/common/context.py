"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

LANGUAGE_NAMES = {"uk": "Українська", "en": "English", "et": "Eesti", "sv": "Svenska"}


def site(request: HttpRequest) -> dict[str, object]:
    """``is_demo`` marks every page of a demo network; ``languages`` are the links to this page in each language."""
    query = request.GET.copy()
    query.pop("lang", None)
    asked = f"{query.urlencode()}&" if query else ""
    links = [
        {"code": code, "name": LANGUAGE_NAMES[code], "href": f"?{asked}lang={code}"}
        for code, _name in settings.LANGUAGES
    ]
    return {"is_demo": settings.IS_DEMO, "languages": links}
