"""Every page of the house: axe finds nothing, a phone never scrolls sideways, nothing fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page

from tests.browser import PHONE
from tests.journeys.places import Place, places
from tests.journeys.walking import assert_accessible, assert_fits, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NO_PAGE = {
    "static",
    "vendor.file",
    "health.healthz",
    "health.readyz",
    "listings.geojson",
    "listings.photograph",
    "listings.card",
}
"""What answers a GET with something other than a whole page."""


def walk(server: LiveServer, visitor: Callable[..., Page], **options: object) -> Iterator[tuple[Page, Place]]:
    """Open every place as its actor and yield it, one browser context for each actor."""
    by_actor = sorted(places(server), key=lambda place: place.actor or "")
    for actor, group in groupby(by_actor, key=lambda place: place.actor):
        page = visitor(**options)
        if actor is not None:
            sign_in(page, server, actor)
        for place in group:
            page.goto(place.path)
            yield page, place


def test_every_page_is_among_the_places(live_server: LiveServer) -> None:
    routes = json.loads(live_server.run("routes", "--json"))
    pages = {
        route["endpoint"]
        for route in routes
        if route["method"] == "GET" and not route["path"].startswith("/api/")
    }

    assert pages - NO_PAGE == {place.endpoint for place in places(live_server)}


def test_axe_objects_to_nothing_on_any_page(live_server: LiveServer, visitor: Callable[..., Page]) -> None:
    faults = []
    for page, place in walk(live_server, visitor):
        try:
            assert_accessible(page, place.path)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_axe_objects_to_nothing_in_the_dark(live_server: LiveServer, visitor: Callable[..., Page]) -> None:
    faults = []
    for page, place in walk(live_server, visitor, color_scheme="dark"):
        try:
            assert_accessible(page, f"{place.path} (dark)")
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_no_page_scrolls_sideways_on_a_phone(live_server: LiveServer, visitor: Callable[..., Page]) -> None:
    faults = []
    for page, place in walk(live_server, visitor, viewport=PHONE, has_touch=True):
        try:
            assert_fits(page, place.path)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)
