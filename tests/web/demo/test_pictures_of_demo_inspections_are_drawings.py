"""The pictures of the demo's inspections are drawings, say so, and belong to lines that failed."""

from io import BytesIO

import pytest
from PIL import Image

from punkt_web.demo import actions
from punkt_web.demo.drawings import SIZE, drawing_of
from punkt_web.readiness.models import InspectionPhoto, InspectionSheet
from punkt_web.registry.models import PointPhoto


def test_a_drawing_is_a_small_picture_without_anything_hidden_and_another_label_is_another_drawing() -> None:
    content = drawing_of("Fire extinguishers")
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", SIZE, {})
    assert len(content) < 60_000
    assert drawing_of("Toilets") != content
    assert drawing_of("Toilets") == drawing_of("Toilets")


@pytest.mark.django_db
def test_a_few_failed_lines_have_a_drawing_that_says_what_it_is() -> None:
    actions.load_demo(seed=1, scale=0.02)
    photos = list(InspectionPhoto.objects.select_related("inspection"))
    assert 0 < len(photos) <= 6
    for photo in photos:
        assert photo.description == "DEMO: малюнок, а не фотографія"
        assert photo.point.is_demo
        sheets = InspectionSheet.objects.filter(inspection=photo.inspection, author=photo.author)
        told = [one for sheet in sheets for one in sheet.answers if one["key"] == photo.line_key]
        assert [one["note"].startswith("DEMO: ") for one in told] == [True]
        with photo.image.open("rb") as file, Image.open(file) as picture:
            assert picture.size == SIZE
    assert not PointPhoto.objects.exists(), "nothing made-up is shown to the public as a picture of a place"
