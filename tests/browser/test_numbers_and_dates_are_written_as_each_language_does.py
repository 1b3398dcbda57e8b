"""The finder in a file writes numbers and dates itself: as the browser would, which knows every language.

English is that of Britain: the pages have the day first and 24 hours too.
"""

import pytest

_NUMBERS = """([language, numbers, digits]) => {
  const wording = new Wording(language, {}, {});
  const locale = language === "en" ? "en-GB" : language;
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return numbers.map((n) => [wording.number(n, digits), format.format(n)]);
}"""
_DATES = """([language, moments]) => {
  const wording = new Wording(language, {}, {});
  const locale = language === "en" ? "en-GB" : language;
  return moments.map((text) => new Date(text)).flatMap((moment) => [
    [wording.time(moment), moment.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" })],
    [wording.day(moment), moment.toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" })],
  ]);
}"""
LANGUAGES = ["uk", "en", "et", "sv"]
WHOLE = [0, 7, 10, 99, 100, 999, 1000, 1234, 9999, 10000, 12345, 99999, 100000, 999999, 1234567]
DECIMAL = [0, 0.04, 0.05, 0.25, 0.95, 1, 1.25, 1.3, 9.949, 9.95, 10, 999.94, 999.95, 1000, 1234.56, 12345.67]
MOMENTS = [
    f"{year}-{month:02}-{day:02}T{hour}Z"
    for month in range(1, 13)
    for year, day, hour in (
        (2026, 1, "00:00"),
        (2026, 3, "00:07"),
        (2027, 10, "09:59"),
        (2028, 28, "11:05"),
        (2026, 11, "12:00"),
        (2030, 22, "23:59"),
    )
]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=["UTC", "Europe/Kyiv", "America/New_York"])
def timezone(request):
    return request.param


@pytest.fixture
def pairs(page_with_scripts):
    """Gives what the finder writes and what the browser writes, for a script that asks both."""

    def asking(both, *arguments, timezone="UTC"):
        return page_with_scripts("Wording", timezone=timezone).evaluate(both, list(arguments))

    return asking


@pytest.mark.parametrize(("digits", "numbers"), [(0, WHOLE), (1, DECIMAL)])
def test_numbers_are_written_as_the_browser_writes_them(pairs, language, digits, numbers):
    found = pairs(_NUMBERS, language, numbers, digits)
    assert [ours for ours, _theirs in found] == [theirs for _ours, theirs in found]


def test_dates_are_written_as_the_browser_writes_them(pairs, language, timezone):
    found = pairs(_DATES, language, MOMENTS, timezone=timezone)
    assert [ours for ours, _theirs in found] == [theirs for _ours, theirs in found]
