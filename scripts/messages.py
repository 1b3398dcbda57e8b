"""The texts to translate: gathers them from the source into the catalogues, or checks that the catalogues are complete.

    messages.py            brings every catalogue up to the source; what is new stands there empty
    messages.py --check    names every text that a catalogue lacks or translates wrongly, and fails if there is one

A text is found by GNU xgettext in ``src`` (``.py`` and, turned into Python by Django, templates). The catalogues hold
no dates and no line numbers, so that they change only when a text does.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from punkt.wording import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "src" / "punkt_web" / "locale"
SOURCE_LANGUAGE = "en"
# How many forms a count has. Django's own Ukrainian catalogue has a fourth, for fractions.
PLURAL_FORMS = {"uk": (3, 4), "en": (2,), "et": (2,), "sv": (2,)}
# Their first form is for exactly one and may leave the number out; the Ukrainian one is for 21, 31 ... too.
ONE_IS_ONE = frozenset({"en", "et", "sv"})
_N_LISTED = 40

_KEYWORDS = (
    "gettext_noop",
    "ngettext_noop:1,2",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
_DATED = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n', re.MULTILINE
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


def gathered() -> Catalog:
    """Every text in the source, with the files that hold it."""
    if shutil.which("xgettext") is None:
        raise SystemExit("xgettext is missing.\n  Debian and Ubuntu:  sudo apt-get install gettext")
    python = [path.relative_to(ROOT) for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
    found = read(xgettext(python, ROOT))
    with tempfile.TemporaryDirectory() as folder:
        for message in read(xgettext(list(templates_as_python(Path(folder))), Path(folder))):
            if message.id:
                found.add(message.id, context=message.context, locations=message.locations, flags=message.flags)
    return found


def templates_as_python(folder: Path) -> Iterator[Path]:
    """Writes each template into ``folder`` as Python with the same texts; gives the paths below it."""
    for path in (ROOT / "src").rglob("templates/**/*"):
        if path.suffix in {".html", ".txt"}:
            name = path.relative_to(ROOT)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(templatize(path.read_text(encoding="utf-8"), origin=str(name)), encoding="utf-8")
            yield name


def xgettext(files: Iterable[Path], folder: Path) -> bytes:
    """What GNU xgettext finds in files of ``folder``, as a catalogue."""
    names = "\n".join(str(path) for path in sorted(files))
    options = [f"--keyword={keyword}" for keyword in _KEYWORDS]
    # With --omit-header xgettext drops every letter that is not ASCII; the header is cut off here instead.
    form = ["--language=Python", "--from-code=UTF-8"]
    command = ["xgettext", *form, *options, "--files-from=-", "--output=-"]
    done = subprocess.run(command, cwd=folder, input=names.encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"xgettext failed:\n{done.stderr.decode()}")
    return done.stdout.partition(b"\n\n")[2]


def read(content: bytes) -> Catalog:
    """The texts of a catalogue without header."""
    return read_po(BytesIO(content))


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog | None:
    """The catalogue of a language, if it is there."""
    path = catalogue_path(language)
    return read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else None


def update(language: str, source: Catalog) -> int:
    """Brings one catalogue up to the source; returns how many texts stand there untranslated."""
    known = catalogue(language) or Catalog(locale=language)
    known.update(deepcopy(source), no_fuzzy_matching=True)  # it keeps the messages that it is given
    known.obsolete.clear()
    known.fuzzy = False
    known.project, known.version = "Punkt", ""
    known.header_comment = "# The texts of Punkt."
    if language == SOURCE_LANGUAGE:
        for message in known:
            message.string = message.id
    write(known, catalogue_path(language))
    return sum(1 for message in known if message.id and not is_complete(message))


def write(known: Catalog, path: Path) -> None:
    """Writes a catalogue, sorted and without dates."""
    buffer = BytesIO()
    write_po(buffer, known, width=110, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_DATED.sub(b"", buffer.getvalue()))


def is_complete(message: Message) -> bool:
    """Whether each form has a text."""
    return all(forms(message))


def forms(message: Message) -> tuple[str, ...]:
    """The translation, one text for each form."""
    texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return tuple(text or "" for text in texts)


def faults(source: Catalog, language: str, known: Catalog | None) -> Iterator[tuple[str, str]]:
    """``(kind, text)`` of everything in which a catalogue falls short of the source."""
    if known is None:
        yield "no catalogue", str(catalogue_path(language).relative_to(ROOT))
        return
    if known.num_plurals not in PLURAL_FORMS[language]:
        yield "wrong number of plural forms", str(known.num_plurals)
    for message in source:
        if message.id:
            kind = fault(message, known.get(message.id, message.context), language, known.num_plurals)
            if kind:
                yield kind, str(message.id if isinstance(message.id, str) else message.id[0])


def fault(message: Message, translated: Message | None, language: str, n_forms: int) -> str:
    """What is wrong with the translation of one text; empty when nothing is."""
    if translated is None:
        return "missing"
    texts = forms(translated)
    wrong = {
        "fuzzy": translated.fuzzy,
        "untranslated": not all(texts),
        "wrong number of plural forms": len(texts) != (n_forms if message.pluralizable else 1),
        "other placeholders": not have_placeholders(message, texts, language),
        "not the text of the source": language == SOURCE_LANGUAGE and texts != source_forms(message),
    }
    return next((kind for kind, is_so in wrong.items() if is_so), "")


def source_forms(message: Message) -> tuple[str, ...]:
    """The text in the source, one for each form of English."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def have_placeholders(message: Message, texts: tuple[str, ...], language: str) -> bool:
    """Whether each form fills in what the source fills in; a form for exactly one may leave the number out."""
    wanted = placeholders(source_forms(message)[-1])
    of_one = placeholders(source_forms(message)[0])
    first, rest = placeholders(texts[0]), [placeholders(text) for text in texts[1:]]
    if message.pluralizable and language in ONE_IS_ONE:
        return first in (wanted, of_one) and all(found == wanted for found in rest)
    return all(found == wanted for found in [first, *rest])


def placeholders(text: str) -> Counter[str]:
    """``%(name)s``, ``%d`` and ``{name}`` in a text, each with how often it stands there."""
    return Counter(_PLACEHOLDER.findall(text.replace("%%", "")))


def report(language: str, found: list[tuple[str, str]], n_texts: int) -> None:
    """Says how complete a language is and lists what is wrong."""
    counts = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(kind for kind, _text in found).items()))
    print(f"{language}: {n_texts} texts, {counts or 'complete'}")
    for kind, text in found[:_N_LISTED]:
        print(f"  {kind}: {text!r}")
    if len(found) > _N_LISTED:
        print(f"  ... and {len(found) - _N_LISTED} more")


def main() -> int:
    """Updates or checks the four catalogues."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is wrong")
    options = parser.parse_args()
    source = gathered()
    n_texts = sum(1 for message in source if message.id)
    n_faults = 0
    for language in LANGUAGES:
        if not options.check:
            print(f"{language}: {n_texts} texts, {update(language, source)} to translate")
            continue
        found = list(faults(source, language, catalogue(language)))
        n_faults += len(found)
        report(language, found, n_texts)
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
