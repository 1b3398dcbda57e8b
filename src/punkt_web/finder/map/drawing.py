"""A tile of the plain map as a picture: SVG, light or dark as the device wants it."""

from functools import lru_cache
from html import escape

from punkt.geo.mercator import Tile
from punkt_web.finder.map.land import TILE_PX, Land
from punkt_web.finder.map.settlements import Name, settlements

# Colours are those of the style sheet where it has them; names keep 4.5:1 against land and sea.
_STYLE = (
    "rect{fill:#d5e3ec}path{fill:#f6f4ee;stroke:#8b8f96;stroke-width:2}"
    "text{font:500 13px system-ui,sans-serif;fill:#343a44;stroke:#f6f4ee;stroke-width:3px;paint-order:stroke}"
    "circle{fill:#4a5260}"
    "@media(prefers-color-scheme:dark){rect{fill:#0c2230}path{fill:#1b1f25;stroke:#69727f}"
    "text{fill:#d3d9e0;stroke:#1b1f25}circle{fill:#b3bcc8}}"
)


@lru_cache(maxsize=512)
def tile_picture(land: Land, tile: Tile, language: str) -> str:
    """The picture of a tile; names are in ``language`` where the gazetteer has them."""
    path = land.path(tile)
    shapes = f'<path transform="scale(.5)" d="{path}"/>' if path else ""
    names = "".join(_written(name) for name in settlements().names(tile, language))
    size = f'width="{TILE_PX}" height="{TILE_PX}" viewBox="0 0 {TILE_PX} {TILE_PX}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_STYLE}</style>'
        f'<rect width="{TILE_PX}" height="{TILE_PX}"/>{shapes}{names}</svg>'
    )


def _written(name: Name) -> str:
    text = escape(name.text, quote=False)
    return (
        f'<circle cx="{name.x}" cy="{name.y}" r="2.5"/><text x="{name.x + 6:.1f}" y="{name.y + 4.5:.1f}">{text}</text>'
    )
