"""The finder in a file writes numbers itself: as the browser would, which knows every language."""

import pytest
from django.contrib.staticfiles import finders

_BOTH = """([language, numbers, digits]) => {
  const wording = new Wording(language, {}, {});
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return numbers.map((n) => [wording.number(n, digits), format.format(n)]);
}"""
WHOLE = [0, 7, 10, 99, 100, 999, 1000, 1234, 9999, 10000, 12345, 99999, 100000, 999999, 1234567]
DECIMAL = [0, 0.04, 0.05, 0.25, 0.95, 1, 1.25, 1.3, 9.949, 9.95, 10, 999.94, 999.95, 1000, 1234.56, 12345.67]


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
@pytest.mark.parametrize(("digits", "numbers"), [(0, WHOLE), (1, DECIMAL)])
def test_numbers_are_written_as_the_browser_writes_them(browser, tmp_path, language, digits, numbers):
    with open(finders.find("finder/offline/wording.js"), encoding="utf-8") as file:  # noqa: PTH123
        script = file.read() + "\nObject.assign(window, { Wording });"
    (tmp_path / "wording.html").write_text(f"<script type=module>{script}</script>", encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto((tmp_path / "wording.html").as_uri())
    pairs = page.evaluate(_BOTH, [language, numbers, digits])
    page.context.close()
    assert [ours for ours, _theirs in pairs] == [theirs for _ours, theirs in pairs]
