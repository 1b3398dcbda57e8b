"""The check of the catalogues (``make messages``, ``scripts/messages.py --check``) sees what it is there to see."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from punkt.wording import LANGUAGES
from punkt_web import settings
from scripts import messages
from tests.architecture.sources import python_files, tree


def source() -> Catalog:
    catalogue = Catalog()
    catalogue.add("Open")
    catalogue.add("%(name)s is open")
    catalogue.add(("%(n)s point", "%(n)s points"))
    return catalogue


def translated(**texts: object) -> Catalog:
    """A whole Ukrainian catalogue; ``is_open``, ``open_`` and ``points`` put in something else."""
    catalogue = Catalog(locale="uk")
    catalogue.add("Open", texts.get("open_", "Відчинено"))  # type: ignore[arg-type] # what is wrong on purpose
    catalogue.add("%(name)s is open", texts.get("is_open", "%(name)s: відчинено"))  # type: ignore[arg-type]
    forms = texts.get("points", ("%(n)s пункт", "%(n)s пункти", "%(n)s пунктів"))
    catalogue.add(("%(n)s point", "%(n)s points"), forms)  # type: ignore[arg-type]
    return catalogue


def kinds(catalogue: Catalog | None, language: str = "uk") -> list[str]:
    return [kind for kind, _text in messages.faults(source(), language, catalogue)]


def test_the_pages_have_the_languages_of_the_library() -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == LANGUAGES


def test_a_complete_catalogue_has_no_fault() -> None:
    assert kinds(translated()) == []


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        ({"open_": ""}, "untranslated"),
        ({"is_open": "відчинено"}, "other placeholders"),
        ({"is_open": "%(nome)s: відчинено"}, "other placeholders"),
        ({"points": ("пункт", "%(n)s пункти", "%(n)s пунктів")}, "other placeholders"),
        ({"points": ("%(n)s пункт", "", "%(n)s пунктів")}, "untranslated"),
        ({"points": ("%(n)s пункт", "%(n)s пунктів")}, "wrong number of plural forms"),
    ],
)
def test_a_fault_is_named(texts: dict[str, object], kind: str) -> None:
    assert kinds(translated(**texts)) == [kind]


def test_a_text_that_is_not_there_or_only_guessed_is_named() -> None:
    catalogue = translated()
    del catalogue["Open"]
    catalogue["%(name)s is open"] = Message("%(name)s is open", "%(name)s: відчинено", flags=["fuzzy"])
    assert sorted(kinds(catalogue)) == ["fuzzy", "missing"]
    assert kinds(None) == ["no catalogue"]


def test_where_one_is_only_one_the_number_may_be_left_out() -> None:
    swedish = Catalog(locale="sv")
    for text, words in [("Open", "Öppet"), ("%(name)s is open", "%(name)s är öppen")]:
        swedish.add(text, words)
    swedish.add(("%(n)s point", "%(n)s points"), ("%(n)s punkt", "punkter"))
    assert kinds(swedish, "sv") == ["other placeholders"]


def test_english_is_the_text_of_the_source() -> None:
    english = Catalog(locale="en")
    english.add("Open", "Opened")
    english.add("%(name)s is open", "%(name)s is open")
    english.add(("%(n)s point", "%(n)s points"), ("%(n)s point", "%(n)s points"))
    assert kinds(english, "en") == ["not the text of the source"]


def test_a_catalogue_keeps_its_translations_and_no_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    assert messages.update("uk", source()) == 3
    path = messages.catalogue_path("uk")
    path.write_text(
        path.read_text(encoding="utf-8").replace('msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "Відчинено"')
    )
    assert messages.update("uk", source()) == 2
    assert "Відчинено" in path.read_text(encoding="utf-8")
    assert "Date" not in path.read_text(encoding="utf-8")
    assert messages.update("en", source()) == 0


def test_no_text_stands_within_another_where_it_is_not_gathered() -> None:
    """``xgettext`` does not look into f-strings: what is translated there would be lost with the next gathering."""
    written = 'f"{_(label)}", f"{len(_(\'lost\'))}"'
    assert [ast.unparse(call) for call in _texts_in_f_strings(ast.parse(written))] == ["_('lost')"]
    lost = [f"{path.name}: {ast.unparse(call)}" for path in python_files() for call in _texts_in_f_strings(tree(path))]
    assert lost == []


def _texts_in_f_strings(module: ast.AST) -> Iterator[ast.Call]:
    for string in ast.walk(module):
        if isinstance(string, ast.JoinedStr):
            yield from (part for part in ast.walk(string) if isinstance(part, ast.Call) and _looks_up_a_text(part))


def _looks_up_a_text(call: ast.Call) -> bool:
    name = getattr(call.func, "id", "")
    return (name == "_" or "gettext" in name) and any(isinstance(part, ast.Constant) for part in call.args)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext is missing: sudo apt-get install gettext")
def test_texts_of_the_library_and_of_templates_are_gathered() -> None:
    found = messages.gathered()
    places = {
        place.partition("/templates/")[1] or place.split("/")[1] for text in found for place, _line in text.locations
    }
    assert {"punkt", "/templates/"} <= places
