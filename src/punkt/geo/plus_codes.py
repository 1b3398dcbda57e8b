"""Full plus codes (Open Location Code) read into a place and the radius of their cell.

Specification: github.com/google/open-location-code, Documentation/Specification/specification.md. Ten digits are five
pairs (latitude, longitude) in base 20; each further digit divides the cell into five rows and four columns.
"""

import math
import re

from punkt.errors import InvalidCoordinates
from punkt.geo.distance import EARTH_RADIUS_M
from punkt.model.position import Position
from punkt.wording import gettext_noop as _

_DIGITS = "23456789CFGHJMPQRVWX"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_N_PAIR_DIGITS = 10
_MAX_DIGITS = 15  # the specification: further ones are ignored
_FULL_CODE = re.compile(
    rf"(?:[{_DIGITS}]{{8}}\+(?:[{_DIGITS}]{{2,32}})?|[{_DIGITS}]{{2}}0{{6}}\+|[{_DIGITS}]{{4}}0{{4}}\+|[{_DIGITS}]{{6}}00\+)"
)


def is_full_plus_code(text: str) -> bool:
    """Whether the text is a full code; short ones ("CG2F+3X Київ") need a place of reference and are none."""
    return bool(_FULL_CODE.fullmatch(text.upper()))


def position_of_plus_code(code: str) -> Position:
    """The middle of the code's cell, with half the cell's diagonal as accuracy; raises ``InvalidCoordinates``."""
    if not is_full_plus_code(code):
        raise InvalidCoordinates(
            _("%(code)s is not a full plus code."),
            remedy=_("A full one looks like 9G2GFG2F+RG."),
            values={"code": code},
        )
    digits = code.upper().replace("+", "").rstrip("0")
    south, west, cell = -90.0, -180.0, 400.0
    for first, second in zip(digits[:_N_PAIR_DIGITS:2], digits[1:_N_PAIR_DIGITS:2], strict=True):
        cell /= 20.0
        south += _VALUE[first] * cell
        west += _VALUE[second] * cell
    height = width = cell
    for digit in digits[_N_PAIR_DIGITS:_MAX_DIGITS]:
        height, width = height / 5.0, width / 4.0
        row, column = divmod(_VALUE[digit], 4)
        south += row * height
        west += column * width
    latitude, longitude = south + height / 2.0, west + width / 2.0
    if latitude > 90.0 or longitude > 180.0:
        raise InvalidCoordinates(_("The plus code %(code)s names no place on the Earth."), values={"code": code})
    metres_per_degree = math.radians(EARTH_RADIUS_M)
    half_diagonal_m = metres_per_degree * math.hypot(height, width * math.cos(math.radians(latitude))) / 2.0
    return Position(latitude, longitude, accuracy_m=math.ceil(half_diagonal_m * 10.0) / 10.0)
