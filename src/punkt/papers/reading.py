"""What a printed paper says of its own numbers: the file inside the PDF held against its text."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from punkt.errors import UnreadableFile
from punkt.papers.attachment import FILE_NAME, FORMAT, LONGEST_SHOWN, ToldFigure, digest_of, short_digest, told_figure
from punkt.papers.figures import NO_BREAK
from punkt.papers.letters import without_breaks
from punkt.wording import gettext_noop as _

MOST_BYTES = 30_000_000
MOST_PAGES = 400
_MOST_ATTACHED = 5_000_000
_MARK = re.compile(r"⟦([0-9]{1,4})⟧")


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper that was read again. ``figures`` are as attached; ``not_as_told`` are numbers of those that the text of
    the pages tells otherwise, or does not tell.

    ``is_whole``: the digest fits what is attached, and the pages show the same digest. ``by_people`` are the texts that
    people wrote, by their ids.
    """

    kind: str
    title: str
    language: str
    made_at: str
    figures: tuple[ToldFigure, ...]
    by_people: Mapping[str, str]
    is_whole: bool
    not_as_told: frozenset[int]


def figures_of(content: bytes) -> list[ToldFigure]:
    """The figures that a PDF carries. Raises ``UnreadableFile`` as ``read_paper`` does."""
    return list(read_paper(content).figures)


def read_paper(content: bytes) -> ReadPaper:
    """A paper from its PDF. Raises ``UnreadableFile`` for what is no PDF of ours, is broken, too large or locked."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("The file is too large for a paper."))
    if not content.startswith(b"%PDF-"):
        raise UnreadableFile(_("This is no PDF."))
    try:
        attached, text = _opened(content)
    # The reader of other people's files may stumble over anything in them.
    except (PyPdfError, LimitReachedError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise _broken() from error
    except (RecursionError, OverflowError, MemoryError, AssertionError, NotImplementedError, OSError) as error:
        raise _broken() from error
    return _as_read(_told(attached), text)


def _broken() -> UnreadableFile:
    return UnreadableFile(
        _("This PDF is broken or not one that this system printed."), remedy=_("Take the file as it was first saved.")
    )


def _opened(content: bytes) -> tuple[bytes, str]:
    """The attached file, and the text of all pages."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise UnreadableFile(_("The PDF is locked with a password."), remedy=_("Save it without one."))
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableFile(_("The file is too large for a paper."))
    found = [one for name, files in reader.attachments.items() if name == FILE_NAME for one in files]
    if len(found) != 1 or len(found[0]) > _MOST_ATTACHED:
        raise UnreadableFile(
            _("The PDF carries no figures of this system."), remedy=_("Only papers that Punkt printed can be checked.")
        )
    return found[0], "\n".join(page.extract_text() for page in reader.pages)


def _told(attached: bytes) -> dict[str, Any]:
    try:
        told = json.loads(attached)
    except (ValueError, RecursionError) as error:
        raise _broken() from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise UnreadableFile(
            _("The figures in this PDF are of a form that is not known here."),
            remedy=_("Check it with a newer version."),
        )
    return told


def _as_read(told: dict[str, Any], text: str) -> ReadPaper:
    try:
        figures = tuple(told_figure(row) for row in told["figures"])
        by_people = {str(one["id"]): str(one["text"]) for one in told["by_people"]}
        head = {name: str(told["paper"][name]) for name in ("kind", "title", "language", "made_at")}
        digest = str(told["digest"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise _broken() from error
    shown = without_breaks(text)
    is_shown = not figures or short_digest(digest).replace(" ", "") in "".join(shown.split())
    return ReadPaper(
        **head,
        figures=figures,
        by_people=by_people,
        is_whole=digest == digest_of(told) and is_shown,
        not_as_told=_not_as_told(figures, shown),
    )


def _not_as_told(figures: Iterable[ToldFigure], text: str) -> frozenset[int]:
    """Figures of which a mark in the text does not stand behind the number, or that have no mark in it.

    A mark stands behind its number in the text, and before it in the list at the end.
    """
    told = {one.number: (_behind(one.shown), _before(one.shown)) for one in figures}
    right: set[int] = set()
    wrong: set[int] = set()
    for mark in _MARK.finditer(text):
        number = int(mark[1])
        behind, before = told.get(number, (_NEVER, _NEVER))
        if behind.search(text, max(0, mark.start() - LONGEST_SHOWN), mark.start()):
            right.add(number)
        elif not before.match(text, mark.end()):
            wrong.add(number)
    return frozenset(wrong | (told.keys() - right))


_NEVER = re.compile(r"(?!)")


def _behind(shown: str) -> re.Pattern[str]:
    """The number at the end of a text, as no part of a longer one."""
    return re.compile(rf"(?<![0-9.,\-−])(?<![0-9]{NO_BREAK}){_spaced(shown)}\s*\Z")


def _before(shown: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{_spaced(shown)}(?![0-9]|[.,][0-9])")


def _spaced(shown: str) -> str:
    """A number whose letters a reader of PDF may have put asunder."""
    return r"\s*".join(re.escape(letter) for letter in shown if not letter.isspace())
