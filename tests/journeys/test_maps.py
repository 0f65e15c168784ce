"""Maps without tiles: outlines and names of towns, fetched from the house when the view needs them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def fetched(page: Page) -> list[str]:
    """Return the list that outlines fetched from now on are added to."""
    names: list[str] = []

    def note(request: Request) -> None:
        found = re.search(r"/outlines/(.+)\.json", request.url)
        if found:
            names.append(found[1])

    page.on("requestfinished", note)
    return names


def test_a_search_draws_the_communes_in_view_and_wider_layers_from_afar(
    page: Page, live_server: LiveServer
) -> None:
    names = fetched(page)
    page.goto("/listings?place=67000&radius_km=5")
    expect(page.locator(".map-land").first).to_be_attached()
    expect(page.locator(".map-town", has_text="Strasbourg").first).to_be_attached()

    assert names[0] == "index"
    assert "communes/67" in names
    assert not {"communes/54", "communes/75", "epci", "country"} & set(names)

    for _ in range(6):
        page.locator(".leaflet-control-zoom-out").click()
        page.wait_for_timeout(250)
    expect(page.locator(".map-line")).to_have_count(0)
    expect(page.locator(".map-border").first).to_be_attached()

    assert {"regions", "departements", "epci", "country"} & set(names)
    assert len(names) == len(set(names)), "nothing is fetched twice"


def test_a_territory_is_marked_on_its_map(page: Page, live_server: LiveServer) -> None:
    for key in ("commune:67482", "epci:246700488", "region:44"):
        page.goto(f"/territories/{key}")
        expect(page.locator(".map-outline-here")).to_have_count(1)
        assert page.locator(".map-outline-here").bounding_box()


def test_no_map_is_offered_of_a_territory_whose_outline_is_not_known(
    page: Page, live_server: LiveServer
) -> None:
    page.goto("/territories/country:LU")

    expect(page.locator("[data-map]")).to_have_count(0)
