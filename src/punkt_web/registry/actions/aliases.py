"""Other names of a point, and what other registers call it."""

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, PointAlias, PointIdentifier
from punkt_web.registry.statements import refresh_search_text


@transaction.atomic
def add_alias(actor: Actor, point: Point, name: str, *, language: str = "") -> PointAlias:
    """Another name of the point. A name that is there already is left as it is; an empty one is ``InvalidValue``."""
    name = one_line(name)[:300]
    if not name:
        raise InvalidValue(_("A name has at least one letter."), where="name")
    lock_points([point.pk])
    alias, is_new = PointAlias.objects.get_or_create(point=point, language=language, name=name)
    if is_new:
        record(actor, Write("add alias", "point", point.code, {}, {"alias": name, "language": language}))
        _searched_anew(point)
    return alias


@transaction.atomic
def remove_alias(actor: Actor, alias: PointAlias) -> None:
    """The point is not known by that name."""
    point = alias.point
    lock_points([point.pk])
    before = {"alias": alias.name, "language": alias.language}
    alias.delete()
    record(actor, Write("remove alias", "point", point.code, before, {}))
    _searched_anew(point)


@transaction.atomic
def add_identifier(actor: Actor, point: Point, authority: str, value: str) -> PointIdentifier:
    """What another register calls this point. Raises ``InvalidValue`` where another point has that identifier."""
    authority, value = one_line(authority)[:80], one_line(value)[:120]
    if not (authority and value):
        raise InvalidValue(_("An identifier is a register and what it calls the point."), where="value")
    lock_points([point.pk])
    identifier, is_new = PointIdentifier.objects.get_or_create(
        authority=authority, value=value, defaults={"point": point}
    )
    if identifier.point_id != point.pk:
        raise InvalidValue(
            _("%(authority)s %(value)s is another point."),
            where="value",
            remedy=_("Are the two the same?"),
            values={"authority": authority, "value": value},
        )
    if is_new:
        record(actor, Write("add identifier", "point", point.code, {}, {"authority": authority, "value": value}))
    return identifier


@transaction.atomic
def remove_identifier(actor: Actor, identifier: PointIdentifier) -> None:
    """That register does not mean this point."""
    before = {"authority": identifier.authority, "value": identifier.value}
    code = identifier.point.code
    lock_points([identifier.point_id])
    identifier.delete()
    record(actor, Write("remove identifier", "point", code, before, {}))


def _searched_anew(point: Point) -> None:
    stored = Point.objects.get(pk=point.pk)
    refresh_search_text(stored)
    Point.objects.filter(pk=point.pk).update(search_text=stored.search_text, updated_at=clock.now())
    publish_revision()
