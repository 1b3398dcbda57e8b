"""What is said about a source of lists as such."""

from typing import Any

from django.db import transaction

from punkt_web.common.audit import Actor, Write, record
from punkt_web.exchange.models import Source

_FIELDS = ("name", "owner", "columns", "licence", "attribution", "territory_id")


@transaction.atomic
def describe_source(by: Actor, source: Source) -> Source:
    """Writes a source that a person has filled in or corrected; nothing is written when nothing differs."""
    before = Source.objects.select_for_update().filter(pk=source.pk).first()
    was, now = _stated(before), _stated(source)
    if before is None or was != now:
        source.save()
        changed = {key: value for key, value in now.items() if was.get(key) != value}
        earlier = {key: was.get(key) for key in changed} if before else {}
        record(by, Write("describe source", "source", str(source.pk), earlier, changed))
    return source


@transaction.atomic
def source_of(by: Actor, name: str, owner: str) -> Source:
    """The source of a name that belongs to ``owner`` (``queries.owner_of``), made where it is new."""
    source, is_new = Source.objects.get_or_create(name=name, owner=owner)
    if is_new:
        record(by, Write("describe source", "source", str(source.pk), {}, {"name": name, "owner": owner}))
    return source


def _stated(source: Source | None) -> dict[str, Any]:
    return {key: getattr(source, key) for key in _FIELDS} if source else {}
