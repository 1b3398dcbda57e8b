"""Taking in what people at doors say is wrong, and answering it.

The one write that the public may do. Anybody can do it without an account, so it is limited: what one sender, one
point and the whole site take in an hour. A complaint changes nothing that is published; a person looks at it.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import Enum

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import ComplaintKind, ComplaintOutcome
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.senders import sender_of
from punkt_web.common.texts import one_line
from punkt_web.operations.models import Complaint
from punkt_web.registry.models import Point

MAX_NOTE = 300
HOUR = timedelta(hours=1)
MOST_OF_A_SENDER = 20
"""An hour; a mobile network puts many people behind one address."""
MOST_OF_A_POINT = 20
"""Of one kind, an hour: then the desk knows."""
MOST_OF_ALL = 2_000
KEPT = timedelta(days=365)
"""How long a complaint is kept: a season and the inspection after it. Its words may name people."""

_RESIDENT, _KEEPER_OF_COMPLAINTS = Actor("resident"), Actor("punkt")


class Receipt(Enum):
    """What became of a complaint that came in."""

    TAKEN = "taken"
    KNOWN = "known"
    """Said before, by this sender or by so many that the desk knows."""
    TOO_MANY = "too many"
    """More was said in an hour, by this sender, of this point or by all together, than can be looked at."""


def receive_complaint(point_id: int, kind: ComplaintKind, note: str, *, sender: str) -> Receipt:
    """Takes in one complaint about a published point from the network address ``sender``, which is not kept.

    Raises ``InvalidValue`` for "something else" without a word.
    """
    words = one_line(note)[:MAX_NOTE]
    if kind is ComplaintKind.OTHER and not words:
        raise InvalidValue(_("Write in a few words what is wrong."), where="note")
    if _lately().count() >= MOST_OF_ALL or _counted(_mark(sender)) >= MOST_OF_A_SENDER:
        return Receipt.TOO_MANY
    return _take(point_id, kind, words, mark=_mark(sender, point_id, kind, words))


@transaction.atomic
def _take(point_id: int, kind: ComplaintKind, note: str, *, mark: str) -> Receipt:
    point = Point.objects.select_for_update().only("code").get(pk=point_id)
    # A second tap, or a page that was sent twice.
    if cache.get(mark):
        return Receipt.KNOWN
    if _lately().filter(point=point, kind=kind).count() >= MOST_OF_A_POINT:
        return Receipt.TOO_MANY if note else Receipt.KNOWN
    _forget_old()
    # The cache is in the database: what fails to be stored is not "known" the next time.
    cache.set(mark, 1, HOUR.total_seconds())
    Complaint.objects.create(point=point, kind=kind, note=note, received_at=clock.now())
    # The words stay out of the trail, which is never deleted: somebody may have written a name.
    record(_RESIDENT, Write("complain", "point", point.code, {}, {"complaint": kind.value}))
    return Receipt.TAKEN


@transaction.atomic
def answer_complaint(actor: Actor, complaint_id: int, outcome: ComplaintOutcome, answer: str = "") -> bool:
    """Says what came out; ``False`` where somebody else said so before, whose answer stays."""
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("point").get(pk=complaint_id)
    if complaint.outcome:
        return False
    _forget_old(but=complaint.pk)
    complaint.outcome = outcome
    complaint.answer = one_line(answer)[:MAX_NOTE]
    complaint.answered_at = clock.now()
    complaint.answered_by = actor.name
    complaint.save()
    after = {"complaint": complaint.kind, "outcome": outcome.value}
    record(actor, Write("answer complaint", "point", complaint.point.code, {}, after, complaint.answer))
    return True


def _forget_old(*, but: int = 0) -> None:
    """Deletes what came in long ago, but for what somebody answers at this moment (its row is locked)."""
    old = Complaint.objects.filter(received_at__lt=clock.now() - KEPT).exclude(pk=but).select_related("point")
    gone = list(old.select_for_update(of=("self",), skip_locked=True))
    record_many(
        _KEEPER_OF_COMPLAINTS,
        [Write("forget complaint", "point", one.point.code, {"complaint": one.kind}, {}) for one in gone],
    )
    Complaint.objects.filter(pk__in=[one.pk for one in gone]).delete()


def _lately() -> QuerySet[Complaint]:
    return Complaint.objects.filter(received_at__gt=clock.now() - HOUR)


def _counted(mark: str) -> int:
    """How often this was asked before. Not ``cache.incr``: that would forget it after five minutes."""
    n_before: int = cache.get(mark, 0)
    cache.set(mark, n_before + 1, HOUR.total_seconds())
    return n_before


def _mark(sender: str, *said: object) -> str:
    """Stands for a sender, and what they said, in the cache.

    Its key is thrown away with the hour, so that no mark that is left behind leads back to an address.
    """
    key = cache.get_or_set("complaints-key", secrets.token_hex, HOUR.total_seconds())
    words = "\n".join(map(str, (sender_of(sender), *said)))
    return f"complaint-{hmac.new(str(key).encode(), words.encode(), hashlib.sha256).hexdigest()}"
