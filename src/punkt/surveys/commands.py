"""``punkt survey``: questionnaires that there are, what they ask, as forms and back, and answers looked through."""

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path

import click

from punkt.errors import PunktError, UnreadableFile
from punkt.files import opened, written_whole
from punkt.surveys import told
from punkt.surveys.answer_json import read_answers_json
from punkt.surveys.changes import changes
from punkt.surveys.checking import check_answers
from punkt.surveys.collected import MOST_BYTES, read_collected
from punkt.surveys.editions import packaged_questionnaires, questionnaire_of
from punkt.surveys.questionnaire import Questionnaire
from punkt.surveys.reading import BadQuestionnaire, read_questionnaire
from punkt.surveys.writing import questionnaire_toml
from punkt.surveys.xlsform_faults import SheetRemark
from punkt.surveys.xlsform_reading import from_xlsform
from punkt.surveys.xlsform_sheets import MOST_BYTES as MOST_FORM_BYTES
from punkt.surveys.xlsform_writing import to_xlsform
from punkt.toml.faults import MOST_TOLD
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_MOST_BYTES = 2_000_000
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write; replaced whole."
)
_LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of the questions; else that of the terminal."
)


@click.group()
def survey() -> None:
    """Questionnaires as data: what municipalities are asked of their points, as forms and back, and their answers."""


@survey.command("list")
@_LANG
def list_questionnaires(*, lang: str | None) -> None:
    """List the questionnaires that come with Punkt, the newest version of each first."""
    for versions in packaged_questionnaires().values():
        for one in reversed(versions):
            numbers = len({question.number for question in one.questions})
            click.echo(f"{one.name}  {numbers}  {told.shown(one.title, lang or _language())}")


@survey.command()
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@_LANG
def show(*, questionnaire: str, lang: str | None) -> None:
    """Show what a questionnaire asks.

    QUESTIONNAIRE is ID or ID@VERSION of one that comes with Punkt, or a file of your own that ends with .toml.
    """
    lines = told.questionnaire_lines(_named(questionnaire), lang or _language(), _translate())
    click.echo("\n".join(lines))


@survey.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
def validate(*, files: tuple[Path, ...]) -> None:
    """Look through questionnaire files and say each fault with its line. Exit status 1 when there are faults."""
    translate, is_good = _translate(), True
    for file in files:
        try:
            questionnaire = _read_file(file)
        except BadQuestionnaire as bad:
            is_good = False
            for fault in bad.faults[:MOST_TOLD]:
                click.echo(f"{file}:{fault.line}: {fault.told(translate)}")
            if (n := len(bad.faults) - MOST_TOLD) > 0:
                more = translate(_("More faults: %(n)s")) % {"n": n}
                click.echo(f"{file}:0: {more}")
        except PunktError as unusable:
            is_good = False
            click.echo(f"{file}:0: {unusable.advice(translate)}")
        else:
            in_order = translate(_("in order"))
            click.echo(f"{file}: {in_order} ({questionnaire.name})")
    if not is_good:
        sys.exit(1)


@survey.command()
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@_OUT
def xlsform(*, questionnaire: str, out: Path) -> None:
    """Write a questionnaire as an XLSForm, to collect answers with KoboToolbox, ODK and others.

    QUESTIONNAIRE is as for show. What a form cannot say is told in docs/reference/surveys.md.
    """
    _write(out, to_xlsform(_named(questionnaire)))
    click.echo(str(out))


@survey.command("read-xlsform")
@click.argument("file", type=_FILE)
@_OUT
def read_xlsform(*, file: Path, out: Path) -> None:
    """Read an XLSForm into a questionnaire file, and say by sheet and row what was left out.

    Exit status 1, and nothing written, when the form has faults. A language that the form lacks is missing in the
    file, too: validate names where.
    """
    translate = _translate()
    read = from_xlsform(_content(file, MOST_FORM_BYTES), where=file.name)
    for remark in read.left_out:
        click.echo(f"{_place(file, remark)}: {_left_out()} {remark.told(translate)}")
    for fault in read.faults:
        click.echo(f"{_place(file, fault)}: {fault.told(translate)}")
    if read.faults:
        sys.exit(1)
    _write(out, questionnaire_toml(read.questionnaire).encode())
    click.echo(str(out))


