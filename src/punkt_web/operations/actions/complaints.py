"""Taking in what people at doors say is wrong, and answering it.

The one write that the public may do. Anybody can do it without an account, so it is limited: what one sender, one
point and the whole site take in an hour. A complaint changes nothing that is published; a person looks at it.
"""

import hashlib
import hmac
from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import ComplaintKind, ComplaintOutcome
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.senders import sender_of
from punkt_web.operations.actions.texts import one_line
from punkt_web.operations.models import Complaint
from punkt_web.registry.models import Point

MAX_NOTE = 300
HOUR = timedelta(hours=1)
MOST_OF_A_SENDER = 20
"""An hour; a mobile network puts many people behind one address."""
MOST_OF_A_POINT = 20
MOST_OF_ALL = 2_000
KEPT = timedelta(days=365)
"""How long an answered complaint is kept: a season and the inspection after it."""

_RESIDENT = Actor("resident")


class Receipt(Enum):
    """What became of a complaint that came in."""

    TAKEN = "taken"
    KNOWN = "known"
    """Said before, by this sender or by so many that the desk knows."""
    TOO_MANY = "too many"
    """This sender, or all together, said more in an hour than can be looked at."""


def receive_complaint(point_id: int, kind: ComplaintKind, note: str, *, sender: str) -> Receipt:
    """Takes in one complaint about a published point from the network address ``sender``, which is not kept.

    Raises ``InvalidValue`` for "something else" without a word.
    """
    words = one_line(note, MAX_NOTE)
    if kind is ComplaintKind.OTHER and not words:
        raise InvalidValue(_("Write in a few words what is wrong."), where="note")
    if _is_over(Complaint.objects.filter(received_at__gt=clock.now() - HOUR).count(), MOST_OF_ALL):
        return Receipt.TOO_MANY
    if _is_over(_counted(f"complaints-{_mark(sender)}"), MOST_OF_A_SENDER):
        return Receipt.TOO_MANY
    return _take(point_id, kind, words, mark=f"complaint-{_mark(f'{sender} {point_id} {kind} {words}')}")


@transaction.atomic
def _take(point_id: int, kind: ComplaintKind, note: str, *, mark: str) -> Receipt:
    point = Point.objects.select_for_update().only("code").get(pk=point_id)
    # A second tap, or a page that was sent twice. The cache is in the database: what fails to be stored is not "known".
    if not cache.add(mark, 1, HOUR.total_seconds()):
        return Receipt.KNOWN
    now = clock.now()
    if _is_over(Complaint.objects.filter(point=point, received_at__gt=now - HOUR).count(), MOST_OF_A_POINT):
        return Receipt.KNOWN
    Complaint.objects.create(point=point, kind=kind, note=note, received_at=now)
    # The words stay out of the trail, which is never deleted: somebody may have written a name.
    record(_RESIDENT, Write("complain", "point", point.code, {}, {"complaint": kind.value}))
    return Receipt.TAKEN


@transaction.atomic
def answer_complaint(actor: Actor, complaint_id: int, outcome: ComplaintOutcome, answer: str = "") -> bool:
    """Says what came out; ``False`` where somebody else said so before, whose answer stays."""
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("point").get(pk=complaint_id)
    if complaint.outcome:
        return False
    complaint.outcome = outcome
    complaint.answer = one_line(answer, MAX_NOTE)
    complaint.answered_at = clock.now()
    complaint.answered_by = actor.name
    complaint.save()
    after = {"complaint": complaint.kind, "outcome": outcome.value}
    record(actor, Write("answer complaint", "point", complaint.point.code, {}, after, complaint.answer))
    _forget_old(actor)
    return True


def _forget_old(actor: Actor) -> None:
    """Deletes what was answered long ago: the words may name people."""
    old = Complaint.objects.filter(answered_at__lt=clock.now() - KEPT).select_related("point")
    for complaint in old:
        record(actor, Write("forget complaint", "point", complaint.point.code, {"complaint": complaint.kind}, {}))
        complaint.delete()


def _is_over(count: int, most: int) -> bool:
    return count >= most


def _counted(key: str) -> int:
    """How often this was asked before in the hour that the first time began."""
    cache.add(key, 0, HOUR.total_seconds())
    try:
        return cache.incr(key) - 1
    except ValueError:  # the hour ended between the two
        return 0


def _mark(text: str) -> str:
    """Stands for a sender in the cache for an hour; nobody reads the address out of it."""
    address, space, rest = text.partition(" ")
    said = f"{clock.now():%Y-%m-%d} {sender_of(address)}{space}{rest}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
