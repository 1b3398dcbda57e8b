"""Plain pictures for the inspections of the demo: drawings by code, which say in words that they are no photos."""

from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 480)
SAYS = "DEMO: a drawing, not a photo"
"""Within the picture, in the letters that the font of the library of pictures has; its description says it again."""
_WALL, _FLOOR, _LINE, _MISSING, _PAPER = "#eef1f4", "#d5dbe1", "#3b4650", "#a3261d", "#ffffff"
_FLOOR_LEVEL = 380


def drawing_of(label: str) -> bytes:
    """A JPEG of a room with an empty place where ``label`` (English) should be."""
    picture = Image.new("RGB", SIZE, _WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _FLOOR_LEVEL, *SIZE), fill=_FLOOR)
    draw.line((0, _FLOOR_LEVEL, SIZE[0], _FLOOR_LEVEL), fill=_LINE, width=3)
    _door(draw)
    _empty_place(draw, label)
    draw.rectangle((0, 0, SIZE[0], 46), fill=_LINE)
    draw.text((16, 8), SAYS, font=ImageFont.load_default(size=26), fill=_PAPER)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _door(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((470, 150, 590, _FLOOR_LEVEL), outline=_LINE, width=4, fill=_PAPER)
    draw.ellipse((486, 262, 502, 278), fill=_LINE)


def _empty_place(draw: ImageDraw.ImageDraw, label: str) -> None:
    left, top, right, bottom = 60, 110, 400, 330
    for start in range(left, right, 24):
        draw.line((start, top, start + 12, top), fill=_MISSING, width=4)
        draw.line((start, bottom, start + 12, bottom), fill=_MISSING, width=4)
    for start in range(top, bottom, 24):
        draw.line((left, start, left, start + 12), fill=_MISSING, width=4)
        draw.line((right, start, right, start + 12), fill=_MISSING, width=4)
    words = "\n".join(wrap(label, 24)[:4])
    draw.multiline_text(
        ((left + right) // 2, (top + bottom) // 2),
        words,
        font=ImageFont.load_default(size=26),
        fill=_LINE,
        anchor="mm",
        align="center",
        spacing=8,
    )
