"""The pages of claims: a whole exchange by forms alone, bad input that loses nothing, strangers kept out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.accounts.actions import sessions
from exchange.claims.actions import answering, weighing
from exchange.claims.queries.lists import own
from exchange.ledger.queries.lines import lines_of
from tests.builders.claims import (
    KG,
    Scene,
    a_confirmed,
    a_disputed,
    a_handed_over,
    a_receiver,
    a_request,
    a_scene,
    a_scheduled,
    an_accepted,
)
from tests.builders.listings import Giver, a_giver
from tests.clients import FormFields, OutsideClient, submit
from tests.houses import NOW


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    """Return a giver, a receiver and 300 kg between them."""
    return a_scene(title="Cartons <propres> & secs")


def browser(app: Flask, who: Giver) -> FlaskClient:
    """Return a browser in which a member of an organisation is signed in."""
    assert who.actor.account is not None
    client = OutsideClient(app, app.response_class)
    token = sessions.begin(who.actor.account, NOW)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def press(client: FlaskClient, claim: str, step: str, **fields: Any) -> Any:
    """Fill the form of a step on the claim's page and send it."""
    prefixed = {f"{step}-{name}": value for name, value in fields.items()}
    return submit(client, f"/claims/{claim}", f"/claims/{claim}/{step}", **prefixed)


def test_a_whole_exchange_is_walked_by_forms_alone(sqlite_app: Flask, scene: Scene) -> None:
    giver, receiver = browser(sqlite_app, scene.giver), browser(sqlite_app, scene.receiver)
    asked = submit(
        receiver,
        f"/lots/{scene.lot.public_id}/claims/new",
        None,
        mass_kg="120,5",
        purpose="Emballer des meubles",
        pickup_from="2026-03-17T09:00",
        pickup_until="2026-03-17T12:00",
    )
    assert asked.status_code == 303
    (row,) = own(scene.receiver.actor).items
    claim = row.public_id
    assert asked.location.endswith(f"/claims/{claim}")
    assert (row.requested_g, row.purpose) == (120_500, "Emballer des meubles")
    compared = giver.get(f"/listings/{scene.listing}/claims").text
    assert "Emballer des meubles" in compared
    assert "12 rue de la Krutenau" not in giver.get(f"/claims/{claim}").text
    for client, step, fields in (
        (giver, "accept", {"mass_kg": "100"}),
        (receiver, "schedule", {"pickup_from": "2026-03-17T09:00", "pickup_until": "2026-03-17T11:00"}),
        (giver, "hand_over", {"gross_kg": "1 120", "tare_kg": "1 020,5", "method": "scale"}),
        (receiver, "confirm", {"net_kg": "99", "method": "scale", "refused_kg": "9"}),
    ):
        answer = press(client, claim, step, **fields)
        assert answer.status_code == 303, answer.text
        if step == "accept":
            for each in (giver, receiver):
                page = each.get(f"/claims/{claim}").text
                assert "12 rue de la Krutenau" in page
                assert "mailto:" in page
    (line,) = lines_of(claim)
    assert (line.grams, line.grade) == (90 * KG, "A")
    done = receiver.get(f"/claims/{claim}").text
    assert "Confirmée" in done
    assert "Cartons &lt;propres&gt; &amp; secs" in done


