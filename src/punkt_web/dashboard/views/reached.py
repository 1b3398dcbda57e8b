"""The point or territory of a page, for those who may know of it and do what the page does."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.accounts.access import signed_in
from punkt_web.accounts.roles import Power
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


def reached_territory(request: HttpRequest, code: str, power: Power) -> Territory:
    """404 for a territory that there is not, 403 where the person lacks the power over it."""
    territory = territory_for(code)
    if territory is None:
        raise Http404
    if not may_in(signed_in(request), power, territory):
        raise PermissionDenied
    return territory
