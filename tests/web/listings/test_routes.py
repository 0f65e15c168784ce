"""Reading a listing, taking its steps, seeing its photographs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.gateways.media_store import MediaStore
from exchange.kernel.actor import ANONYMOUS
from exchange.listings.actions import steps
from exchange.listings.actions.photographs import judge_all, keep_all
from exchange.listings.commands import ShowPhotograph
from exchange.listings.queries.detail import detail
from exchange.materials.queries.materials import materials, tree
from tests.builders.listings import Giver, a_draft, a_giver, a_listing
from tests.houses import NOW
from tests.media.test_actions import jpeg
from tests.web.listings.pages import press, signed_in, tokens


def test_a_listing_is_read_by_anyone_without_its_exact_place(client: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver, material="pallets", quantity=Decimal(12), unit="piece", waste_code="15 01 03")
    answer = client.get(f"/listings/{listing}")
    assert answer.status_code == 200
    text = re.sub(r"\s+", " ", answer.text)
    for word in ("12 pièces × 25 kg ≈ 300 kg", "15 01 03", "Strasbourg", giver.name, "Demander"):
        assert word in text
    for secret in ("Krutenau", "48.5836", "48,584"):
        assert secret not in text


def test_a_foreign_draft_is_as_missing_as_nothing(client: FlaskClient, giver: Giver) -> None:
    draft = a_draft(giver)
    signed_in(client, a_giver(name="Autre"))
    answers = [
        client.get(path) for path in (f"/listings/{draft}", "/listings/0000000000000000", "/listings/%00")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert client.get(f"/listings/{draft}/edit").status_code == 404


def test_who_may_not_claim_is_told_why(client: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver)
    signed_in(client, a_giver(name="Une autre entreprise"))
    text = client.get(f"/listings/{listing}").text
    assert "réservée aux associations" in text
    assert "/claims/new" not in text


def test_the_giver_takes_every_step_by_a_button(member: FlaskClient, giver: Giver) -> None:
    draft = a_draft(giver)
    page = f"/listings/{draft}"
    for step, status in (
        ("publish", "published"),
        ("pause", "paused"),
        ("resume", "published"),
        ("close", "closed"),
    ):
        assert f'action="{page}/{step}"' in member.get(page).text
        answer = press(member, f"{page}/{step}", {}, form=page)
        assert (answer.status_code, answer.headers["Location"]) == (303, page)
        assert detail(ANONYMOUS, draft).status == status
    assert "action=" not in member.get(page).text.split("<main")[1].split("</main>")[0]


def test_a_draft_is_deleted_by_a_button(member: FlaskClient, giver: Giver) -> None:
    draft = a_draft(giver)
    answer = press(member, f"/listings/{draft}/delete", {}, form=f"/listings/{draft}")
    assert answer.headers["Location"] == "/listings/mine"
    assert member.get(f"/listings/{draft}").status_code == 404


def test_a_step_that_is_not_open_is_told_on_the_page(member: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver)
    answer = press(member, f"/listings/{listing}/resume", {}, form=f"/listings/{listing}")
    assert answer.status_code == 409
    assert "ne permet pas cette opération" in answer.text


def test_nobody_else_takes_a_step_or_opens_the_form(client: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver)
    signed_in(client, a_giver(name="Autre"))
    assert client.get(f"/listings/{listing}/edit").status_code == 403
    for step in ("pause", "close", "resume"):
        data = tokens(client)
        assert client.post(f"/listings/{listing}/{step}", data=data).status_code in {403, 409}
    assert client.get(f"/listings/{listing}/close").status_code == 405
    assert detail(ANONYMOUS, listing).status == "published"


def test_an_unchecked_organisation_keeps_its_draft_where_checks_come_first(
    member: FlaskClient, giver: Giver, sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(sqlite_app.extensions["settings"], verification="before")
    monkeypatch.setitem(sqlite_app.extensions, "settings", settings)
    draft = a_draft(giver)
    answer = press(member, f"/listings/{draft}/publish", {}, form=f"/listings/{draft}")
    assert answer.status_code == 403
    assert "vérifiée par un administrateur" in answer.text


def test_ones_own_listings_are_shown_by_state(member: FlaskClient, giver: Giver) -> None:
    assert "encore rien annoncé" in member.get("/listings/mine").text
    a_draft(giver, title="Un brouillon"), a_listing(giver, title="Une annonce")
    a_listing(a_giver(name="Autre"), title="Rien à voir")
    everything, drafts = member.get("/listings/mine").text, member.get("/listings/mine?status=draft").text
    assert "Un brouillon" in everything
    assert "Une annonce" in everything
    assert "Rien à voir" not in everything
    assert "Une annonce" not in drafts
    assert member.get("/listings/mine?status=stolen&cursor=x").status_code == 422


def test_a_photograph_is_served_for_long_and_only_to_who_may_see_it(
    client: FlaskClient, giver: Giver
) -> None:
    store = MediaStore(client.application.extensions["settings"].media_dir)
    shown, kept = keep_all(giver.actor, store, judge_all([("a.jpg", jpeg(2_000, 40))] * 2), now=NOW)
    a_listing(giver, photographs=(ShowPhotograph(shown),))
    answer = client.get(f"/media/{shown}/card")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/{shown}/original").status_code == 404
    assert client.get(f"/media/{kept}/card").status_code == 404
    signed_in(client, giver)
    answer = client.get(f"/media/{kept}/large")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_listing_past_its_day_says_so(client: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver, available_until=NOW.date())
    steps.expire_due(NOW + timedelta(days=2))
    text = client.get(f"/listings/{listing}").text
    assert "Échue" in text
    assert "ne reçoit pas de demande" in text


def test_materials_are_offered_by_words_of_any_language_or_as_the_whole_tree(client: FlaskClient) -> None:
    offered = re.compile(r'data-value="([a-z-]+)"')

    assert offered.findall(client.get("/listings/materials?q=Europaletten").text)[:1] == ["pallets"]
    assert offered.findall(client.get("/listings/materials?q=%20").text) == [
        view.slug for view in materials()
    ]
    assert client.get("/listings/materials?q=drêches").text.count("<svg") == 1
    for strange in ("%00qqqq", "%ED%A0%80qqqq", "x" * 3000, "%3C%3E", "qqqq"):
        answer = client.get(f"/listings/materials?q={strange}")
        assert answer.status_code == 200
        assert offered.findall(answer.text) == []


def test_materials_stand_in_groups_where_no_script_runs(client: FlaskClient) -> None:
    text = client.get("/listings").text

    assert text.count("<optgroup") == len(tree())
    assert (
        '<optgroup label="Bois"><option data-name="Bois" value="wood">Bois (toutes sortes)</option>' in text
    )
    assert '<option data-name="Palettes" value="pallets">Palettes</option>' in text
