"""Milliseconds until the finder in a file answers, in Chromium with its processor slowed down six times.

    PUNKT_HOME=... python benchmarks/file_in_browser.py [TERRITORY]

Opens the HTML file of a territory (of the whole network without a code), from the installation in PUNKT_HOME, and asks
it for the middle of its points. Counted is from the start of the navigation: to the page that is ready to be asked (the
file parsed, its signatures checked, both packs read), and to the first card of an answer that is asked at once.
Reach: 1,000 ms for the whole of Ukraine.
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

SLOWER = 6
_RUNS = 5
_ANSWERED = """async (place) => {
  while (!document.querySelector("#about")?.textContent) await new Promise((done) => setTimeout(done));
  const ready = performance.now();
  document.querySelector("#q").value = place;
  document.querySelector("#search").requestSubmit();
  while (!document.querySelector("#answer .card")) await new Promise((done) => setTimeout(done));
  return [ready, performance.now()];
}"""


def made(territory: str, folder: Path) -> tuple[Path, int, str]:
    """The file, how many points it holds, and the middle of them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "punkt_web.settings")
    django.setup()
    from punkt import clock
    from punkt_web.finder.offline import offline_html
    from punkt_web.finder.packs import make_live_pack, make_static_pack

    static = make_static_pack(territory, at=clock.now())
    html = offline_html(static, make_live_pack(static, at=clock.now()))
    path = folder / "finder.html"
    path.write_text(html, encoding="utf-8")
    placed = [(one.latitude, one.longitude) for one in static.published if one.latitude and one.longitude]
    middle = ", ".join(f"{statistics.median(place[axis] for place in placed):.4f}" for axis in (0, 1))
    return path, len(static.published), middle


def measured(browser: Any, path: Path, middle: str, slower: int) -> tuple[float, float]:
    """Milliseconds to a page that can be asked, and to its answer."""
    page = browser.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(path.as_uri(), wait_until="commit")
    ready, answered = page.evaluate(_ANSWERED, middle)
    page.close()
    return ready, answered


def main() -> None:
    """Prints the medians of a few runs, as fast as this machine is and slowed down."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        path, n_points, middle = made(sys.argv[1] if len(sys.argv) > 1 else "", Path(folder))
        print(f"{n_points} points, {path.stat().st_size:,} bytes of HTML, asked for {middle}")
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            for slower in (1, SLOWER):
                runs = [measured(browser, path, middle, slower) for _run in range(_RUNS)]
                ready, answered = (statistics.median(column) for column in zip(*runs, strict=True))
                print(f"  processor / {slower}: ready {ready:.0f} ms, answered {answered:.0f} ms")
            browser.close()


if __name__ == "__main__":
    main()
