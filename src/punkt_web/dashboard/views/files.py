"""Files that pages of the desk hand out."""

from collections.abc import Iterable
from datetime import date

from django.db.models.fields.files import ImageFieldFile
from django.http import Http404, HttpResponse, StreamingHttpResponse

from punkt_web.common.downloads import Download, as_download, download_name
from punkt_web.common.zones import today_in
from punkt_web.registry.models import Territory

__all__ = ["Download", "csv_file", "picture"]


def csv_file(
    table: str | Iterable[str], what: str, territory: Territory | None = None, *, on: date | None = None
) -> Download:
    """A table for other programs: a text as a whole, lines as they are made.

    ``territory`` is the only one that it was narrowed to, ``on`` the day that it tells of, else today there.
    """
    response: Download = HttpResponse(table) if isinstance(table, str) else StreamingHttpResponse(table)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    code, country = (territory.code, territory.country) if territory else ("", "")
    return as_download(response, download_name(what, code, on or today_in(country)))


def picture(image: ImageFieldFile, *, is_public: bool = False) -> HttpResponse:
    """A picture for those who were asked for before; no search engine lists it. 404 where the file is gone."""
    try:
        with image.open("rb") as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Cache-Control"] = "private, max-age=300" if is_public else "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
