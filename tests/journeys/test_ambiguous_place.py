"""Placing a site in a commune that shares its name: the choice is offered, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.journeys.walking import ask, faults_of_access, faults_of_width, path_of, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NEW_SITE = "/organisations/grain-imaginaire/sites/new"
SEINE = "Saint-Denis (Seine-Saint-Denis, France)"
REUNION = "Saint-Denis (La Réunion, France)"
_COMMUNE = """
    SELECT territories.key || ' ' || sites.time_zone FROM sites
    JOIN territories ON territories.id = sites.commune_id WHERE sites.name = ?
"""


def commune_of(server: LiveServer, site: str) -> str:
    return ask(server, _COMMUNE, site)


def test_without_script_the_answer_offers_every_namesake_and_guesses_none(
    visitor: Callable[..., Page], live_server: LiveServer
) -> None:
    plain = visitor(java_script_enabled=False)
    sign_in(plain, live_server, "company_manager")
    plain.goto(NEW_SITE)
    plain.get_by_label("Nom du site").fill("Dépôt sans script")
    plain.get_by_label("Adresse").fill("1 rue de la République")
    plain.get_by_label("Commune", exact=True).fill("St Denis")
    plain.get_by_role("button", name="Enregistrer le site").click()

    choice = plain.get_by_role("group", name="De quelle commune s’agit-il ?")
    expect(choice.get_by_role("radio", checked=True)).to_have_count(0)
    expect(choice.get_by_role("radio", name=SEINE)).to_be_visible()
    expect(choice.get_by_role("radio", name=REUNION)).to_be_visible()
    expect(plain.get_by_label("Adresse")).to_have_value("1 rue de la République")
    choice.get_by_role("radio", name=REUNION).check()
    plain.get_by_role("button", name="Enregistrer le site").click()

    assert path_of(plain) == NEW_SITE.removesuffix("/new")
    expect(plain.get_by_role("region", name="Dépôt sans script")).to_contain_text("Saint-Denis")
    assert commune_of(live_server, "Dépôt sans script") == "commune:97411 Indian/Reunion"


def test_by_keyboard_a_namesake_is_chosen_while_typing_and_announced(
    page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "company_manager")
    page.goto(NEW_SITE)
    page.get_by_label("Nom du site").fill("Dépôt au clavier")
    town = page.get_by_role("combobox", name="Commune", exact=True)
    expect(town).to_have_attribute("aria-expanded", "false")
    town.press_sequentially("saint-denis")
    expect(page.get_by_role("option", name=SEINE)).to_be_visible()
    expect(town).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="lieux proposés")).to_have_count(1)
    assert faults_of_access(page, "with places offered") == []

    while page.get_by_role("option", selected=True).all_inner_texts() != [SEINE]:
        town.press("ArrowDown")
    active = town.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text(SEINE)
    town.press("Enter")
    expect(town).to_have_attribute("aria-expanded", "false")
    expect(town).to_have_value("Saint-Denis")
    expect(page.get_by_role("status").filter(has_text=f"Lieu choisi : {SEINE}")).to_be_visible()
    page.get_by_role("button", name="Enregistrer le site").click()

    expect(page).to_have_url(re.compile("/sites$"))
    assert commune_of(live_server, "Dépôt au clavier") == "commune:93066 Europe/Paris"


def test_a_choice_outlives_another_fault_and_ends_with_another_name(
    page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "company_manager")
    page.goto(NEW_SITE)
    town = page.get_by_role("combobox", name="Commune", exact=True)
    town.press_sequentially("saint-denis")
    page.get_by_role("option", name=REUNION).click()
    page.get_by_role("button", name="Enregistrer le site").click()
    expect(page.get_by_role("radio", name="Saint-Denis (La Réunion)")).to_be_checked()

    page.get_by_label("Nom du site").fill("Dépôt déplacé")
    town.fill("Metz")
    town.press("Escape")
    page.get_by_role("button", name="Enregistrer le site").click()
    expect(page).to_have_url(re.compile("/sites$"))
    assert commune_of(live_server, "Dépôt déplacé") == "commune:57463 Europe/Paris"


def test_a_postcode_of_several_communes_offers_them_on_a_phone(
    visitor: Callable[..., Page], live_server: LiveServer
) -> None:
    phone = visitor(viewport=PHONE, has_touch=True)
    sign_in(phone, live_server, "company_manager")
    phone.goto(NEW_SITE)
    phone.get_by_label("Nom du site").fill("Dépôt au pouce")
    phone.get_by_role("combobox", name="Code postal").press_sequentially("67170")
    phone.get_by_role("option", name="67170 Geudertheim (Bas-Rhin)").tap()
    expect(phone.get_by_role("combobox", name="Commune", exact=True)).to_have_value("Geudertheim")
    assert faults_of_width(phone, "with a place chosen") == []
    phone.get_by_role("button", name="Enregistrer le site").click()

    expect(phone).to_have_url(re.compile("/sites$"))
    assert commune_of(live_server, "Dépôt au pouce") == "commune:67156 Europe/Paris"


def test_a_search_looks_from_the_namesake_chosen(page: Page) -> None:
    page.goto("/listings")
    place = page.get_by_role("combobox", name="Lieu ou code postal")
    place.press_sequentially("cologne")
    page.get_by_role("option", name="Cologne (Gers, France)").click()
    expect(page.locator(".chip", has_text="Cologne (Gers, France)")).to_be_visible()
    expect(page).to_have_url(re.compile(r"near=43\."))

    page.goto("/listings?place=Cologne")
    expect(page.get_by_role("heading", name="Plusieurs lieux répondent")).to_be_visible()
    page.get_by_role("link", name="Köln (Allemagne)").first.click()
    expect(page.locator(".chip", has_text="à 25 km de Köln (Allemagne)")).to_be_visible()
