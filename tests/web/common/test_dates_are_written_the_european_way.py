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
