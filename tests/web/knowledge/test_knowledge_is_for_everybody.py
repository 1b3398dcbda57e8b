"""The guide, the practices and the search: public, in four languages, without a script, and calm about junk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import packaged_book
from punkt.knowledge.search.documents import DocumentKind
from punkt.knowledge.terms import Kind, WorkPage
from punkt.wording import LANGUAGES
from punkt_web.accounts.models import User
from punkt_web.knowledge.places import PUBLIC_PAGES, ROUTES
from tests.web.dashboard.conftest import Browser, text_of

IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
PAGES = ["guides/", "guides/power/", "practices/", "practices/BP01/", "search?q=fuel"]


@pytest.fixture(autouse=True)
def _with_database(db: None) -> None: ...


@IN_EACH_LANGUAGE
def test_every_chapter_is_a_page_with_all_its_words_and_sources(stranger: Client, language: str) -> None:
    for chapter in packaged_guide().chapters.values():
        page = stranger.get(f"/network/guides/{chapter.id}/", {"lang": language})
        assert page.status_code == 200
        told = text_of(page)
        assert f'<html lang="{language}">' in told
        for key in chapter.sources:
            assert f'id="source-{key}"' in told
            assert f'href="#source-{key}"' in told
        words = " ".join(chapter.texts[language].summary.split()[:4])
        assert words in told.replace("&#x27;", "'")


@IN_EACH_LANGUAGE
def test_every_practice_is_a_page_with_what_is_not_known(stranger: Client, language: str) -> None:
    for one in packaged_book().practices.values():
        told = text_of(stranger.get(f"/network/practices/{one.id}/", {"lang": language}))
        assert one.statement[language] in told
        assert one.doubt[language] in told
        assert all(f'id="source-{key}"' in told for key in one.sources)
        assert all(f"/network/guides/{key}/" in told for key in one.chapters)


def test_every_link_of_a_chapter_or_practice_leads_somewhere(stranger: Client) -> None:
    pages = {f"/network/guides/{key}/" for key in packaged_guide().chapters}
    pages |= {f"/network/practices/{key}/" for key in packaged_book().practices}
    led_to = set()
    for page in sorted(pages):
        told = text_of(stranger.get(page))
        ids = set(re.findall(r'id="([^"]+)"', told))
        for href in re.findall(r'href="([^"]+)"', told):
            if href.startswith("#"):
                assert href[1:] in ids, (page, href)
            elif href.startswith("/network/"):
                led_to.add(href.partition("#")[0].partition("?")[0])
    assert led_to >= pages
    for href in led_to - pages:
        assert stranger.get(href).status_code in {200, 302}, href


@pytest.mark.parametrize("page", WorkPage)
def test_every_page_of_the_product_has_an_address(page: WorkPage, stranger: Client) -> None:
    answer = stranger.get(reverse(ROUTES[page]))
    assert (answer.status_code == 302) == (page not in PUBLIC_PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_pages_need_no_script(page: str, stranger: Client) -> None:
    told = text_of(stranger.get(f"/network/{page}"))
    assert "<script" not in told
    assert "noprint" in told


@pytest.mark.parametrize("page", PAGES)
def test_who_signed_in_reads_the_same(page: str, browser: Browser, keeper: User) -> None:
    assert browser(keeper).get(f"/network/{page}").status_code == 200


def test_practices_are_chosen_by_country_and_kind(stranger: Client) -> None:
    def shown(**query: str) -> set[str]:
        return set(
            re.findall(r'<span class="num">((?:BP|AC)\d\d)</span>', text_of(stranger.get("/network/practices/", query)))
        )

    book = packaged_book()
    assert shown() == set(book.practices)
    assert shown(country="NZ") == {one.id for one in book.chosen(country="NZ")}
    assert shown(country="EE", kind="concern") == {one.id for one in book.chosen(country="EE", kind=Kind.CONCERN)}
    assert shown(country="<b>", kind="magic") == set(book.practices)
    assert shown(country="FI", kind="practice") == set()
    assert "notice" in text_of(stranger.get("/network/practices/", {"country": "FI", "kind": "practice"}))


@pytest.mark.parametrize(
    ("question", "language", "wanted"),
    [
        ("генераторів", "uk", "/network/guides/power/"),
        ("vett", "et", "/network/guides/water/"),
        ("hundar", "sv", "/network/guides/animals/"),
        ("oxygen", "en", "/network/guides/devices/"),
    ],
)
def test_a_search_leads_to_its_page(question: str, language: str, wanted: str, stranger: Client) -> None:
    told = text_of(stranger.get("/network/search", {"q": question, "lang": language}))
    assert wanted in told
    assert "<mark>" in told


def test_a_search_in_another_language_says_which(stranger: Client) -> None:
    told = text_of(stranger.get("/network/search", {"q": "генератор", "lang": "sv", "kind": "chapter"}))
    assert '<p lang="uk">' in told
    assert packaged_guide().chapters["power"].title("sv") in told


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_search_can_be_of_one_kind(kind: DocumentKind, stranger: Client) -> None:
    page = stranger.get("/network/search", {"q": "water", "kind": kind.value})
    found = page.context["with_all"]
    assert found
    assert len({one.kind for one in found}) == 1


def test_what_holds_only_some_of_the_words_stands_apart(stranger: Client) -> None:
    page = stranger.get("/network/search", {"q": "fuel zebra"})
    assert not page.context["with_all"]
    assert page.context["with_some"]


@pytest.mark.parametrize(
    "question",
    ["", "\0", "<script>alert(1)</script>", "%", "'\"><b>", "x" * 5000, "\ud83d\ude00", "а" * 3000, "{{ 7*7 }}"],
)
def test_junk_is_answered_calmly(question: str, stranger: Client) -> None:
    page = stranger.get("/network/search", {"q": question.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
    assert page.status_code == 200
    assert "<script>" not in text_of(page)
    assert "<b>" not in text_of(page).replace("<b lang", "")


@pytest.mark.parametrize("path", ["guides/no-such/", "practices/BP99/", "practices/bp01/", "guides/POWER/"])
def test_what_is_not_there_is_not_found(path: str, stranger: Client) -> None:
    assert stranger.get(f"/network/{path}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_writes_here(page: str, stranger: Client) -> None:
    assert stranger.post(f"/network/{page}").status_code in {403, 405}


def test_the_start_of_the_network_leads_here(stranger: Client) -> None:
    told = text_of(stranger.get("/network/"))
    for name in ("guides", "practices", "search"):
        assert reverse(f"knowledge:{name}") in told
