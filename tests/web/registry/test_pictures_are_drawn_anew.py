"""An uploaded picture keeps its pixels and nothing else; what is no picture, or too much of one, is refused."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import IFDRational

from punkt.errors import InvalidValue
from punkt_web.registry.actions import photos
from punkt_web.registry.actions.photos import add_photo, redrawn, remove_photo
from punkt_web.registry.models import PointPhoto
from tests.web.registry.conftest import ACTOR, MakePoint


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> BytesIO:
    out = BytesIO()
    Image.new(mode, size, more.pop("colour", "red")).save(out, kind, **more)  # type: ignore[arg-type]
    out.seek(0)
    return out


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_pictures_of_a_phone_are_taken(kind: str, mode: str) -> None:
    made = opened(redrawn(picture(kind, mode=mode, colour=0 if mode == "P" else "red")))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (64, 48))


def test_a_large_picture_becomes_1600_pixels_long() -> None:
    assert opened(redrawn(picture(size=(4000, 1000)))).size == (1600, 400)


def test_position_device_and_comments_are_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Planted Phone"
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (IFDRational(49), IFDRational(59), IFDRational(7))
    sent = picture(exif=exif, comment=b"planted comment", icc_profile=b"planted profile")
    assert b"Planted" in sent.getvalue()
    content = redrawn(sent)
    assert b"lanted" not in content
    made = opened(content)
    assert dict(made.getexif()) == {}
    assert made.size == (48, 64)
    assert "comment" not in made.info
    assert "icc_profile" not in made.info


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_to_hold_a_camera_is_turned_as_it_should(orientation: int) -> None:
    marked = Image.new("RGB", (64, 48), "white")
    marked.paste("red", (0, 0, 32, 24))
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = orientation
    marked.save(out, "JPEG", exif=exif)
    wanted = ImageOps.exif_transpose(opened(out.getvalue()))
    made = opened(redrawn(BytesIO(out.getvalue())))
    assert made.size == wanted.size
    spots = [(5, 5), (wanted.width - 6, 5), (5, wanted.height - 6), (wanted.width - 6, wanted.height - 6)]
    assert [made.getpixel(spot)[1] < 99 for spot in spots] == [wanted.getpixel(spot)[1] < 99 for spot in spots]


@pytest.mark.parametrize("kind", [1, 2], ids=["bytes", "text"])
def test_what_a_camera_wrote_wrongly_beside_the_picture_does_no_harm(kind: int) -> None:
    # Its resolution (0x011a) is a fraction; it is turned by 90 degrees.
    told = struct.pack(">HHI4s", 0x011A, kind, 1, b"9\0\0\0")
    turned = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + turned + told + struct.pack(">I", 0)
    assert opened(redrawn(picture(exif=exif))).size == (48, 64)


def test_what_is_transparent_becomes_white() -> None:
    made = opened(redrawn(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert made.getpixel((5, 5)) == (255, 255, 255)


def bomb(width: int, height: int) -> BytesIO:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.parametrize(
    "sent",
    [
        BytesIO(b""),
        BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        BytesIO(b"GIF89a" + bytes(40)),
        picture("GIF"),
        picture("BMP"),
        BytesIO(picture(size=(300, 300)).getvalue()[:400]),
        bomb(30_000, 30_000),
        bomb(8_000, 8_000),
    ],
    ids=["empty", "svg", "broken gif", "gif", "bmp", "cut off", "bomb", "small bomb"],
)
def test_what_is_no_usable_picture_is_refused(sent: BytesIO) -> None:
    with pytest.raises(InvalidValue) as refused:
        redrawn(sent)
    assert refused.value.where == "image"


def test_a_file_that_is_too_large_is_refused_before_it_is_read_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 100)
    with pytest.raises(InvalidValue, match="larger"):
        redrawn(picture(size=(500, 500)))


def test_a_picture_needs_words_for_those_who_cannot_see_it(make_point: MakePoint) -> None:
    with pytest.raises(InvalidValue) as refused:
        add_photo(ACTOR, make_point(), picture(), description="  ")
    assert refused.value.where == "description"
    assert not PointPhoto.objects.exists()


def test_a_point_has_at_most_so_many_pictures(make_point: MakePoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_PHOTOS", 1)
    point = make_point()
    add_photo(ACTOR, point, picture(), description="door")
    with pytest.raises(InvalidValue):
        add_photo(ACTOR, point, picture(), description="door")


def test_a_removed_picture_is_gone_from_the_disk(
    make_point: MakePoint, django_capture_on_commit_callbacks: object
) -> None:
    photo = add_photo(ACTOR, make_point(), picture(), description="door")
    path = Path(photo.image.path)
    assert path.is_file()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_photo(ACTOR, photo)
    assert not path.exists()
    assert not PointPhoto.objects.exists()
