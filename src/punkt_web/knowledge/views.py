"""Pages of the guide, the practices and the search, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import packaged_book
from punkt.knowledge.search.documents import DOCUMENT_LABELS, DocumentKind, library_index
from punkt.knowledge.search.index import LONGEST_QUESTION
from punkt.knowledge.terms import KNOWLEDGE_LABELS, Kind
from punkt_web.knowledge.places import chapter_place, language, page_place
from punkt_web.knowledge.told import guide_parts, told_blocks, told_lists, told_requirements, told_sources
from punkt_web.knowledge.told_practices import country_names, practices_of, told_practice
from punkt_web.knowledge.told_search import told_answer

_MOST_FOUND = 40


@require_GET
def guides(request: HttpRequest) -> HttpResponse:
    """The chapters by part, each with its first words."""
    return render(request, "knowledge/guides.html", {"parts": guide_parts(), "longest": LONGEST_QUESTION})


@require_GET
def chapter(request: HttpRequest, key: str) -> HttpResponse:
    """A chapter with its sources, what it helps to meet, and where the work is done."""
    guide = packaged_guide()
    one = guide.chapters.get(key)
    if one is None:
        raise Http404
    order = list(guide.chapters.values())
    at = order.index(one)
    context = {
        "title": one.title(language()),
        "blocks": told_blocks(one.texts[language()].blocks),
        "sources": told_sources(one.sources, guide.sources),
        "requirements": told_requirements(one.requirements),
        "lists": told_lists(one.lists),
        "pages": [page_place(page) for page in one.pages],
        "practices": practices_of(one),
        "before": chapter_place(order[at - 1]) if at else None,
        "after": chapter_place(order[at + 1]) if at + 1 < len(order) else None,
    }
    return render(request, "knowledge/chapter.html", context)


@require_GET
def practices(request: HttpRequest) -> HttpResponse:
    """Practices and areas of concern, of a country or a kind if asked; what is no country here asks for nothing."""
    book = packaged_book()
    country, kind = request.GET.get("country", ""), request.GET.get("kind", "")
    country = country if country in book.countries else ""
    chosen = book.chosen(country=country, kind=Kind(kind) if kind in set(Kind) else None)
    context = {
        "practices": [told_practice(one) for one in chosen],
        "countries": country_names(book.countries),
        "country": country,
        "kinds": KNOWLEDGE_LABELS[Kind].items(),
        "kind": kind,
    }
    return render(request, "knowledge/practices.html", context)


@require_GET
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """One practice or area of concern: what speaks for it, what does not, what it takes, and its sources."""
    book = packaged_book()
    one = book.practices.get(key)
    if one is None:
        raise Http404
    context = {
        "one": told_practice(one),
        "page": page_place(one.page),
        "sources": told_sources(one.sources, book.sources),
        "requirements": told_requirements(one.requirements),
    }
    return render(request, "knowledge/practice.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What is known about something: chapters, practices, requirements and checklists, in every language."""
    question, kind = request.GET.get("q", "")[:LONGEST_QUESTION].replace("\0", " ").strip(), request.GET.get("kind", "")
    kinds = [kind] if kind in set(DocumentKind) else []
    answer = library_index().find(question, language=language(), kinds=kinds, most=_MOST_FOUND)
    found = told_answer(answer)
    context = {
        "question": question,
        "longest": LONGEST_QUESTION,
        "with_all": [one for one in found if one.has_all],
        "with_some": [one for one in found if not one.has_all],
        "n_left": answer.n_all - len(found),
        "kinds": DOCUMENT_LABELS.items(),
        "kind": kind,
    }
    return render(request, "knowledge/search.html", context)
