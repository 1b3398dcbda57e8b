"""The point or territory of a page, for those who may know of it and do what the page does."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.accounts.access import signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.texts import one_line
from punkt_web.registry.choosing import own_territories
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import may, may_in, point_for, territory_for


def reached_point(request: HttpRequest, code: str, power: Power = Power.SEE_MEMBERS) -> Point:
    """404 for a point that the person may not know of, 403 where they see it and lack the power over it."""
    user = signed_in(request)
    try:
        point = point_for(user, normal_point_code(code))
    except InvalidCode as error:
        raise Http404 from error
    if point is None:
        raise Http404
    if power is not Power.SEE_MEMBERS and not may(user, power, point):
        raise PermissionDenied
    return point


_MOST_CODE = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of which territory a page speaks; ``None`` is all that the person may see. ``own`` are those that they see as
    members, the widest first. ``unknown`` is a code that was asked for and that no territory has: the page then speaks
    of nothing, not of another one."""

    territory: Territory | None
    own: list[Territory]
    unknown: str = ""

    @property
    def country(self) -> str:
        """Whose clocks and rules the page goes by; empty where the person sees everything and chose nothing."""
        known = self.territory or (self.own[0] if self.own else None)
        return known.country if known else ""


def chosen_territory(request: HttpRequest) -> Chosen:
    """What the address says, else the only one that there is; what a page tells of it is for its queries to decide."""
    own = own_territories(reach(signed_in(request), Power.SEE_MEMBERS))
    code = request.GET.get("territory", "")
    if code:
        found = territory_for(code)
        return Chosen(found, own, unknown="" if found else one_line(code)[:_MOST_CODE])
    return Chosen(own[0] if len(own) == 1 else None, own)


def reached_territory(request: HttpRequest, code: str, power: Power) -> Territory:
    """404 for a territory that there is not, 403 where the person lacks the power over it."""
    territory = territory_for(code)
    if territory is None:
        raise Http404
    if not may_in(signed_in(request), power, territory):
        raise PermissionDenied
    return territory
