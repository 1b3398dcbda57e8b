"""Moments that are written into forms of the desk are by the clocks of the place that they are about."""

from datetime import UTC, datetime

import pytest

from punkt_web.dashboard.forms.moments import LocalForm, MomentField


class When(LocalForm):
    at = MomentField()


@pytest.mark.parametrize(("country", "hour"), [("UA", 10), ("SE", 11), ("", 10)])
def test_a_moment_is_one_of_the_clocks_there(country, hour):
    form = When({"at": "2026-01-15T12:00"}, country=country)
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 1, 15, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-03-29T03:30", "2026-10-25T03:30", "1066-10-14T09:00", "9999-12-31T23:59", "soon"]
)
def test_an_hour_that_clocks_skip_or_show_twice_and_a_slip_of_the_hand_are_refused(text):
    form = When({"at": text}, country="UA")
    assert not form.is_valid()
    assert form.errors["at"]
