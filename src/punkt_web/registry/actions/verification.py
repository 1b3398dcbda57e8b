"""A person checked what the registry says."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import EvidenceMethod
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.models import Point, Verification
from punkt_web.registry.statements import is_known, stated_value


@transaction.atomic
def verify_fields(
    actor: Actor,
    point: Point,
    fields: Sequence[str],
    method: EvidenceMethod,
    *,
    note: str = "",
    on: date | None = None,
) -> Verification:
    """Marks known fields as checked, ``on`` a day or today; the source of each stays, how and when it is known becomes
    this check.

    Raises ``InvalidValue`` where no field is named or one of them is unknown: nobody can check what nobody said.
    """
    if method not in {EvidenceMethod.SEEN, EvidenceMethod.PHONED, EvidenceMethod.DOCUMENT}:
        raise InvalidValue(_("A check is seen on site, confirmed by phone or from a document."), where="method")
    point = Point.objects.select_for_update().get(pk=point.pk)
    unknown = [key for key in fields if not is_known(stated_value(point, key))]
    if unknown or not fields:
        raise InvalidValue(_("Only what is known can be checked."), where=", ".join(unknown) or "fields")
    now = clock.now()
    mark = {
        "method": str(method),
        "stated_on": (on or now.date()).isoformat(),
        "recorded_at": now.isoformat(timespec="seconds"),
        "by": actor.name,
        "verified": True,
    }
    sources = {key: {"source": actor.name, **point.provenance.get(key, {})} for key in fields}
    point.provenance = {**point.provenance, **{key: {**source, **mark} for key, source in sources.items()}}
    point.save(update_fields=["provenance"])
    check = Verification.objects.create(
        point=point, method=method, fields=list(fields), verified_by=actor.name, verified_at=now, note=note[:300]
    )
    record(actor, Write("verify", "point", point.code, {}, {"fields": list(fields), "method": str(method)}, note))
    return check
