"""A waste code is found by words, by number or in the list; without scripts its number is typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import choose_material, faults_of_access, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_material_suggests_words_find_and_danger_is_told(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "company_member")
    page.goto("/listings/new")
    choose_material(page, "Wellpappe", "Carton")
    field = page.get_by_role("combobox", name="Code déchet (facultatif)")
    options = page.get_by_role("option")

    field.press("ArrowDown")
    expect(options.first).to_contain_text("15 01 01")
    field.fill("kein solches Wort")
    expect(page.get_by_text("Aucun code ne répond à ces mots.")).to_be_visible()

    field.fill("tyres")
    expect(options.first).to_contain_text("Pneus hors d’usage")
    assert faults_of_access(page, "the codes suggested") == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("16 01 03")

    field.fill("15.01.10")
    expect(options.first).to_contain_text("dangereux : ne se publie pas ici")
    options.first.click()
    expect(field).to_have_value("15 01 10*")
    page.get_by_label("Titre").fill("Bidons souillés")
    page.get_by_label("Quantité").fill("40")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator("#waste_code-fault")).to_contain_text("Trackdéchets")


def test_without_scripts_the_list_is_a_link_away_and_a_number_is_typed(
    visitor: Callable[..., Page], live_server: LiveServer
) -> None:
    plain = visitor(java_script_enabled=False)
    sign_in(plain, live_server, "company_member")
    plain.goto("/listings/new")
    with plain.expect_popup() as opened:
        plain.get_by_role("link", name=re.compile("^Parcourir la liste des codes déchets")).click()
    tree = opened.value
    tree.locator("summary", has_text="Emballages, absorbants").click()
    tree.get_by_role("link", name="15 01 Emballages", exact=True).click()
    tree.get_by_role("link", name=re.compile("Emballages composites")).click()
    expect(tree.get_by_role("heading", level=1)).to_contain_text("15 01 05")
    tree.get_by_role("link", name="Sacs à café").first.click()
    expect(tree.get_by_role("heading", level=1)).to_have_text("Sacs à café")

    plain.get_by_label("Titre").fill("Sacs mal imprimés")
    plain.get_by_label("Matière", exact=True).select_option("coffee-bags")
    plain.get_by_label("Quantité").fill("40")
    plain.get_by_label("Code déchet").fill("15.01.05*")
    plain.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(plain.locator("#waste_code-fault")).to_contain_text("15 01 05 n’est pas dangereux")
    plain.get_by_label("Code déchet").fill("150105")
    plain.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(plain.get_by_role("main")).to_contain_text("15 01 05")
