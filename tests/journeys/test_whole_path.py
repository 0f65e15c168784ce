"""The main job, walked by three people in three browsers: from a listing to the territory's figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from exchange.demonstration.pictures.drawing import draw
from tests.browser import PHONE
from tests.journeys.walking import ask, choose_material, path_of, sign_in, subjects_mailed_to
from tests.journeys_house import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TITLE = "Sacs de jute à fermeture cousue"
PLACE = "3 quai du Grain-Imaginaire"
IN_THE_LEDGER = "SELECT coalesce(sum(grams), 0) FROM ledger_lines WHERE claim = ? AND kind = 'handover'"


def local(instant: datetime) -> str:
    """Return an instant as a datetime-local input of Strasbourg takes it."""
    return instant.astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%dT%H:%M")


def test_a_by_product_goes_from_its_listing_to_the_figures_of_its_territory(
    live_server: LiveServer, visitor: Callable[..., Page]
) -> None:
    giver, receiver = visitor(), visitor(viewport=PHONE, has_touch=True)
    body, public = visitor(), visitor()
    sign_in(giver, live_server, "company_manager")
    sign_in(receiver, live_server, "association_member")
    sign_in(body, live_server, "territorial_reader")
    before, before_public = figure(body), figure(public)

    listing = publish(giver)
    assert find(receiver) == listing
    claim = request_part(receiver)
    accept(giver, claim)
    meet(giver, receiver, claim, live_server.now() + timedelta(hours=1))
    weigh(giver, receiver, claim)

    assert ask(live_server, IN_THE_LEDGER, claim.rpartition("/")[2]) == "1390000"
    assert figure(body) == pytest.approx(before + 1.39, abs=0.11)
    assert figure(public) == before_public
    hidden_from(public, live_server.now())
    live_server.work()
    told_by_mail(live_server)
    assert live_server.run("verify").strip() == "Aucune anomalie."
    assert figure(body) == pytest.approx(before + 1.39, abs=0.11), "sealing changes no figure"


def publish(page: Page) -> str:
    """List two tonnes of sacks with a picture; return the listing's path."""
    page.goto("/")
    page.get_by_role("link", name="Publier une annonce").first.click()
    page.get_by_label("Titre").fill(TITLE)
    choose_material(page, "sac jute", "Sacs de jute")
    page.get_by_label("Quantité").fill("3000")
    page.get_by_label("Unité", exact=True).select_option("piece")
    page.get_by_label(re.compile("Poids d’une unité")).fill("0,7")
    page.get_by_label(re.compile("Ajouter des photos")).set_input_files(
        [{"name": "sacs.png", "mimeType": "image/png", "buffer": draw("jute_sacks", 9)}]
    )
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return path_of(page)


def find(page: Page) -> str:
    """Find the sacks near Strasbourg by place, distance and words, on a phone; return the path reached."""
    page.goto("/")
    page.get_by_label("Où êtes-vous ?").fill("67000 Strasbourg")
    page.get_by_role("search").get_by_role("button").click()
    page.get_by_label("Rayon").fill("5")
    page.get_by_label("Mots").fill("jute cousue")
    page.get_by_role("button", name="Chercher").click()
    card = page.locator("article.lot", has_text=TITLE)
    expect(card).to_be_visible()
    expect(card.locator(".lot-distance")).to_have_text(re.compile(r"\d\s*(m|km)"))
    expect(page.locator(".map-pin").first).to_be_attached()
    card.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("main")).not_to_contain_text(PLACE)
    return path_of(page)


def request_part(page: Page) -> str:
    """Ask for part of the lot; return the claim's path."""
    page.get_by_role("link", name="Demander").click()
    page.get_by_label("Masse demandée").fill("42000")
    page.get_by_label(re.compile("Qu’en ferez-vous")).fill("Cabas pour le marché")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator("[data-fault-summary]")).to_be_visible()
    expect(page.get_by_label(re.compile("Qu’en ferez-vous"))).to_have_value("Cabas pour le marché")
    page.get_by_label("Masse demandée").fill("1400")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page).to_have_url(re.compile(r"/claims/[0-9a-z]{16}$"))
    expect(page.get_by_role("main")).not_to_contain_text(PLACE)
    return path_of(page)


def accept(page: Page, claim: str) -> None:
    """Find the request on the desk and grant it."""
    page.goto("/claims")
    page.get_by_role("main").locator(f"a[href='{claim}']").first.click()
    expect(page.get_by_label("Masse accordée")).to_have_value("1400")
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("La demande est acceptée")).to_be_visible()


def meet(giver: Page, receiver: Page, claim: str, soon: datetime) -> None:
    """Propose a time, and agree to it; the address is now known."""
    giver.locator("summary", has_text="Proposer des créneaux").click()
    slot = giver.get_by_role("group", name="Créneau 1")
    slot.get_by_label("Créneau, début").fill(local(soon))
    slot.get_by_label("Créneau, fin").fill(local(soon + timedelta(hours=3)))
    giver.get_by_role("button", name="Proposer des créneaux").click()
    expect(giver.get_by_text("Vos créneaux sont proposés")).to_be_visible()

    receiver.goto(claim)
    expect(receiver.get_by_role("main")).to_contain_text(PLACE)
    receiver.get_by_role("button", name="Fixer le rendez-vous").click()
    expect(receiver.get_by_text("Le rendez-vous est pris")).to_be_visible()


def weigh(giver: Page, receiver: Page, claim: str) -> None:
    """Weigh gross and tare on one side, confirm on the other with ten kilograms refused."""
    giver.goto(claim)
    giver.get_by_label("Poids brut").fill("1460")
    giver.get_by_label(re.compile("^Tare")).fill("60")
    expect(giver.locator("[data-net]")).to_contain_text(re.compile(r"1.?400"))
    giver.get_by_role("button", name="Déclarer l’enlèvement").click()
    expect(giver.get_by_text("L’enlèvement est déclaré")).to_be_visible()

    receiver.goto(claim)
    receiver.get_by_label("Poids brut").fill("1460")
    receiver.get_by_label(re.compile("^Tare")).fill("60")
    receiver.get_by_label(re.compile("^Part refusée")).fill("10")
    receiver.get_by_role("button", name="Confirmer la pesée").click()
    expect(receiver.get_by_text("Votre pesée est enregistrée")).to_be_visible()
    expect(receiver.locator(".diverted")).to_contain_text(re.compile(r"1.?390"))


def figure(page: Page) -> float:
    """Return the tonnes that the body's own territory shows, live."""
    page.goto("/territories/epci:246700488")
    shown = page.locator(".figure-diverted .figure-value").first.inner_text()
    found = re.search(r"\d[\d\s]*(,\d+)?", shown)
    assert found is not None, shown
    return float(re.sub(r"\s", "", found[0]).replace(",", "."))


def hidden_from(page: Page, now: datetime) -> None:
    """See that the public reads nothing of a month that is not over, and is told so."""
    page.goto(f"/territories/epci:246700488?from={now:%Y-%m}&to={now:%Y-%m}")
    expect(page.get_by_text("Les mois qui ne sont pas terminés ne sont pas montrés")).to_be_visible()
    expect(page.locator(".figure-diverted .hidden-cell")).to_be_visible()


def told_by_mail(server: LiveServer) -> None:
    """See that each side was told of the other's steps."""
    giver = subjects_mailed_to(server, server.accounts["company_manager"]["email"])
    receiver = subjects_mailed_to(server, server.accounts["association_member"]["email"])
    assert len(giver) >= 3, giver
    assert len(receiver) >= 3, receiver
