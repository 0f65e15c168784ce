"""The same house without JavaScript: everything but the moving map is there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import path_of, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def plain(visitor: Callable[..., Page]) -> Page:
    """Return the page of a browser that runs no script."""
    return visitor(java_script_enabled=False)


def test_a_search_from_the_front_page_lists_what_is_near_with_distances(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("Où êtes-vous ?").fill("67000 Strasbourg")
    plain.get_by_role("search").get_by_role("button").click()

    expect(plain).to_have_url(re.compile(r"/listings\?.*place="))
    cards = plain.locator("article.lot")
    assert cards.count() > 3
    expect(cards.first.locator(".lot-distance")).to_have_text(re.compile(r"\d\s*(m|km)"))
    cards.first.get_by_role("link").first.click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    assert path_of(plain).startswith("/listings/")


def test_a_search_is_narrowed_paged_and_widened_again(plain: Page) -> None:
    plain.goto("/listings?place=Strasbourg&radius_km=100")
    everything = plain.locator("[data-results-count]").inner_text()
    plain.get_by_label("Matière").select_option("wood")
    plain.get_by_role("search").get_by_role("button", name="Chercher").click()
    expect(plain.locator("[data-results-count]")).not_to_have_text(everything)
    expect(plain.locator("article.lot").first.locator(".lot-material")).to_have_text(
        re.compile("bois|palettes|sciure|liège", re.IGNORECASE)
    )
    plain.locator(".chip", has_text="Bois").click()
    expect(plain.locator("[data-results-count]")).to_have_text(everything)
    first = plain.locator(".lot-title").first.inner_text()
    plain.get_by_role("link", name="Page suivante").click()
    expect(plain.locator(".lot-title").first).not_to_have_text(first)


def test_an_unknown_place_says_so_and_loses_nothing(plain: Page) -> None:
    plain.goto("/listings?place=Nulle-Part-Du-Tout&q=palettes")

    expect(plain.get_by_label("Lieu ou code postal")).to_have_value("Nulle-Part-Du-Tout")
    expect(plain.get_by_label("Mots")).to_have_value("palettes")
    expect(plain.locator(".fault").first).to_be_visible()


def test_a_listing_is_written_and_published_without_script(plain: Page, live_server: LiveServer) -> None:
    sign_in(plain, live_server, "other_company_member")
    plain.goto("/listings/new")
    plain.get_by_label("Titre").fill("Tasseaux de sapin sans script")
    plain.get_by_label("Matière", exact=True).select_option("wood-offcuts")
    plain.get_by_label("Quantité").fill("82")
    plain.get_by_role("button", name="Publier", exact=True).click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("Tasseaux de sapin sans script")
    expect(plain.locator(".lot-mass")).to_contain_text("82")
