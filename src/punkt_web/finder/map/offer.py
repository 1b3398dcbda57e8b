"""What a page needs to know to open its map."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt_web.finder.asking import Where
from punkt_web.finder.map.operator import OperatorMap, operator_map
from punkt_web.finder.network import Network, RecheckedNetwork
from punkt_web.ui.static_text import has_static

_LEAFLET = "vendor/leaflet/leaflet.js"
_DRAWER = "vendor/protomaps-leaflet/protomaps-leaflet.js"


@dataclass(frozen=True, slots=True)
class MapOffer:
    """The base map (``plain``, ``pictures`` or ``shapes``), and what is looked at first.

    ``max_zoom`` is the nearest look at the operator's tiles, ``None`` for the plain map, which has every one. ``start``
    is what the map shows where the page has no point, ``asked`` the place that was asked for, both in degrees.
    """

    kind: str
    credits: str
    max_zoom: int | None
    start: str
    asked: str

    @property
    def is_plain(self) -> bool:
        """Whether land and borders are drawn roughly and streets not at all."""
        return self.kind == "plain"


def map_offer(network: Network | RecheckedNetwork, where: Where | None = None) -> MapOffer | None:
    """The map of a page; ``None`` where set-up could not bring what draws it, or there is nothing to show."""
    if network.around is None or not has_static(_LEAFLET):
        return None
    given = operator_map()
    return MapOffer(
        kind=_kind(given),
        credits=given.attribution if given else _("Land: Natural Earth. Names: GeoNames."),
        max_zoom=given.max_zoom if given else None,
        start=",".join(map(str, network.around)),
        asked=f"{where.latitude:.5f},{where.longitude:.5f}" if where else "",
    )


def _kind(given: OperatorMap | None) -> str:
    if given is None or (given.is_drawn_here and not has_static(_DRAWER)):
        return "plain"
    return "shapes" if given.is_drawn_here else "pictures"