@survey.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_LANG
def diff(*, old: str, new: str, lang: str | None) -> None:
    """Say everything that differs between two versions, each as ID@VERSION or as a file."""
    lines = told.change_lines(changes(_named(old), _named(new)), lang or _language(), _translate())
    click.echo("\n".join(lines))


@survey.command()
@click.argument("questionnaire", metavar="QUESTIONNAIRE")
@click.argument("answers", type=_FILE)
@click.option("--final", is_flag=True, help="What is required must be answered.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language in which numbers are written.")
def check(*, questionnaire: str, answers: Path, final: bool, lang: str | None) -> None:
    """Look through answers and say each fault by its question. Exit status 1 for faults.

    QUESTIONNAIRE is as for show. ANSWERS is an answered questionnaire (JSON), or what was collected with a form of it
    as exported by KoboToolbox or ODK (CSV, XLSX): then each row is looked through.
    """
    asked, content = _named(questionnaire), _content(answers, MOST_BYTES)
    if answers.suffix.lower() in {".csv", ".xlsx"}:
        collected = read_collected(content, asked, where=answers.name)
        for remark in collected.left_out:
            click.echo(f"{answers}: {_left_out()} {remark.told(_translate())}")
        given = [(f"{answers}:{one.row}", one.given) for one in collected.submissions]
    else:
        name, told_answers = read_answers_json(content, where=answers.name)
        if name != asked.name:
            words = _translate()(_("These answers are to %(theirs)s, and this is %(ours)s."))
            theirs = told.shown({"en": name[:80]}, "en")
            click.echo(f"{answers}: {words % {'theirs': theirs, 'ours': asked.name}}")
        given = [(str(answers), told_answers)]
    # All are looked through before the first fault ends it.
    are_good = [_check_one(place, asked, one, lang or "", is_final=final) for place, one in given]
    if not all(are_good):
        sys.exit(1)


def _check_one(place: str, asked: Questionnaire, given: Mapping[str, object], language: str, *, is_final: bool) -> bool:
    """Tells the faults of one member's answers; whether there are none."""
    translate = _translate()
    checked = check_answers(asked, given, language=language, is_final=is_final)
    for fault in checked.faults:
        click.echo(f"{place}: {told.answer_fault_line(asked, fault, translate)}")
    set_aside = translate(_("Set aside: it is not asked after the answers before it."))
    for key in checked.not_asked:
        click.echo(f"{place}: {key}: {set_aside}")
    n = translate(_("Answers that fit: %(n)s")) % {"n": len(checked.answers)}
    click.echo(f"{place}: {n}")
    return not checked.faults


def _left_out() -> str:
    return _translate()(_("Left out."))


def _named(key: str) -> Questionnaire:
    return _read_file(Path(key)) if key.endswith(".toml") else questionnaire_of(key)


def _read_file(path: Path) -> Questionnaire:
    try:
        return read_questionnaire(_content(path, _MOST_BYTES).decode("utf-8"), where=path.name)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("This file is no UTF-8 text."), where=path.name) from error


def _content(path: Path, most: int) -> bytes:
    try:
        with opened(path) as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UnreadableFile(_("The file cannot be opened."), where=path.name) from error
    if len(content) > most:
        raise UnreadableFile(_("This file is too large for what it should be."), where=path.name)
    return content


def _write(path: Path, content: bytes) -> None:
    try:
        with written_whole(path) as file:
            file.write(content)
    except OSError as error:
        raise UnreadableFile(_("The file cannot be written."), where=str(path)) from error


def _place(file: Path, remark: SheetRemark) -> str:
    return f"{file}:{remark.sheet}:{remark.row}"


def _translate() -> Callable[[str], str]:
    """What says our texts in the language of the person, by the entry point group ``punkt.translate``."""
    for hook in entry_points(group="punkt.translate", name="gettext"):
        translate: Callable[[str], str] = hook.load()
        return translate
    return str


def _language() -> str:
    for hook in entry_points(group="punkt.translate", name="language"):
        language = str(hook.load()() or "")[:2]
        return language if language in LANGUAGES else "en"
    return "en"
