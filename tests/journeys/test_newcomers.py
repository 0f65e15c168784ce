"""Coming in: an account by a mail's link, an organisation, its site, and mistakes that lose nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from exchange.demonstration.pictures.drawing import draw
from tests.journeys.walking import ask, choose_material, link_mailed_to, path_of, sign_in
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ADDRESS = "nadia@torrefaction-du-journal.example"
PASSWORD = "la pluie sur les sacs de jute"
SIRET = "73282932000074"
"""The number by which the check is always explained: valid by its checksum."""


def test_a_newcomer_comes_in_and_publishes_a_first_listing(page: Page, live_server: LiveServer) -> None:
    page.goto("/sign-up")
    page.get_by_label("Votre nom").fill("Nadia Journal")
    page.get_by_label("Adresse électronique").fill(ADDRESS)
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page).to_have_url(re.compile("/sign-up/sent"))

    page.goto(link_mailed_to(live_server, ADDRESS))
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page).to_have_url(re.compile("/organisations/new"))

    page.get_by_label("Nature").select_option("company")
    page.get_by_label("Pays d’immatriculation").select_option("FR")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom de l’organisation").fill("Torréfaction du Journal")
    page.get_by_label("SIRET").fill("732 829 320 00074")
    page.get_by_role("button", name="Inscrire l’organisation").click()
    expect(page).to_have_url(re.compile("/sites/new"))

    page.get_by_label("Nom du site").fill("Atelier")
    page.get_by_label("Adresse").fill("12 rue de la Krutenau")
    page.get_by_label("Code postal").fill("67000")
    page.get_by_label("Commune", exact=True).fill("Strasbourg")
    page.get_by_label("Latitude").fill("48,5796")
    page.get_by_label("Longitude").fill("7,7603")
    page.get_by_role("button", name="Enregistrer le site").click()
    expect(page).to_have_url(re.compile("/sites$"))
    expect(page.get_by_role("main")).to_contain_text("12 rue de la Krutenau")

    page.get_by_role("link", name="Publier une annonce").first.click()
    page.get_by_label("Titre").fill("Sacs de jute du Journal")
    choose_material(page, "Jutesäcke", "Sacs de jute")
    page.get_by_label("Quantité").fill("300")
    page.get_by_label("Unité", exact=True).select_option("piece")
    page.get_by_label(re.compile("Poids d’une unité")).fill("0,7")
    page.get_by_label(re.compile("Ajouter des photos")).set_input_files(
        [{"name": "sacs.png", "mimeType": "image/png", "buffer": draw("jute_sacks", 3)}]
    )
    page.get_by_role("button", name="Publier", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sacs de jute du Journal")
    expect(page.locator("ul.photos img")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text("210")
    expect(page.get_by_role("main")).not_to_contain_text("Krutenau")


def test_a_mail_link_opens_once(page: Page, live_server: LiveServer) -> None:
    address = "deux-fois@journal.example"
    page.goto("/sign-up")
    page.get_by_label("Votre nom").fill("Deux Fois")
    page.get_by_label("Adresse électronique").fill(address)
    page.get_by_role("button", name="Recevoir le lien").click()
    link = link_mailed_to(live_server, address)
    page.goto(link)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon compte").click()
    expect(page).to_have_url(re.compile("/organisations/new"))
    page.goto(link)

    expect(page.get_by_role("button", name="Ouvrir mon compte")).to_have_count(0)


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(
    page: Page, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "company_manager")
    page.goto("/listings/new")
    page.get_by_label("Titre").fill("Fûts <200 L> à 10 % d’humidité")
    page.get_by_label(re.compile("^Description")).fill("{bois} & قهوة ☕")
    page.get_by_label("Quantité").fill("beaucoup")
    page.get_by_role("combobox", name=re.compile("^Code déchet")).fill("15 01 10*")
    page.get_by_label(re.compile("Ajouter des photos")).set_input_files(
        [{"name": "futs.png", "mimeType": "image/png", "buffer": draw("pallets", 4)}]
    )
    page.get_by_role("button", name="Publier", exact=True).click()

    summary = page.locator("[data-fault-summary]")
    expect(summary).to_be_visible()
    expect(page.get_by_label("Titre")).to_have_value("Fûts <200 L> à 10 % d’humidité")
    expect(page.get_by_label(re.compile("^Description"))).to_have_value("{bois} & قهوة ☕")
    expect(page.get_by_label("Quantité")).to_have_value("beaucoup")
    expect(page.get_by_label("Quantité")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name=kept]")).to_have_count(1)
    summary.get_by_role("link", name="Quantité").click()
    expect(page.get_by_label("Quantité")).to_be_focused()

    choose_material(page, "plastiques rigides", "Plastiques rigides")
    page.get_by_label("Quantité").fill("12")
    page.get_by_label("Unité", exact=True).select_option("kg")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(summary).to_contain_text("Trackdéchets")
    page.get_by_role("combobox", name=re.compile("^Code déchet")).fill("150102")
    page.get_by_role("button", name="Publier", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Fûts <200 L> à 10 % d’humidité")
    expect(page.locator("ul.photos img")).to_have_count(1)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(page: Page, live_server: LiveServer) -> None:
    told = []
    for address in (live_server.accounts["facilitator"]["email"], "personne@nulle-part.example"):
        page.goto("/sign-in")
        page.get_by_label("Adresse électronique").fill(address)
        page.get_by_label("Mot de passe", exact=True).fill("ce n’est pas le bon")
        page.get_by_role("button", name="Se connecter").click()
        expect(page.get_by_label("Adresse électronique")).to_have_value(address)
        told.append(page.locator("[data-fault-summary]").inner_text())

    assert told[0] == told[1]
    assert path_of(page) == "/sign-in"


@pytest.mark.parametrize("actor", ["suspended_member", "removed_member"])
def test_who_is_suspended_or_removed_acts_for_nobody(actor: str, page: Page, live_server: LiveServer) -> None:
    account = live_server.accounts[actor]
    page.goto("/sign-in")
    page.get_by_label("Adresse électronique").fill(account["email"])
    page.get_by_label("Mot de passe", exact=True).fill(account["password"])
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_load_state()
    page.goto("/listings/mine")

    assert path_of(page) != "/listings/mine" or page.locator("article.lot").count() == 0
    assert ask(live_server, "SELECT count(*) FROM memberships JOIN accounts ON accounts.id = account_id "
               "WHERE email = ? AND accounts.status = 'active'", account["email"]) == "0"  # fmt: skip
