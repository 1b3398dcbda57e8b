"""Files that pages of the desk hand out."""

from collections.abc import Iterable

from django.db.models.fields.files import ImageFieldFile
from django.http import Http404, HttpResponse, StreamingHttpResponse

Download = HttpResponse | StreamingHttpResponse


def csv_file(table: str | Iterable[str], name: str) -> Download:
    """A table for other programs, to be saved as ``name.csv``: a text as a whole, lines as they are made."""
    response: Download = HttpResponse(table) if isinstance(table, str) else StreamingHttpResponse(table)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


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
