"""Stating an overlay of a territory, and ending it."""

from hashlib import sha256
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.standards.faults import BadStandard
from punkt.toml.faults import Fault
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, locked_number, record
from punkt_web.common.zones import today_in
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.overlay_checks import plain_text, read_overlay, tried
from punkt_web.registry.models import Territory

EVERYWHERE = Reach(is_everywhere=True)


@transaction.atomic
def state_overlay(actor: Actor, territory: Territory, text: str, *, within: Reach = EVERYWHERE) -> LocalOverlay:
    """States a text as an overlay of a territory. An earlier version of it holds until this one begins.

    Another text of the same version takes the place of the first, which is kept as ended. ``within`` is where the
    actor may. Raises ``NotYours``; ``BadStandard`` with every fault of the text and with what does not fit.
    """
    _check_reached(territory, within)
    stated = plain_text(text)
    file = read_overlay(territory, stated)
    locked_number()  # of several at once each is laid over that of who was faster
    name = tried(territory, file).name
    digest = sha256(stated.encode()).hexdigest()
    same = LocalOverlay.objects.select_for_update().filter(key=file.id, version=file.version, ended_at=None)
    before = same.first()
    if before is not None and before.digest == digest:
        raise BadStandard("", [Fault(0, _("This very text is stated already."))])
    if before is not None:
        _end(actor, before)
    made = LocalOverlay.objects.create(
        territory=territory,
        standard=file.overlay_of,
        key=file.id,
        version=file.version,
        edition=int(name.rpartition(".")[2]) if "." in name else 1,
        valid_from=file.valid_from,
        valid_until=file.valid_until,
        text=stated,
        digest=digest,
        stated_by=actor.name,
        stated_at=clock.now(),
    )
    record(actor, Write("state overlay", "overlay", file.id, _words(before) if before else {}, _words(made)))
    return made


@transaction.atomic
def end_overlay(actor: Actor, number: int, *, within: Reach = EVERYWHERE) -> int:
    """Nothing is asked any more by this version of an overlay, nor by those before it; how many of them ended.

    One that has yet to begin is ended by itself, and does not take those before it along. Raises ``NotYours``, and
    ``InvalidValue`` where it has ended.
    """
    row = LocalOverlay.objects.select_related("territory").get(pk=number)
    _check_reached(row.territory, within)
    locked_number()
    held = LocalOverlay.objects.select_for_update().filter(key=row.key, ended_at=None)
    has_begun = row.valid_from <= today_in(row.territory.country)
    asked = list(held.filter(valid_from__lte=row.valid_from) if has_begun else held.filter(pk=number))
    if row.pk not in {one.pk for one in asked}:
        raise InvalidValue(_("This overlay has ended already."), where=row.name)
    for one in asked:
        _end(actor, one)
        record(actor, Write("end overlay", "overlay", one.key, _words(one), {}))
    return len(asked)


def _check_reached(territory: Territory, within: Reach) -> None:
    if not within.covers(territory.lineage):
        raise NotYours(_("You do not decide for this territory."), where=territory.code)


def _end(actor: Actor, row: LocalOverlay) -> None:
    row.ended_by, row.ended_at = actor.name, clock.now()
    row.save(update_fields=["ended_by", "ended_at"])


def _words(row: LocalOverlay) -> dict[str, Any]:
    return {
        "name": row.name,
        "territory": row.territory.code,
        "standard": row.standard,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "sha256": row.digest,
    }
