"""A material is chosen by typing, in any language, with the keyboard or a finger."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.journeys.walking import choose_material, faults_of_access, faults_of_width, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_keyboard_alone_chooses_and_the_form_follows(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "company_member")
    page.goto("/listings/new")
    field = page.get_by_role("combobox", name="Matière", exact=True).and_(page.locator("input"))
    options = page.get_by_role("option")

    field.press("ArrowDown")
    expect(options.first).to_have_text("Papier et carton")
    assert faults_of_access(page, "the whole list") == []
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Carton")
    expect(page.get_by_text("Codes usuels : 15 01 01")).to_be_visible()

    field.fill("Europaletten")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(options.first).to_contain_text("Palettes")
    field.press("Escape")
    expect(field).to_have_value("Carton")
    field.fill("nichts dergleichen")
    expect(page.get_by_text(re.compile("^Aucune matière ne répond"))).to_be_visible()
    field.press("Tab")
    expect(field).to_have_value("Carton")

    choose_material(page, "Europaletten", "Palettes")
    page.get_by_label("Quantité").fill("12")
    expect(page.get_by_text("12 pièces × 25 kg ≈ 300 kg")).to_be_visible()
    expect(page.get_by_text(re.compile(r"25\skg, valeur publiée .*EPAL"))).to_be_visible()


def test_words_typed_just_before_the_button_are_understood(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "company_member")
    page.goto("/listings/new")
    page.get_by_label("Titre").fill("Drêches fraîches du jeudi")
    page.get_by_label("Quantité").fill("40")
    page.get_by_role("combobox", name="Matière", exact=True).and_(page.locator("input")).fill("treber")
    page.get_by_role("button", name="Enregistrer le brouillon").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Drêches fraîches du jeudi")
    expect(page.get_by_role("main")).to_contain_text("Drêches de brasserie")


def test_a_finger_narrows_the_search_to_a_material(visitor: Callable[..., Page]) -> None:
    phone = visitor(viewport=PHONE, has_touch=True)
    phone.goto("/listings?place=Strasbourg&radius_km=100")
    everything = phone.locator("[data-results-count]").inner_text()
    field = phone.get_by_role("combobox", name="Matière", exact=True).and_(phone.locator("input"))

    field.tap()
    expect(phone.get_by_role("option").nth(50)).to_be_attached()
    assert faults_of_width(phone, "the open list") == []
    field.fill("holz")
    phone.get_by_role("option", name="Bois", exact=True).tap()
    expect(field).to_have_value("Bois")
    expect(phone.locator("[data-results-count]")).not_to_have_text(everything)
    expect(phone).to_have_url(re.compile("material=wood"))
    field.fill("")
    field.press("Enter")
    expect(phone.locator("[data-results-count]")).to_have_text(everything)
