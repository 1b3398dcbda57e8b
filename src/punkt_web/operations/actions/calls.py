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
from punkt_web.operations.models import Call, StatusReport
from punkt_web.operations.sureness.voices import voice_over
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
def tell_from_call(actor: Actor, user: User, point: Point, ulid: str, content: ReportContent) -> bool:
    """Takes in what was told on the telephone, and ends the call of ``actor``; ``False`` for a form sent again.

    What was told counts also where the time of the call ran out meanwhile, or somebody else called too. Raises
    ``NotYours``, and ``InvalidValue`` where nothing was told or for what cannot be.
    """
    channel = voice_over(user, point)
    if channel is None:
        raise NotYours(_("You do not report on this point."), where=point.code)
    if content == ReportContent():
        raise InvalidValue(_("Enter what they said, or choose “Not reached”."))
    if StatusReport.objects.filter(pk=ulid, author_name=actor.name, bearer=ReportBearer.CALL).exists():
        return False  # its time is of when it came first
    report = Report(
        point.pk,
        clock.now(),
        channel,
        content,
        bearer=ReportBearer.CALL,
        author_name=actor.name,
        ulid=ulid,
    )
    receive_report(actor, report)
    own = Call.objects.filter(point=point, ended_at=None, taken_by=actor.name).first()
    if own is not None:
        end_call(actor, own.pk, CallOutcome.TOLD)
    return True


def _tell(actor: Actor, action: str, call: Call) -> None:
    after = {"taken_until": call.until_at.isoformat()} if call.ended_at is None else {"came_of_it": call.outcome}
    record(actor, Write(action, "point", call.point.code, {}, after, call.note))
