"""Pictures of a point: every upload is drawn anew, so that it carries no position, no device and no hidden part."""

import struct
import warnings
from datetime import date
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import ExifTags, Image, UnidentifiedImageError

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, PointPhoto

MAX_BYTES = 15 * 1024 * 1024
"""Of an upload: a phone's picture is 3 to 12 MB (decision of ours)."""
MAX_PIXELS = 60_000_000
"""Before decoding: phones take up to 50 million; more is a bomb or of no use (decision of ours)."""
LONGEST_SIDE = 1600
MAX_PHOTOS = 12
_FORMATS = ("JPEG", "PNG", "WEBP")
_UNREADABLE = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, struct.error, Image.DecompressionBombError
)  # fmt: skip
"""What the library of pictures raises for bytes that are none."""
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is made upright, by the orientation of its camera (Exif 2.3, 4.6.4 A)."""


def redrawn(upload: BinaryIO) -> bytes:
    """A JPEG of the picture, at most ``LONGEST_SIDE`` pixels long, upright, with nothing but its pixels.

    Raises ``InvalidValue`` for what is too large or no picture.
    """
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InvalidValue(_("The picture is larger than 15 MB."), where="image", remedy=_("Send a smaller one."))
    try:
        return _redrawn(content)
    except _UNREADABLE as fault:
        raise InvalidValue(
            _("This file cannot be read as a picture."), where="image", remedy=_("Send a JPEG, PNG or WebP picture.")
        ) from fault


def _redrawn(content: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures that are merely odd; size is checked here
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise InvalidValue(
                    _("The picture has too many pixels."), where="image", remedy=_("Send a smaller one.")
                )
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = _upright(picture).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Only the orientation is read: to write the rest anew, as the library would, fails for odd but good pictures."""
    turned = _TURNED.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    return picture if turned is None else picture.transpose(turned)


@transaction.atomic
def add_photo(
    actor: Actor, point: Point, upload: BinaryIO, *, description: str, taken_on: date | None = None
) -> PointPhoto:
    """Keeps a picture. Raises ``InvalidValue`` without a description, or for what is no usable picture."""
    description = one_line(description)[:300]
    if not description:
        raise InvalidValue(_("Say what the picture shows: some people cannot see it."), where="description")
    if PointPhoto.objects.filter(point=point).count() >= MAX_PHOTOS:
        raise InvalidValue(
            _("The point has %(limit)s pictures."),
            where="image",
            remedy=_("Remove one first."),
            values={"limit": MAX_PHOTOS},
        )
    picture = redrawn(upload)
    lock_points([point.pk])
    photo = PointPhoto(point=point, description=description, taken_on=taken_on)
    photo.image.save(f"{new_ulid()}.jpg", ContentFile(picture), save=True)
    Point.objects.filter(pk=point.pk).update(updated_at=clock.now())
    record(actor, Write("add photo", "point", point.code, {}, _snapshot(photo)))
    publish_revision()
    return photo


@transaction.atomic
def remove_photo(actor: Actor, photo: PointPhoto) -> None:
    """Deletes a picture, its file included."""
    before, code, image = _snapshot(photo), photo.point.code, photo.image
    lock_points([photo.point_id])
    photo.delete()
    Point.objects.filter(pk=photo.point_id).update(updated_at=clock.now())
    record(actor, Write("remove photo", "point", code, before, {}))
    publish_revision()
    transaction.on_commit(lambda: image.delete(save=False))


def _snapshot(photo: PointPhoto) -> dict[str, object]:
    taken_on = photo.taken_on.isoformat() if photo.taken_on else None
    return {"photo": photo.pk, "description": photo.description, "taken_on": taken_on}
