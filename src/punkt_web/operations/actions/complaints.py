"""Taking in what people at doors say is wrong.

One of the two writes that the public may do (the other: ``hosting.actions.offers``). Anybody can do it without an
account, so it is limited: what one sender, one point and the whole site take in an hour. One person's complaint changes
nothing that is published; a person looks at it. Several who agree that a door is shut can take it out of the doors that
are shown as open, and no more than that.
"""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F, QuerySet, Sum

from punkt import clock
from punkt.confidence.feedback import feedback_terms
from punkt.errors import InvalidValue
from punkt.ids import new_receipt_code
from punkt.model.complaint_words import ComplaintKind
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.floods import passing_digest, times_before
from punkt_web.common.senders import sender_of
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.shut_words import keep_shut_words
from punkt_web.operations.models import Complaint
from punkt_web.operations.sureness.contradicted import SHUT_KINDS
from punkt_web.registry.models import Point

MAX_NOTE = 300
HOUR = timedelta(hours=1)
MOST_OF_A_SENDER = 20
"""An hour; a mobile network puts many people behind one address."""
MOST_OF_A_POINT = 20
"""Of one kind, an hour: then the desk knows, and further ones are counted with the last of them.

Until so many senders said it, who did not say it yet is still heard.
"""
MOST_OF_ALL = 2_000
KEPT = timedelta(days=365)
"""How long a complaint is kept: a season and the inspection after it. Its words may name people."""

_N_SOURCE = 16
_ONE_PERSON_FOR = timedelta(hours=24)
"""How long words of one sender are known to be of one: longer than words of residents count."""

_RESIDENT, _KEEPER_OF_COMPLAINTS = Actor("resident"), Actor("punkt")


class Receipt(Enum):
    """What became of a complaint that came in."""

    TAKEN = "taken"
    KNOWN = "known"
    """Said before, by this sender or by so many that the desk knows."""
    TOO_MANY = "too many"
    """More was said in an hour, by this sender, of this point or by all together, than can be looked at."""


class Received(NamedTuple):
    """What became of a complaint, and the code by which its answer is found; "" where it was not taken."""

    receipt: Receipt
    code: str = ""


def receive_complaint(point_id: int, kind: ComplaintKind, note: str, *, sender: str) -> Received:
    """Takes in one complaint about a published point from the network address ``sender``, which is not kept.

    Raises ``InvalidValue`` for "something else" without a word.
    """
    words = one_line(note)[:MAX_NOTE]
    if kind is ComplaintKind.OTHER and not words:
        raise InvalidValue(_("Write in a few words what is wrong."), where="note")
    if _n_lately() >= MOST_OF_ALL or times_before(_mark(sender), HOUR) >= MOST_OF_A_SENDER:
        return Received(Receipt.TOO_MANY)
    return _take(point_id, kind, words, mark=_mark(sender, point_id, kind, words), source=_source(sender, point_id))


@transaction.atomic
def _take(point_id: int, kind: ComplaintKind, note: str, *, mark: str, source: str) -> Received:
    point = Point.objects.select_for_update().only("code").get(pk=point_id)
    # A second tap, or a page that was sent twice.
    if code := cache.get(mark):
        return Received(Receipt.KNOWN, code)
    of_this = _lately().filter(point=point, kind=kind)
    if _is_known_well(of_this, source):
        return Received(Receipt.TOO_MANY) if note else _folded(point, of_this.latest("pk"), mark)
    forget_old()
    now, code = clock.now(), new_receipt_code()
    # The cache is in the database: what fails to be stored is not "known" the next time.
    cache.set(mark, code, HOUR.total_seconds())
    Complaint.objects.create(
        point=point,
        kind=kind,
        note=note,
        received_at=now,
        due_at=feedback_terms().due_at(kind, now),
        source=source,
        receipt=code,
    )
    # The words stay out of the trail, which is never deleted: somebody may have written a name.
    record(_RESIDENT, Write("complain", "point", point.code, {}, {"complaint": kind.value}))
    if kind in SHUT_KINDS:
        keep_shut_words(point.pk)
    return Received(Receipt.TAKEN, code)


def _is_known_well(of_this: QuerySet[Complaint], source: str) -> bool:
    """Whether so much was said that more of it is only counted. Who did not say it yet is heard, until many have.

    Otherwise one sender who says it in twenty ways would keep all others from contradicting a door.
    """
    sources = list(of_this.values_list("source", flat=True))
    many = len(sources) >= MOST_OF_A_POINT
    return many and (source in sources or len(set(sources)) >= MOST_OF_A_POINT)


def _folded(point: Point, last: Complaint, mark: str) -> Received:
    """One more of so many that say the same: it is counted with the last of them, and has its answer."""
    Complaint.objects.filter(pk=last.pk).update(n_folded=F("n_folded") + 1)
    code = last.receipt or ""
    cache.set(mark, code, HOUR.total_seconds())
    record(_RESIDENT, Write("complain", "point", point.code, {}, {"complaint": last.kind}))
    return Received(Receipt.KNOWN, code)


def forget_old(*, but: Collection[int] = ()) -> None:
    """Deletes what came in long ago, but for what somebody answers at this moment (their rows are locked)."""
    old = Complaint.objects.filter(received_at__lt=clock.now() - KEPT).exclude(pk__in=but).select_related("point")
    gone = list(old.select_for_update(of=("self",), skip_locked=True))
    record_many(
        _KEEPER_OF_COMPLAINTS,
        [Write("forget complaint", "point", one.point.code, {"complaint": one.kind}, {}) for one in gone],
    )
    Complaint.objects.filter(pk__in=[one.pk for one in gone]).delete()


def _n_lately() -> int:
    """Those that were counted with others too."""
    counted = _lately().aggregate(rows=Count("pk"), folded=Sum("n_folded"))
    return int(counted["rows"]) + int(counted["folded"] or 0)


def _lately() -> QuerySet[Complaint]:
    return Complaint.objects.filter(received_at__gt=clock.now() - HOUR)


def _mark(sender: str, *said: object) -> str:
    """Stands for a sender, and what they said, in the cache, for an hour."""
    return f"complaint-{passing_digest('complaints-key', HOUR, sender_of(sender), *said)}"


def _source(sender: str, point_id: int) -> str:
    """Stands for a sender among those who complain of one point; of another point it is another one."""
    return passing_digest("complaints-source-key", _ONE_PERSON_FOR, sender_of(sender), point_id)[:_N_SOURCE]
