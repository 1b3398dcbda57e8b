"""The points that somebody inspects, and what they themselves said of them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.readiness.models import Inspection, InspectionSheet
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_in, reach_now
from punkt_web.registry.standing import standing_points


def inspected_point(user: Any, code: str) -> Point | None:
    """A point that ``user`` may inspect, that stands for no other now and is not withdrawn."""
    # PostgreSQL stops at a NUL, which no code holds.
    if "\0" in code:
        return None
    inspected = standing_points(points_in(reach_now(user, Power.INSPECT)))
    return inspected.select_related("territory").filter(code=code).first()


def own_last_sheet(user: User, inspection: Inspection) -> InspectionSheet | None:
    """What the person sent last of an inspection, handed in or not."""
    return inspection.sheets.filter(author_name=user.email).order_by("-observed_at", "-received_at", "-ulid").first()


def n_own_photos(user: User, inspection: Inspection) -> Mapping[str, int]:
    """How many pictures of the person are here, by the key of the line."""
    return Counter(inspection.photos.filter(author_name=user.email).values_list("line_key", flat=True))
