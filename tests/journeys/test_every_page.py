"""Every page of the house: axe finds nothing, a phone never scrolls sideways, nothing fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Page

from tests.browser import DESKTOP, PHONE
from tests.journeys.places import Place, places
from tests.journeys.walking import faults_of_access, faults_of_width, sign_in
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
    "listings.materials",
    "materials.waste_code_suggestions",
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


def test_every_page_is_sound_in_light_and_dark_and_fits_a_phone(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    faults = []
    for page, place in walk(live_server, visitor, reduced_motion="reduce"):
        tried = f"{place.path} as {place.actor or 'anybody'}"
        faults += faults_of_access(page, tried)
        page.emulate_media(color_scheme="dark")
        faults += faults_of_access(page, f"{tried}, in the dark", rules=["color-contrast"])
        page.set_viewport_size(PHONE)
        faults += faults_of_width(page, f"{tried}, on a phone")
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
    assert not faults, "\n".join(faults)


def test_a_phone_in_the_hand_meets_the_same_rules(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    phone = visitor(viewport=PHONE, has_touch=True)
    faults = []
    for path in ("/", "/listings?place=Strasbourg", "/sign-up", "/territories/epci:246700488"):
        phone.goto(path)
        faults += faults_of_access(phone, f"{path} on a phone")
    assert not faults, "\n".join(faults)
