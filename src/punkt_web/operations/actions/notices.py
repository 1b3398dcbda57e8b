"""Setting, correcting and ending the curfews and air alerts of a territory, for those whose reach holds all of it.

A form that is sent twice says the same twice and changes nothing the second time. Nothing here makes a new edition of
the network: notices have a count of their own, which the memories of processes compare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.notice_words import NoticeKind, Passage
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.announcing import check_link, lock, tell
from punkt_web.operations.models import Feed, TerritoryNotice
from punkt_web.operations.surroundings.notices import FORGOTTEN, Curfew, Of
from punkt_web.registry.models import Territory

MAX_DECISION = 120


@dataclass(frozen=True, slots=True)
class Terms:
    """What a decision on a curfew says: local times, and the first and the last day on which it begins."""

    begins: time
    ends: time
    first_on: date
    last_on: date | None = None
    passage: Passage = Passage.UNKNOWN
    decision: str = ""
    source: str = ""


@transaction.atomic
def set_curfew(actor: Actor, territory: Territory, terms: Terms, *, within: Reach) -> bool:
    """Sets a curfew; ``False`` where the very same stands already.

    ``within`` is where the actor may announce. Raises ``NotYours``, and ``InvalidValue`` for terms that cannot be.
    """
    lock(territory, within)
    columns = _columns(territory, terms)
    standing = _curfews_of(territory)
    if standing.filter(**columns).exists():
        return False
    _refuse_overlap(standing, terms)
    made = TerritoryNotice.objects.create(
        territory=territory, kind=NoticeKind.CURFEW, said_by=actor.name, said_at=clock.now(), **columns
    )
    tell(actor, Write("set curfew", "territory", territory.code, {}, _told(made)))
    return True


@transaction.atomic
def change_curfew(actor: Actor, notice_id: int, terms: Terms, *, within: Reach) -> bool:
    """Corrects a curfew; ``False`` where nothing is new. Raises as ``set_curfew``, also for one that was ended."""
    curfew = _locked(notice_id, within)
    if curfew.kind != NoticeKind.CURFEW or curfew.ended_at is not None:
        raise InvalidValue(_("Somebody ended this curfew meanwhile."), remedy=_("Set a new one if it holds again."))
    columns = _columns(curfew.territory, terms)
    before = _told(curfew)
    _refuse_overlap(_curfews_of(curfew.territory).exclude(pk=curfew.pk), terms)
    for column, value in columns.items():
        setattr(curfew, column, value)
    after = _told(curfew)
    changed = {key for key in after if after[key] != before[key]}
    if not changed:
        return False
    curfew.said_by, curfew.said_at = actor.name, clock.now()
    curfew.save()
    was, now = ({"notice": curfew.pk} | {key: told[key] for key in changed} for told in (before, after))
    tell(actor, Write("change curfew", "territory", curfew.territory.code, was, now))
    return True


@transaction.atomic
def start_alert(actor: Actor, territory: Territory, *, began_at: datetime | None = None, within: Reach) -> bool:
    """Says that an air alert is on since ``began_at``, at once where that is ``None``.

    ``False`` where one is on, or was last heard of within the time that it is shown: it is confirmed instead. Raises
    ``NotYours``, and ``InvalidValue`` for a beginning to come or too long ago.
    """
    lock(territory, within)
    now = clock.now()
    began_at = began_at or now
    if began_at > now:
        raise InvalidValue(_("The alert cannot begin in the future."), where="began_at")
    if now - began_at >= FORGOTTEN:
        raise InvalidValue(_("Write a time of the last 12 hours."), where="began_at")
    shown = shown_alert(territory)
    if shown is not None:
        say_it_is_on(actor, shown, said_by=actor.name)
        return False
    begin_alert(actor, territory, began_at, said_by=actor.name)
    return True


def begin_alert(
    actor: Actor, territory: Territory, began_at: datetime, *, said_by: str, feed: Feed | None = None
) -> None:
    """Begins an air alert of a territory that is locked and has none that is shown."""
    made = TerritoryNotice.objects.create(
        territory=territory,
        kind=NoticeKind.AIR_ALERT,
        began_at=began_at,
        confirmed_at=clock.now(),
        said_by=said_by,
        said_at=clock.now(),
        feed=feed,
    )
    tell(actor, Write("start air alert", "territory", territory.code, {}, _told(made)))


@transaction.atomic
def confirm_alert(actor: Actor, notice_id: int, *, within: Reach) -> bool:
    """Says that an air alert is still on; ``False`` where somebody ended it meanwhile. Raises ``NotYours``."""
    alert = _locked(notice_id, within)
    if alert.kind != NoticeKind.AIR_ALERT or alert.ended_at is not None:
        return False
    say_it_is_on(actor, alert, said_by=actor.name)
    return True


@transaction.atomic
def end_notice(actor: Actor, notice_id: int, *, within: Reach) -> bool:
    """Ends it at once; ``False`` where it was ended before: that end stays. Raises ``NotYours``."""
    notice = _locked(notice_id, within)
    if notice.ended_at is not None:
        return False
    notice.is_overruled = notice.feed_id is not None
    end_at_once(actor, notice)
    return True


def end_at_once(actor: Actor, notice: TerritoryNotice) -> None:
    """Ends a notice that is locked. A clock that was put back meanwhile must not keep an alert on."""
    notice.ended_at = max(filter(None, (clock.now(), notice.began_at, notice.confirmed_at)))
    notice.save(update_fields=["ended_at", "is_overruled"])
    action = Write(
        "end curfew" if notice.kind == NoticeKind.CURFEW else "end air alert",
        "territory",
        notice.territory.code,
        {"notice": notice.pk, "ended_at": None},
        {"notice": notice.pk, "ended_at": _text(notice.ended_at)},
    )
    tell(actor, action)


def shown_alert(territory: Territory) -> TerritoryNotice | None:
    """The air alert that is shown of a territory itself, as on or as not confirmed."""
    alerts = TerritoryNotice.objects.filter(territory=territory, kind=NoticeKind.AIR_ALERT, ended_at=None)
    return alerts.filter(confirmed_at__gt=clock.now() - FORGOTTEN).select_related("territory").last()


def say_it_is_on(
    actor: Actor, alert: TerritoryNotice, *, said_by: str, again_after: timedelta = timedelta(minutes=1)
) -> None:
    """Confirms an alert of a territory that is locked; said again within ``again_after`` it says nothing new."""
    before, now = alert.confirmed_at, clock.now()
    if before is not None and now - before < again_after:
        return
    alert.confirmed_at, alert.said_by, alert.said_at = now, said_by, now
    alert.save(update_fields=["confirmed_at", "said_by", "said_at"])
    was, is_now = ({"notice": alert.pk, "confirmed_at": _text(moment)} for moment in (before, now))
    tell(actor, Write("confirm air alert", "territory", alert.territory.code, was, is_now))


def _locked(notice_id: int, within: Reach) -> TerritoryNotice:
    lock(Territory.objects.get(notices=notice_id), within)
    return TerritoryNotice.objects.select_related("territory").get(pk=notice_id)


def _curfews_of(territory: Territory) -> Any:
    return TerritoryNotice.objects.filter(territory=territory, kind=NoticeKind.CURFEW, ended_at=None)


def _refuse_overlap(standing: Any, terms: Terms) -> None:
    not_over = Q(last_on=None) | Q(last_on__gte=terms.first_on)
    begun = Q() if terms.last_on is None else Q(first_on__lte=terms.last_on)
    if standing.filter(not_over, begun).exists():
        raise InvalidValue(
            _("This territory has a curfew on these days already."),
            where="first_on",
            remedy=_("Correct that one, or end it first."),
        )


def _columns(territory: Territory, terms: Terms) -> dict[str, Any]:
    """The terms as columns, checked."""
    decision, source = one_line(terms.decision)[:MAX_DECISION], terms.source.strip()
    _check_source(decision, source)
    begins, ends = (at.replace(second=0, microsecond=0) for at in (terms.begins, terms.ends))
    if begins == ends:
        raise InvalidValue(
            _("The two times are the same."), where="ends", remedy=_("Write 00:00 to 23:59 for one around the clock.")
        )
    if terms.last_on is not None and terms.last_on < terms.first_on:
        raise InvalidValue(_("The last day is before the first."), where="last_on")
    of = Of(territory.code, territory.country, territory.names)
    if Curfew(of, begins, ends, terms.passage, terms.first_on, terms.last_on).night(clock.now()) is None:
        raise InvalidValue(_("This curfew is over already."), where="last_on")
    return {
        "begins_local": begins,
        "ends_local": ends,
        "passage": terms.passage.value,
        "first_on": terms.first_on,
        "last_on": terms.last_on,
        "decision": decision,
        "source": source,
    }


def _check_source(decision: str, source: str) -> None:
    if not (decision or source):
        raise InvalidValue(_("Write the number of the decision, or a link to it."), where="decision")
    check_link(source)


_TOLD: Mapping[NoticeKind, tuple[str, ...]] = {
    NoticeKind.CURFEW: ("begins_local", "ends_local", "passage", "first_on", "last_on", "decision", "source"),
    NoticeKind.AIR_ALERT: ("began_at", "confirmed_at"),
}


def _told(notice: TerritoryNotice) -> dict[str, Any]:
    """What the trail tells of a notice."""
    columns = {column: _text(getattr(notice, column)) for column in _TOLD[NoticeKind(notice.kind)]}
    return {"notice": notice.pk, **columns}


def _text(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
