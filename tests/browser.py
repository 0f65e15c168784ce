"""A real Chromium whose pages fail the test when anything on them does."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


def chromium() -> Path | None:
    """Return the installed Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return None


@dataclass
class Watch:
    """Everything that went wrong on the pages of one test."""

    base_url: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        """Watch a page and return it."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        # A page answered with 422 is logged as a failed load; answers are judged by `_response`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" != self.base_url:
            self.faults.append(f"left the site: {request.url}")

    def _response(self, response: Response) -> None:
        is_part = response.request.resource_type in {"script", "stylesheet", "image", "font"}
        if response.status >= 500 or (is_part and response.status >= 400):
            self.faults.append(f"{response.status}: {response.url}")


def new_page(browser: Browser, watch: Watch, **options: Any) -> Page:
    """Return a page of a visitor of its own: a desktop in French unless the options say otherwise."""
    given: dict[str, Any] = {"viewport": DESKTOP, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
    context = browser.new_context(base_url=watch.base_url, **{**given, **options})
    context.set_default_timeout(15_000)
    return watch.over(context.new_page())
