"""Takes the pictures of the README from a running demo: ``make run`` in one terminal, this in another.

.venv/bin/python scripts/screenshots.py [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).resolve().parents[1] / "docs" / "images"
PASSWORD = "demo-of-punkt"  # noqa: S105 - of every demo account, as `make run` prints it
CHROMIUM = "/usr/bin/chromium"
KHARKIV = "/?q=%D0%A5%D0%B0%D1%80%D0%BA%D1%96%D0%B2&need=heat&need=charging"


class Shot(NamedTuple):
    """One picture: file name, address, width in px, colours, language, and who is signed in."""

    name: str
    address: str
    width: int
    colours: str
    language: str
    email: str = ""


SHOTS = (
    Shot("finder-phone", KHARKIV, 360, "light", "uk"),
    Shot("finder-dark", "/?q=Tartu&need=heat", 360, "dark", "et"),
    Shot("desk-list", "/desk/points/", 1280, "light", "en", "coordinator@demo.example"),
    Shot("desk-live", "/desk/live/", 1280, "light", "en", "region@demo.example"),
    Shot("desk-board", "/desk/", 1280, "light", "en", "coordinator@demo.example"),
    Shot("import", "/desk/import/", 1280, "light", "en", "coordinator@demo.example"),
)


def page_of(browser: Browser, base: str, shot: Shot) -> Page:
    """A page that shows what the picture is of."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": 780 if shot.width < 600 else 860},
        color_scheme="dark" if shot.colours == "dark" else "light",
        locale=shot.language,
    )
    page = context.new_page()
    if shot.email:
        page.goto(f"{base}/accounts/login/")
        page.fill("input[name=login]", shot.email)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/desk/**")
    page.goto(base + shot.address)
    return page


def main(base: str) -> None:
    """Takes all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            page_of(browser, base, shot).screenshot(path=OUT / f"{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
