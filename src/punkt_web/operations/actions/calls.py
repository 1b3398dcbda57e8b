"""Taking on a call to a point, and saying what came of it."""

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.board_words import CallOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.calls import TAKEN_FOR
from punkt_web.operations.models import Call
from punkt_web.operations.voices import voice_over
from punkt_web.registry.models import Point

MAX_NOTE = 300


def take_call(actor: Actor, point: Point) -> Call | None:
    """Takes the call on, for a while; ``None`` where somebody else calls. Who took it before goes on with theirs.

    Who may call is the caller's part.
    """
    try:
        with transaction.atomic():
            return _taken(actor, point)
    except IntegrityError:  # somebody was faster by a moment
        return None


def _taken(actor: Actor, point: Point) -> Call | None:
    now = clock.now()
    running = Call.objects.filter(point=point, ended_at=None).first()
    if running is not None and running.until_at > now:
        if running.taken_by != actor.name:
            return None
        running.until_at = now + TAKEN_FOR
        running.save(update_fields=["until_at"])
        _tell(actor, "take call", running)
        return running
    # Whose time ran out gave it back. Only once: of two who take it now one finds it ended.
    if running is not None and not Call.objects.filter(pk=running.pk, ended_at=None).update(ended_at=running.until_at):
        return None
    made = Call.objects.create(point=point, taken_by=actor.name, taken_at=now, until_at=now + TAKEN_FOR)
    _tell(actor, "take call", made)
    return made


@transaction.atomic
def end_call(actor: Actor, call_id: int, outcome: CallOutcome | None, *, note: str = "") -> bool:
    """Ends it, ``None`` for given back; ``False`` where it is over. Raises ``NotYours`` for the call of another."""
    call = Call.objects.select_related("point").get(pk=call_id)
    if call.taken_by != actor.name:
        raise NotYours(_("Somebody else took this call."), where=call.point.code)
    call.ended_at, call.outcome, call.note = clock.now(), outcome or "", one_line(note)[:MAX_NOTE]
    columns = {"ended_at": call.ended_at, "outcome": call.outcome, "note": call.note}
    if not Call.objects.filter(pk=call_id, ended_at=None).update(**columns):
        return False
    _tell(actor, "end call", call)
    return True


@transaction.atomic
def tell_from_call(actor: Actor, user: User, call_id: int, ulid: str, content: ReportContent) -> bool:
    """Takes in what was told on the telephone, and ends the call; ``False`` where the very same was known.

    Raises ``NotYours``, and ``InvalidValue`` where nothing was told or for what cannot be.
    """
    call = Call.objects.select_related("point__territory").get(pk=call_id)
    channel = voice_over(user, call.point)
    if channel is None:
        raise NotYours(_("You do not report on this point."), where=call.point.code)
    if content == ReportContent():
        raise InvalidValue(_("Enter what they said, or choose “Not reached”."))
    report = Report(
        call.point_id,
        clock.now(),
        channel,
        content,
        bearer=ReportBearer.CALL,
        author_name=actor.name,
        ulid=ulid,
    )
    is_new = receive_report(actor, report)
    end_call(actor, call_id, CallOutcome.TOLD)
    return is_new


def _tell(actor: Actor, action: str, call: Call) -> None:
    after = {"taken_until": call.until_at.isoformat()} if call.ended_at is None else {"came_of_it": call.outcome}
    record(actor, Write(action, "point", call.point.code, {}, after, call.note))
