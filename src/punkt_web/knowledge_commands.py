"""``punkt guide`` and ``punkt practices``: what is known about points, for the terminal and for other programs."""

from collections.abc import Iterable, Iterator

import click
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from punkt.errors import InvalidValue
from punkt.knowledge.chapters import Chapter, chapter_named, packaged_guide
from punkt.knowledge.practices import Practice, packaged_book
from punkt.knowledge.terms import Kind, Part, knowledge_label
from punkt.standards.terms import term_label
from punkt.toml.sources import SourceDocument
from punkt.wording import gettext_noop
from punkt_web.readiness.rows import Row, as_csv, as_json

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
_LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    help="Language of the texts; by default that of the terminal.",
)


@click.group()
def guide() -> None:
    """Chapters on starting, equipping and running a point, each claim with its source."""


@guide.command("list")
@_LANGUAGE
def list_chapters(*, language: str | None) -> None:
    """List the chapters by part."""
    with translation.override(_language(language)):
        for part in Part:
            click.echo(_(knowledge_label(part)))
            for chapter in packaged_guide().of_part(part):
                click.echo(f"  {chapter.id}  {chapter.title(translation.get_language())}")


@guide.command("show")
@click.argument("chapter", metavar="CHAPTER")
@_LANGUAGE
def show_chapter(*, chapter: str, language: str | None) -> None:
    """Show a chapter with its sources."""
    with translation.override(_language(language)):
        click.echo("\n".join(_chapter_lines(chapter_named(chapter))))


@click.group()
def practices() -> None:
    """Practices and areas of concern: what others did or met, what is known of it and what is not."""


@practices.command("list")
@click.option("--country", default="", metavar="CODE", help="Only those from a country, such as EE.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only practices, or only concerns.")
@_LANGUAGE
@_FORMAT
def list_practices(*, country: str, kind: str | None, language: str | None, form: str) -> None:
    """List practices and areas of concern."""
    chosen = packaged_book().chosen(country=country.upper(), kind=Kind(kind) if kind else None)
    with translation.override(_language(language)):
        lines = (f"{one.id}  {one.statement[translation.get_language()]}" for one in chosen)
        _tell(lines, map(_row, chosen), form)


@practices.command("show")
@click.argument("key", metavar="ID")
@_LANGUAGE
@_FORMAT
def show_practice(*, key: str, language: str | None, form: str) -> None:
    """Show a practice or an area of concern with what speaks for it, what does not, and its sources."""
    one = packaged_book().practices.get(key.upper())
    if one is None:
        raise InvalidValue(
            gettext_noop("There is no practice %(id)s."),
            where=key[:60],
            remedy=gettext_noop("There are: %(listed)s."),
            values={"id": repr(key)[:60], "listed": ", ".join(packaged_book().practices)},
        )
    with translation.override(_language(language)):
        _tell(_practice_lines(one), [_row(one)], form)


def _language(chosen: str | None) -> str:
    return chosen or translation.get_language()


def _chapter_lines(chapter: Chapter) -> Iterator[str]:
    text = chapter.texts[translation.get_language()]
    yield from (text.title, "=" * len(text.title), "", text.plain(), "")
    if chapter.requirements:
        yield _("Requirements that it helps to meet: %(listed)s") % {"listed": ", ".join(chapter.requirements)}
    yield from _source_lines(packaged_guide().sources[key] for key in chapter.sources)


def _practice_lines(one: Practice) -> Iterator[str]:
    language = translation.get_language()
    yield f"{one.id}  {one.statement[language]}"
    for name, told in (
        (_("Where"), one.place[language]),
        (_("What shows it"), one.shown[language]),
        (_("What is not known or speaks against it"), one.doubt[language]),
        (_("When it matters"), one.conditions[language]),
        (_("Evidence"), _(knowledge_label(one.evidence))),
        (_("Effort"), _(knowledge_label(one.effort))),
        (_("Requirements"), ", ".join(one.requirements)),
        (_("Chapters"), ", ".join(one.chapters)),
    ):
        if told:
            yield f"{name}: {told}"
    yield from _source_lines(packaged_book().sources[key] for key in one.sources)


def _source_lines(sources: Iterable[SourceDocument]) -> Iterator[str]:
    yield _("Sources") + ":"
    for source in sources:
        yield f"  [{source.key}] {source.title}. {source.where} ({_(term_label(source.grade))})"


def _row(one: Practice) -> Row:
    language = translation.get_language()
    sources = [packaged_book().sources[key] for key in one.sources]
    return {
        "id": one.id,
        "kind": one.kind.value,
        "countries": " ".join(one.countries),
        "place": one.place[language],
        "statement": one.statement[language],
        "shown": one.shown[language],
        "doubt": one.doubt[language],
        "conditions": one.conditions[language],
        "evidence": one.evidence.value,
        "effort": one.effort.value,
        "requirements": " ".join(one.requirements),
        "fields": " ".join(one.fields),
        "chapters": " ".join(one.chapters),
        "sources": " ".join(one.sources),
        "addresses": " | ".join(source.where for source in sources),
        "language": language,
    }


def _tell(lines: Iterable[str], rows: Iterable[Row], form: str) -> None:
    if form == "text":
        click.echo("\n".join(lines))
    else:
        click.echo(as_json(rows) if form == "json" else as_csv(rows), nl=False)
