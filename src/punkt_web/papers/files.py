"""A printed paper as an answer: a PDF under a name that says what it is."""

from django.http import HttpResponse
from django.utils.translation import gettext

from punkt.papers.paper import Paper
from punkt.papers.printing import printed


def print_paper(paper: Paper) -> bytes:
    """The PDF, its annex in the language of the page. Raises ``UnprintablePaper``."""
    return printed(paper, gettext)


def pdf(content: bytes, name: str) -> HttpResponse:
    """The PDF for a browser, which shows it and saves it as ``name.pdf``; no search engine lists it."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
