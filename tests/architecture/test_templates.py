"""Every page stands on a base, names its language, has its words marked for translation, and loads only our files."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.sources import PRODUCT, python_files, templates

COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
MARKED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
VERBATIM = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "label"})
FOREIGN = re.compile(
    r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href|srcset)\s*=\s*["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//|@import""",
    re.IGNORECASE,
)
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src\s*=|type\s*=\s*[\"']application/))|\son\w+\s*=\s*[\"']", re.IGNORECASE
)
# Files that are read without a server carry their script in them; a policy inside lets that one run and no other.
STAND_ALONE = frozenset({"finder/templates/finder/offline.html"})
IN_TAG = re.compile(r"<[a-z][^<>]*{%\s*block\s+(\w+)")
NAMES = re.compile(r"\bPunkt\b")  # the same in every language


class Words(HTMLParser):
    """Collects the words that a reader meets: text, and attributes that are shown or spoken.

    ``translate="no"`` on an element lets its words through: a name, a code, the name of a language in itself.
    """

    EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_let_through = values.get("translate") == "no" or self._is_let_through()
        if tag not in self.EMPTY:
            self._open.append((tag, is_let_through))
        if not is_let_through:
            for name in SPOKEN & values.keys():
                self.handle_data(values[name] or "")
            if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
                self.handle_data(values.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_let_through() and WORD.search(data):
            self.found.append(" ".join(data.split()))

    def _is_let_through(self) -> bool:
        return bool(self._open) and self._open[-1][1]


@cache
def blocks_in_tags() -> re.Pattern[str]:
    """What pages put inside a tag of their base, such as a class, is read by nobody."""
    names = {name for path in templates() for name in IN_TAG.findall(path.read_text(encoding="utf-8"))}
    return re.compile(rf"{{%\s*block\s+(?:{'|'.join(sorted(names)) or '$'})\s*%}}[^<{{]*{{%\s*endblock\b.*?%}}")


def unmarked_words(template: str) -> list[str]:
    """The words of a template that stand outside translation marks."""
    for pattern in (COMMENT, MARKED, VERBATIM, blocks_in_tags(), TAG, NAMES):
        template = pattern.sub("\x01", template)
    parser = Words()
    parser.feed(template)
    parser.close()
    return parser.found


def name(path: Path) -> str:
    return path.relative_to(PRODUCT).as_posix()


def name_in_django(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


def parts_of_pages() -> set[str]:
    """Templates that others put into theirs, by ``include`` or from Python."""
    included = re.compile(r"""{%\s*include\s+["']([^"']+)["']""")
    found = {hit for path in templates() for hit in included.findall(path.read_text(encoding="utf-8"))}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in python_files(PRODUCT))
    taken = r"""(?:inclusion_tag|get_template)\(\s*["']([^"']+)["']|template_name\s*=\s*["']([^"']+)["']"""
    by_tag = re.findall(taken, sources)
    return found | {name for pair in by_tag for name in pair if name}


TEMPLATES = templates()
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=name)


@each_template
def test_a_page_stands_on_a_base_or_names_its_language(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "<html" in text.lower():
        assert re.search(r"<html\b[^>]*\blang\s*=", text, re.IGNORECASE), "the page does not say its language"
    else:
        is_on_base = bool(re.search(r"{%\s*extends\s", text))
        assert is_on_base or name_in_django(path) in parts_of_pages(), "neither a page on a base nor a part of one"


@each_template
def test_words_are_marked_for_translation(path: Path) -> None:
    assert not unmarked_words(path.read_text(encoding="utf-8"))


@each_template
def test_a_page_loads_only_our_own_files_and_runs_no_inline_script(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert not FOREIGN.findall(text)
    if name(path) in STAND_ALONE:
        assert "script-src 'sha256-{{ script_hash }}'" in text
        text = text.replace('<script type="module">{{ script|safe }}</script>', "")
    assert not INLINE_SCRIPT.findall(text)


@pytest.mark.parametrize("path", sorted(PRODUCT.rglob("static/**/*.css")), ids=name)
def test_a_style_sheet_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not FOREIGN.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Open' %}</p>",
        "{% blocktranslate %}Open <b>now</b>{% endblocktranslate %}",
        "<p>{{ point.name }} · 12:30</p>",
        "{# a note #}{% comment %}words{% endcomment %}",
        '<a translate="no" lang="sv">Svenska</a>',
        "<style>p { color: red }</style>",
        '<input type="hidden" value="next">',
        "<title>{{ name }} · Punkt</title>",
    ],
)
def test_marked_words_are_let_through(template: str) -> None:
    assert not unmarked_words(template)


@pytest.mark.parametrize(
    "template",
    [
        "<p>Open</p>",
        "<p>{% translate 'Open' %} now</p>",
        "{{ count }} points",
        '<img alt="A door">',
        '<input type="submit" value="Send">',
        '<a translate="no">Text</a> is open',
        "{% block title %}Open{% endblock %}",
    ],
)
def test_unmarked_words_are_seen(template: str) -> None:
    assert unmarked_words(template)
