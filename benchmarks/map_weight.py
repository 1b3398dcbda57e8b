"""Bytes of an answer with its map closed and open, as they come over the wire to Chromium with nothing kept.

    python benchmarks/map_weight.py [ADDRESS [PATH]]

ADDRESS is a running site (without one, a site is started with the demo network), PATH the answer (else Kyiv).
Reach: the answer with all layers of the map in at most 153,600 bytes (150 KiB), on a phone and on a desk. The packs
that a device keeps for later come by themselves and are counted apart.
"""

import sys
from collections import Counter
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlsplit

from _demo_site import demo_site  # beside this script

REACH = 150 * 1024
_SCREENS = {"phone": (360, 740), "desk": (1280, 800)}


def layer_of(path: str) -> str:
    """What a file is counted under."""
    if "/leaflet/" in path or "/protomaps-leaflet/" in path:
        return "library"
    if path.startswith("/map/"):
        return f"tiles of {path.split('/')[2]}"
    if path.startswith(("/packs/", "/sw.js", "/offline")) or "/offline/" in path:
        return "kept for later"
    return "page and its own files"


def weights(browser: Any, address: str, path: str, size: tuple[int, int]) -> Counter[str]:
    """Bytes by layer."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    of_request: dict[str, str] = {}
    found: Counter[str] = Counter()
    session.on("Network.requestWillBeSent", lambda sent: of_request.update({sent["requestId"]: sent["request"]["url"]}))

    def came(event: dict[str, Any]) -> None:
        found[layer_of(urlsplit(of_request[event["requestId"]]).path)] += int(event["encodedDataLength"])

    session.on("Network.loadingFinished", came)
    page.goto(address + path, wait_until="networkidle")
    page.locator("[data-open]").click()
    page.locator(".map-box .leaflet-tile-loaded").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    context.close()
    return found


def main() -> int:
    """Prints the figures; exit status 1 when an answer with its map is over the reach."""
    path = sys.argv[2] if len(sys.argv) > 2 else "/?q=Kyiv"
    with nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else demo_site() as address:
        return print_weights(address, path)


def print_weights(address: str, path: str) -> int:
    """Prints the figures of a site; 1 when one is over the reach."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - of the development environment

    heaviest = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, size in _SCREENS.items():
            found = weights(browser, address, path, size)
            total = sum(n_bytes for layer, n_bytes in found.items() if layer != "kept for later")
            heaviest = max(heaviest, total)
            print(f"{name}: {total:,} bytes of {REACH:,}")
            for layer, n_bytes in found.most_common():
                print(f"  {layer:<24} {n_bytes:>8,}")
        browser.close()
    return int(heaviest > REACH)


if __name__ == "__main__":
    sys.exit(main())
