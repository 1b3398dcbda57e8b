"""What the legal kinds of points are called that standards name; the registry may have more of its own."""

from collections.abc import Mapping

from punkt.wording import gettext_noop as _

KIND_LABELS: Mapping[str, str] = {
    "ua-stationary": _("stationary point (Ukraine)"),
    "ua-mobile": _("mobile point (Ukraine)"),
    "ua-support": _("support point (Ukraine)"),
    "ua-business": _("point of a business (Ukraine)"),
    "ee-centre": _("resilience centre (Estonia)"),
    "ee-evacuation": _("place of evacuation (Estonia)"),
    "se-safety-point": _("safety point (Sweden)"),
}
"""Texts to translate, by code; a kind that is not here is told by its code."""
