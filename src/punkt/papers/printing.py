"""Sets a paper as a PDF: an archive file that screen readers can read (PDF/A-3a and PDF/UA-1), fonts inside."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files

import typst
from fontpkg_noto_sans import ROOT as NOTO_SANS

from punkt.errors import PunktError
from punkt.papers.paper import Paper
from punkt.papers.values import values_of
from punkt.wording import gettext_noop as _


class UnprintablePaper(PunktError):
    """A paper that could not be set: a fault of ours, for whatever letters people write are made fit before."""


def printed(paper: Paper, translate: Callable[[str], str] = str) -> bytes:
    """The paper as PDF. ``translate`` turns the words of the annex into the language of the paper.

    The same paper gives the same bytes. Raises ``UnprintablePaper``, also for a letter without a shape: a font that is
    missing is only a warning of Typst, and here an error.
    """
    values = json.dumps(values_of(paper, translate), ensure_ascii=False)
    with as_file(files("punkt.papers") / "templates") as templates:
        try:
            content, warnings = typst.compile_with_warnings(
                templates / "paper.typ",
                root=templates,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"paper": values},
                # Measured with 0.15.2: of the archive profiles A-2 takes no attachment, and A-4 does not go with UA-1.
                pdf_standards=["a-3a", "ua-1"],
                timestamp=int(paper.made_at.timestamp()),
            )
        except typst.TypstError as error:
            raise _unprintable(paper, error.message) from error
    if warnings:
        raise _unprintable(paper, warnings[0].message)
    return content


def _unprintable(paper: Paper, why: str) -> UnprintablePaper:
    return UnprintablePaper(_("The paper could not be set: %(why)s"), where=paper.kind, values={"why": why[:300]})


@cache
def _fonts() -> typst.Fonts:
    """Those that come with Typst and ours: never those of the machine, so that a paper is the same everywhere."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(NOTO_SANS / "files")])
