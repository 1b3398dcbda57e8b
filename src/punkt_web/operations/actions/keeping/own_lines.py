"""What a territory decides on checklists: lines of its own, their order, and shipped lines that do not apply there.

Who may is the caller's part. A line is never changed: it ends, and another is added.
"""

from collections.abc import Mapping

from django.db import transaction

from punkt import clock
from punkt.checklists.lists import ListKind, newest
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.items import told_text
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.keeping.own_lines import choice_of, list_in_territory, own_line
from punkt_web.operations.models import ListChoice, OwnLine
from punkt_web.registry.models import Territory

MOST_LETTERS = 200
MOST_LINES = 40
"""Lines that one territory adds to one list: a list that nobody gets through is not gone through."""


@transaction.atomic
def add_line(actor: Actor, territory: Territory, kind: ListKind, texts: Mapping[str, str]) -> OwnLine:
    """Adds a line at the end of a list, for all points in the territory.

    ``texts`` are by language; empty ones are left out. Raises ``InvalidValue`` for none, a long one, too many lines.
    """
    _lock(territory)
    told = {language: told_text(texts.get(language, "")) for language in LANGUAGES}
    told = {language: text for language, text in told.items() if text}
    if not told:
        raise InvalidValue(_("Write the line in at least one language."))
    too_long = next((language for language, text in told.items() if len(text) > MOST_LETTERS), None)
    if too_long is not None:
        raise InvalidValue(_("A line has at most %(most)s characters."), where=too_long, values={"most": MOST_LETTERS})
    if OwnLine.objects.filter(territory=territory, kind=kind.value, ended_at=None).count() >= MOST_LINES:
        raise InvalidValue(_("A territory adds at most %(n)s lines to a list."), values={"n": MOST_LINES})
    made = OwnLine.objects.create(
        key=new_ulid(),
        territory=territory,
        kind=kind.value,
        texts=told,
        added_by=one_line(actor.name)[:254],
        added_at=clock.now(),
    )
    record(actor, Write("add list line", "territory", territory.code, {}, _told(made)))
    return made


@transaction.atomic
def end_line(actor: Actor, territory: Territory, kind: ListKind, key: str) -> None:
    """Asks a line no more; what was answered to it stays.

    Raises ``InvalidValue`` for a line that is not the territory's own.
    """
    _lock(territory)
    line = own_line(territory, key)
    if line is None or line.kind != kind.value:
        raise InvalidValue(_("This territory has no such line."))
    line.ended_at = clock.now()
    line.save(update_fields=["ended_at"])
    record(actor, Write("end list line", "territory", territory.code, _told(line), {}))


@transaction.atomic
def move_line(actor: Actor, territory: Territory, kind: ListKind, key: str, *, is_up: bool) -> None:
    """Moves a line by one place, for all points in the territory; at an end it stays.

    Raises ``InvalidValue`` for a line that is not gone through there.
    """
    _lock(territory)
    here = list_in_territory(territory, newest(kind), clock.now())
    shown = [line.key for line in here.lines]
    if key not in shown:
        raise InvalidValue(_("The list has no line %(key)s."), values={"key": key[:40]})
    place = shown.index(key)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(shown):
        return
    order = list(here.keys)
    one, two = order.index(key), order.index(shown[other])
    order[one], order[two] = order[two], order[one]
    choice = choice_of(territory, kind)
    choice.order = order
    choice.save()
    was, now = ({"list": kind.value, "line": key, "place_in_list": number + 1} for number in (place, other))
    record(actor, Write("set order of list", "territory", territory.code, was, now))


@transaction.atomic
def take_order_from_above(actor: Actor, territory: Territory, kind: ListKind) -> None:
    """Gives up the order of its own."""
    _lock(territory)
    choice = choice_of(territory, kind)
    if not choice.order:
        return
    was = {"list": kind.value, "order_of_lines": choice.order}
    choice.order = []
    _keep(choice)
    record(actor, Write("set order of list", "territory", territory.code, was, {}))


@transaction.atomic
def mark_not_here(actor: Actor, territory: Territory, kind: ListKind, key: str, why: str) -> None:
    """Marks a shipped line as one that does not apply in the territory, with the reason that keepers read; "" takes the
    mark back.

    Raises ``InvalidValue`` for a line that a territory added, which is ended there, and for a long reason.
    """
    _lock(territory)
    reason = told_text(why)
    if key not in {line.key for line in newest(kind).asked_in(territory.country)}:
        raise InvalidValue(
            _("Only a line that Punkt ships can be marked as not here."),
            remedy=_("A line that a territory added is ended by that territory."),
        )
    if len(reason) > MOST_LETTERS:
        raise InvalidValue(_("A reason has at most %(most)s characters."), where="why", values={"most": MOST_LETTERS})
    choice = choice_of(territory, kind)
    before = choice.not_here.get(key, "")
    if before == reason:
        return
    choice.not_here = {one: word for one, word in choice.not_here.items() if one != key} | (
        {key: reason} if reason else {}
    )
    _keep(choice)
    was, now = ({"list": kind.value, "line": key, "why_not_here": word} if word else {} for word in (before, reason))
    record(actor, Write("mark list line", "territory", territory.code, was, now, reason))


def _keep(choice: ListChoice) -> None:
    if choice.order or choice.not_here:
        choice.save()
    elif choice.pk is not None:
        choice.delete()


def _lock(territory: Territory) -> None:
    """Two who change the lists of a territory wait for each other to the commit."""
    Territory.objects.select_for_update().get(pk=territory.pk)


def _told(line: OwnLine) -> dict[str, object]:
    return {"list": line.kind, "line": line.key, "line_text": next(iter(line.texts.values()))}
