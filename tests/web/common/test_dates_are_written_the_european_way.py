"""Dates and times by locale: the day first, 24 hours, in each of the four languages."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation

MOMENT = datetime(2026, 11, 24, 18, 37, tzinfo=UTC)


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
@pytest.mark.parametrize("form", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "DATE_FORMAT", "SHORT_DATE_FORMAT"])
def test_no_american_order_and_no_half_days(language: str, form: str) -> None:
    with translation.override(language):
        written = formats.date_format(MOMENT, form)
    assert "11/24" not in written
    assert not written.startswith("Nov")
    assert not any(half in written for half in ("p.m", "a.m", "PM", "AM", "p.l", "e.l"))
    if "TIME" in form:
        assert "18:37" in written


@pytest.mark.parametrize(
    ("language", "written"),
    [("uk", "7 грудня 2026"), ("en", "7 December 2026"), ("et", "7. detsember 2026"), ("sv", "7 december 2026")],
)
def test_a_day_has_no_nought_before_it(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(MOMENT.replace(month=12, day=7), "DATE_FORMAT") == written
        assert formats.date_format(MOMENT.replace(month=12, day=7), "DATETIME_FORMAT").startswith(written)
