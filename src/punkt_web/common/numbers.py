"""Numbers as a reader writes them."""

from django.utils.formats import number_format


def shown_number(number: float, *, places: int = 1) -> str:
    """Rounded to at most ``places``; a whole number without any: "6" and "6.5"."""
    rounded = round(float(number), places)
    return str(number_format(int(rounded) if rounded.is_integer() else rounded))
