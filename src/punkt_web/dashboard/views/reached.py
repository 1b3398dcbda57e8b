"""The point of a page, for those who may know of it and do what the page does."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt_web.accounts.access import signed_in
from punkt_web.accounts.roles import Power
from punkt_web.registry.models import Point
from punkt_web.registry.queries import may, point_for


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
