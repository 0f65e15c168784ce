"""With the keyboard alone, and on a phone: every journey can begin."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.journeys.walking import faults_of_width, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/listings")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("^#"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_needs_the_keyboard_only(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Où êtes-vous ?").focus()
    page.keyboard.type("Illkirch-Graffenstaden")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=Illkirch"))
    page.locator(".lot-title a").first.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/listings/[0-9a-z]{16}$"))


def test_every_stop_of_the_keyboard_is_seen(page: Page) -> None:
    page.goto("/sign-in")
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_the_menu_of_a_phone_opens_and_leads_on(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    phone = visitor(viewport=PHONE, has_touch=True)
    sign_in(phone, live_server, "association_member")
    phone.goto("/")
    phone.locator("summary", has_text="Menu").tap()
    assert not faults_of_width(phone, "the open menu")
    phone.get_by_role("navigation", name="Menu", exact=True).get_by_role("link", name="Annonces").tap()

    expect(phone).to_have_url(re.compile("/listings$"))


def test_what_is_touched_on_a_phone_is_large_enough(visitor: Callable[..., Page]) -> None:
    phone = visitor(viewport=PHONE, has_touch=True)
    for path in ("/", "/listings", "/sign-in"):
        phone.goto(path)
        small = phone.evaluate(
            "() => [...document.querySelectorAll('button, .btn, input:not([type=hidden]), select, summary')]"
            ".filter(part => part.offsetParent !== null)"
            ".map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect().height])"
            ".filter(([, height]) => height > 0 && height < 43.5)"
        )
        assert not small, (path, small)


def test_a_map_is_searched_by_moving_it(page: Page) -> None:
    page.goto("/listings?place=Strasbourg&radius_km=10")
    pins = page.locator(".map-pin")
    expect(pins.first).to_be_visible()
    before = page.url
    box = page.locator("[data-map]").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 160, steps=8)
    page.mouse.up()

    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile("near="))