@pytest.mark.parametrize(
    "state", ["requested", "accepted", "scheduled", "handed_over", "disputed", "confirmed"]
)
@pytest.mark.parametrize("side", ["giver", "receiver"])
def test_each_state_shows_its_sentence_and_the_buttons_of_the_reader(
    sqlite_app: Flask, scene: Scene, state: str, side: str
) -> None:
    stages = {
        "requested": a_request,
        "accepted": an_accepted,
        "scheduled": a_scheduled,
        "handed_over": a_handed_over,
        "disputed": a_disputed,
        "confirmed": a_confirmed,
    }
    claim = stages[state](scene)
    page = browser(sqlite_app, scene.giver if side == "giver" else scene.receiver).get(f"/claims/{claim}")
    assert page.status_code == 200
    seen = scene.seen(claim, side)
    for step in ("accept", "decline", "withdraw", "schedule", "propose", "reschedule", "hand_over", "cancel"):
        open_here = step in {each.name for each in seen.row.steps}
        assert (f'action="/claims/{claim}/{step}"' in page.text) == open_here
    ids = [part.split('"')[0] for part in page.text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_the_desk_sorts_claims_by_whose_turn_it_is(sqlite_app: Flask, scene: Scene) -> None:
    assert "Aucun échange pour l’instant" in browser(sqlite_app, scene.receiver).get("/claims").text
    a_request(scene)
    a_confirmed(scene, 50 * KG)
    page = browser(sqlite_app, scene.giver).get("/claims").text
    assert page.index("À vous de jouer") < page.index("Terminés")
    assert "En attente de l’autre partie" not in page


def test_who_gives_in_accepts_the_standing_weight(sqlite_app: Flask, scene: Scene) -> None:
    claim = a_disputed(scene, 100 * KG)
    giver = browser(sqlite_app, scene.giver)
    assert press(giver, claim, "resolve").status_code == 303
    assert lines_of(claim)[0].grams == 50 * KG


def test_another_weight_keeps_the_dispute_going(sqlite_app: Flask, scene: Scene) -> None:
    claim = a_disputed(scene, 100 * KG)
    giver = browser(sqlite_app, scene.giver)
    assert press(giver, claim, "answer", net_kg="90", method="scale").status_code == 303
    assert scene.seen(claim).row.standing_side == "giver"


BAD = [
    ("request", "accept", "giver", {"mass_kg": "beaucoup"}, 422, "Entrez une masse"),
    ("request", "accept", "giver", {"mass_kg": ""}, 422, "obligatoire"),
    ("request", "accept", "giver", {"mass_kg": "100,001"}, 422, "plus que les 100"),
    ("request", "accept", "giver", {"mass_kg": "-1"}, 422, "supérieure à zéro"),
    ("request", "decline", "giver", {"reason": "  "}, 422, "Donnez une raison"),
    ("accept", "schedule", "giver", {"pickup_from": "demain"}, 422, "Entrez une date et une heure"),
    ("accept", "schedule", "giver", {"pickup_until": ""}, 422, "obligatoire"),
    (
        "accept",
        "schedule",
        "giver",
        {"pickup_from": "2026-05-01T09:00", "pickup_until": "2026-05-01T10:00"},
        409,
        "n’a pas proposé ce moment",
    ),
    ("accept", "propose", "giver", {}, 422, "Proposez de un à 5"),
    ("accept", "propose", "giver", {"slot_2_from": "2026-04-01T09:00"}, 422, "le début et la fin"),
    (
        "accept",
        "propose",
        "giver",
        {"slot_1_from": "2026-01-01T09:00", "slot_1_until": "2026-01-01T10:00"},
        422,
        "déjà passé",
    ),
    ("accept", "hand_over", "giver", {}, 422, "le poids brut et la tare"),
    (
        "accept",
        "hand_over",
        "giver",
        {"gross_kg": "10", "tare_kg": "20"},
        422,
        "ne peut pas dépasser le poids brut",
    ),
    ("accept", "hand_over", "giver", {"net_kg": "99999"}, 422, "dix fois"),
    ("accept", "hand_over", "giver", {"gross_kg": "1", "net_kg": "1"}, 422, "pas les deux"),
    ("accept", "hand_over", "giver", {"net_kg": "5", "method": "magie"}, 422, "magie"),
    ("accept", "hand_over", "giver", {"net_kg": "5", "at": "2030-01-01T10:00"}, 422, "dans le futur"),
    ("accept", "cancel", "receiver", {"reason": "x" * 1001}, 422, "1000"),
    ("hand_over", "confirm", "receiver", {"net_kg": "100", "refused_kg": "101"}, 422, "part refusée"),
    ("hand_over", "confirm", "receiver", {"net_kg": "100", "lost_kg": "1"}, 422, "part perdue"),
    ("hand_over", "dispute", "receiver", {"reason": ""}, 422, "Donnez une raison"),
]


@pytest.mark.parametrize(("stage", "step", "side", "fields", "status", "told"), BAD)
def test_bad_input_is_told_beside_its_field_and_kept(
    sqlite_app: Flask,
    scene: Scene,
    stage: str,
    step: str,
    side: str,
    fields: dict[str, str],
    status: int,
    told: str,
) -> None:
    claim = {"request": a_request, "accept": an_accepted, "hand_over": a_handed_over}[stage](scene)
    before = scene.seen(claim)
    who = scene.giver if side == "giver" else scene.receiver
    answer = press(browser(sqlite_app, who), claim, step, **fields)
    assert answer.status_code == status, answer.text
    assert "fault-summary" in answer.text
    if told != "magie":
        assert told in answer.text.replace("\u00a0", " ").replace("\u202f", " ")
    for value in fields.values():
        if value.strip() and value != "magie":
            assert value in answer.text
    assert scene.seen(claim) == before


def test_a_bad_request_keeps_what_was_typed(sqlite_app: Flask, scene: Scene) -> None:
    receiver = browser(sqlite_app, scene.receiver)
    answer = submit(
        receiver,
        f"/lots/{scene.lot.public_id}/claims/new",
        None,
        mass_kg="300,001",
        purpose="Isoler <nos> murs",
        pickup_from="2026-03-17T09:00",
    )
    assert answer.status_code in {409, 422}
    assert "300,001" in answer.text
    assert "Isoler &lt;nos&gt; murs" in answer.text
    assert own(scene.receiver.actor).total == 0


def test_a_second_press_of_the_same_form_has_no_second_effect(sqlite_app: Flask, scene: Scene) -> None:
    receiver = browser(sqlite_app, scene.receiver)
    path = f"/lots/{scene.lot.public_id}/claims/new"
    fields = {"mass_kg": "10", "idempotency_key": "the-same-key"}
    first, second = (submit(receiver, path, None, **fields) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert own(scene.receiver.actor).total == 1


def test_a_page_read_before_another_change_is_stale(sqlite_app: Flask, scene: Scene) -> None:
    claim = a_request(scene)
    giver = browser(sqlite_app, scene.giver)
    old = str(scene.seen(claim).row.version)
    answering.accept(scene.giver.actor, claim, now=NOW)
    answer = press(giver, claim, "cancel", reason="Non", version=old)
    assert answer.status_code == 412
    assert "Quelqu’un a modifié" in answer.text
    assert scene.seen(claim).row.state == "accepted"


def test_strangers_meet_a_page_that_does_not_exist(
    sqlite_app: Flask, scene: Scene, client: FlaskClient
) -> None:
    claim = an_accepted(scene)
    stranger = browser(sqlite_app, a_receiver(name="Autre"))
    for path in (f"/claims/{claim}", "/claims/0000000000000000", f"/listings/{scene.listing}/claims"):
        assert stranger.get(path).status_code == 404
    assert client.get(f"/claims/{claim}").status_code == 303
    assert browser(sqlite_app, scene.receiver).get(f"/listings/{scene.listing}/claims").status_code == 404


def test_an_unknown_step_does_not_exist(sqlite_app: Flask, scene: Scene) -> None:
    claim = a_request(scene)
    client = browser(sqlite_app, scene.giver)
    hidden = FormFields(client.get(f"/claims/{claim}").text).hidden[f"/claims/{claim}/accept"]
    assert client.post(f"/claims/{claim}/teleport", data=hidden).status_code == 404


def test_the_form_says_why_one_cannot_ask(sqlite_app: Flask, scene: Scene, client: FlaskClient) -> None:
    path = f"/lots/{scene.lot.public_id}/claims/new"
    assert client.get(path).status_code == 303
    assert "Cette annonce est la vôtre" in browser(sqlite_app, scene.giver).get(path).text
    company = browser(sqlite_app, a_giver(name="Menuiserie"))
    assert "économie sociale et solidaire" in company.get(path).text
    receiver = browser(sqlite_app, scene.receiver)
    assert 'value="300"' in receiver.get(path).text
    assert receiver.get("/lots/0000000000000000/claims/new").status_code == 404


def test_the_first_to_come_is_told_so(sqlite_app: Flask) -> None:
    scene = a_scene(allocation="first_come")
    receiver = browser(sqlite_app, scene.receiver)
    path = f"/lots/{scene.lot.public_id}/claims/new"
    assert "Premier arrivé, premier servi" in receiver.get(path).text
    assert submit(receiver, path, None, mass_kg="300").status_code == 303
    other = browser(sqlite_app, a_receiver(name="Autre"))
    late = submit(other, path, None, mass_kg="1")
    assert late.status_code == 409
    assert "une autre demande est passée avant" in late.text


def test_an_old_dispute_without_figures_can_be_answered(sqlite_app: Flask, scene: Scene) -> None:
    claim = a_handed_over(scene, 100 * KG)
    weighing.dispute(scene.receiver.actor, claim, "Vide", now=NOW + timedelta(hours=1))
    receiver = browser(sqlite_app, scene.receiver)
    assert "Vide" in receiver.get(f"/claims/{claim}").text
    assert press(receiver, claim, "answer", net_kg="100").status_code == 303
    assert lines_of(claim)[0].grams == 100 * KG
