"""Pictures of the main pages at three widths, light and dark, into `screenshots/`: `make screenshots`.

With `--docs`, instead the few small ones that the README shows, into `docs/images/`.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import FLAGS, chromium
from tests.journeys.places import Place, places
from tests.journeys.walking import sign_in
from tests.journeys_house import LiveServer, environment, run_command

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {"phone": 360, "tablet": 768, "desktop": 1440}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = 900
SETTLE_MS = 400
"""Time for the map to draw its outlines."""

SHOWN = (
    "home.index",
    "home.stories",
    "listings.index",
    "listings.show",
    "listings.new",
    "listings.mine",
    "claims.index",
    "claims.show",
    "claims.new",
    "claims.of_listing",
    "territories.index",
    "territories.show",
    "materials.index",
    "materials.show",
    "materials.waste_codes",
    "materials.waste_code",
    "organisations.show",
    "organisations.members",
    "accounts.sign_in",
    "accounts.show",
    "admin.index",
)
IN_DOCS = {"search": "/listings?place=Strasbourg&radius_km=25", "territory": "/territories/epci:246700488"}
DOCS_WIDTH, DOCS_HEIGHT, DOCS_QUALITY = 1280, 740, 80


def main() -> None:
    """Start the demonstration on a free port, take every picture, and say where they are."""
    program = chromium()
    if program is None:
        sys.exit("Chromium is needed (Debian: apt install chromium).")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        instance = Path(temporary) / "instance"
        accounts = json.loads(run_command(environment(instance), "demo", "--json"))
        server = LiveServer(instance, accounts)
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            folder, taken = (
                _documents(browser, server) if "--docs" in sys.argv else _everything(browser, server)
            )
            browser.close()
        finally:
            server.stop()
    print(f"{taken} pictures in {folder.relative_to(ROOT)}/")


def _everything(browser: Browser, server: LiveServer) -> tuple[Path, int]:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    taken = 0
    for scheme in SCHEMES:
        for device, width in WIDTHS.items():
            for actor, wanted in _by_actor(places(server)).items():
                page = _page(browser, server, width, scheme)
                if actor is not None:
                    sign_in(page, server, actor)
                for number, place in wanted:
                    _settle(page, place.path)
                    name = f"{number:02}-{place.endpoint.replace('.', '-')}-{device}-{scheme}.png"
                    page.screenshot(path=folder / name, full_page=True)
                    taken += 1
                page.context.close()
    return folder, taken


def _by_actor(everywhere: list[Place]) -> dict[str | None, list[tuple[int, Place]]]:
    """Return the numbered places to picture, by who opens them."""
    found: dict[str | None, list[tuple[int, Place]]] = {}
    for number, place in enumerate(everywhere):
        if place.endpoint in SHOWN:
            found.setdefault(place.actor, []).append((number, place))
    return found


def _documents(browser: Browser, server: LiveServer) -> tuple[Path, int]:
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in IN_DOCS.items():
        page = _page(browser, server, DOCS_WIDTH, "light")
        if name == "territory":
            sign_in(page, server, "territorial_reader")
        _settle(page, path)
        if name == "territory":
            page.locator(".figure-diverted").evaluate("one => scrollTo(0, one.offsetTop - 24)")
        with Image.open(io.BytesIO(page.screenshot())) as picture:
            picture.convert("RGB").crop((0, 0, DOCS_WIDTH, DOCS_HEIGHT)).save(
                folder / f"{name}.webp", "WEBP", quality=DOCS_QUALITY, method=6
            )
        page.context.close()
    return folder, len(IN_DOCS)


def _settle(page: Page, path: str) -> None:
    """Open a page and wait for its map and for the pictures that would wait to be scrolled to."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(one => { one.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLE_MS)


def _page(browser: Browser, server: LiveServer, width: int, scheme: Literal["light", "dark"]) -> Page:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": HEIGHT},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme=scheme,
    )
    return context.new_page()


if __name__ == "__main__":
    main()
