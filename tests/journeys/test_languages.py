"""Reading the house in another language: chosen by hand, without script, with the keyboard, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.journeys.walking import faults_of_access, faults_of_width, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\d{{1,2}}\s({MONTHS})( \d{{4}})?")
PATHS = ("/", "/listings?place=Strasbourg&radius_km=25", "/territories/epci:246700488", "/sign-up", "/about")


def test_a_language_is_chosen_with_the_keyboard_alone_and_without_script(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/listings?place=Strasbourg&radius_km=25")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    choice = page.get_by_role("contentinfo").get_by_role("button", name="English")
    expect(choice).to_have_attribute("lang", "en")
    choice.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("place=Strasbourg"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Listings")
    expect(page.locator(".lot-when").filter(has_text=DAY).first).to_be_visible()
    expect(page.locator(".lot-mass").filter(has_text=re.compile(r"\d[.]\d\s(t|kg)")).first).to_be_visible()
    page.goto("/about")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_browser_that_asks_for_english_is_answered_in_english_and_french_can_be_chosen(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    page = visitor(locale="en-GB")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("contentinfo").get_by_role("button", name="Français").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_person_keeps_the_language_they_chose_on_every_device(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    sign_in(page, live_server, "company_manager")
    page.goto("/account")
    page.get_by_label("Langue des pages et des messages").select_option("en")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("My account")

    other = visitor(locale="fr-FR")
    sign_in(other, live_server, "company_manager")
    expect(other.locator("html")).to_have_attribute("lang", "en")
    other.goto("/listings/new")
    other.locator("[name=quantity]").fill("1,234.5")
    other.locator("[name=unit]").select_option("piece")
    other.locator("[name=kg_per_unit]").fill("2")
    expect(other.locator("[data-conversion]")).to_contain_text("2.469")
    other.get_by_role("contentinfo").get_by_role("button", name="Français").click()
    expect(other.locator("html")).to_have_attribute("lang", "fr")


def test_english_pages_are_sound_and_fit_a_phone(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    phone = visitor(viewport=PHONE, has_touch=True, locale="en-GB")
    faults = []
    for path in PATHS:
        phone.goto(path)
        faults += faults_of_access(phone, f"{path} in English on a phone")
        faults += faults_of_width(phone, f"{path} in English on a phone")
    phone.locator("summary", has_text="Menu").tap()
    faults += faults_of_access(phone, "the open menu in English on a phone")
    phone.get_by_role("navigation", name="Menu", exact=True).get_by_role("button", name="Français").tap()
    expect(phone.locator("html")).to_have_attribute("lang", "fr")
    assert not faults, "\n".join(faults)
