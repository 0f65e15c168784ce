from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from exchange.claims.models import Claim
from exchange.storage.database import session
from tests.api.world import LISTING, Member, World


def lot_of(world: World, **changes: Any) -> str:
    giver = world.calling(world.giver)
    listing = giver.post("/listings", {**LISTING, "site": world.giver.site, **changes}).json["id"]
    return str(giver.post(f"/listings/{listing}/publish").json["lots"][0]["id"])


def claimed(world: World, lot: str, by: Member | None = None, **changes: Any) -> str:
    response = world.calling(by or world.receiver).post(
        f"/lots/{lot}/claims", {"mass_kg": 100, "purpose": "Trousses", **changes}
    )
    assert response.status_code == 201, response.text
    return str(response.json["id"])


def remaining_kg(world: World, claim: str) -> tuple[float, float]:
    listing = world.calling(world.giver).get(f"/claims/{claim}").json["listing"]
    (lot,) = world.calling().get(f"/listings/{listing}").json["lots"]
    return lot["remaining_kg"], lot["held_kg"]


def test_a_request_holds_nothing_and_acceptance_holds_the_part_granted(world: World) -> None:
    claim = claimed(world, lot_of(world))
    assert remaining_kg(world, claim) == (300.5, 0)
    response = world.calling(world.giver).post(f"/claims/{claim}/accept", {"mass_kg": 80.25})
    assert (response.status_code, response.json["state"]) == (200, "accepted")
    assert response.json["held_kg"] == 80.25
    assert remaining_kg(world, claim) == (220.25, 80.25)


def test_the_first_to_come_is_served_in_the_claim_itself(world: World) -> None:
    lot = lot_of(world, allocation="first_come")
    response = world.calling(world.receiver).post(f"/lots/{lot}/claims", {"mass_kg": 300.5})
    assert (response.status_code, response.json["state"]) == (201, "accepted")
    assert response.headers["Location"].endswith(response.json["id"])
    late = world.calling(world.other).post(f"/lots/{lot}/claims", {"mass_kg": 0.001})
    assert (late.status_code, late.json["code"]) == (409, "claim-mass-exceeds-remainder")


def test_a_claim_between_others_is_as_missing_as_none_at_all(world: World) -> None:
    claim = claimed(world, lot_of(world))
    for stranger in (world.other, world.body):
        calling = world.calling(stranger)
        pairs = [(calling.get, f"/claims/{claim}", "/claims/0123456789abcdef")]
        pairs += [
            (calling.post, f"/claims/{claim}/{step}", f"/claims/0123456789abcdef/{step}")
            for step in ("accept", "withdraw", "confirm", "resolve")
        ]
        for call, real, none in pairs:
            answers = [call(path) for path in (real, none)]
            assert [answer.status_code for answer in answers] == [404, 404], real
            assert len({answer.json["detail"] for answer in answers}) == 1
        assert calling.get("/claims").json["items"] == []
        assert (
            calling.get(
                f"/lots/{world.calling(world.giver).get(f'/claims/{claim}').json['lot']}/claims"
            ).status_code
            == 404
        )


def test_the_giver_compares_and_each_side_lists_its_own(world: World) -> None:
    lot = lot_of(world)
    claims = [claimed(world, lot), claimed(world, lot, world.other)]
    compared = world.calling(world.giver).get(f"/lots/{lot}/claims").json
    assert [item["id"] for item in compared["items"]] == claims
    assert all(item["distance_km"] > 0 and item["purpose"] == "Trousses" for item in compared["items"])
    mine = world.calling(world.receiver).get("/claims?state=requested").json
    assert [(item["id"], item["side"]) for item in mine["items"]] == [(claims[0], "receiver")]
    pages = world.calling(world.giver).get("/claims?limit=1").json
    assert pages["total"] == 2
    following = world.calling(world.giver).get(pages["next"].removeprefix("/api/v1")).json
    assert [pages["items"][0]["id"], following["items"][0]["id"]] == claims[::-1]
    assert following["next"] is None


def test_a_claim_repeated_under_its_key_is_one_claim(world: World) -> None:
    lot, receiver = lot_of(world, allocation="first_come"), world.calling(world.receiver)
    answers = [receiver.post(f"/lots/{lot}/claims", {"mass_kg": 200}, key="mine") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert session().query(Claim).count() == 1


def test_the_last_kilogram_has_one_winner_through_the_api(world: World, together: Any) -> None:
    lot = lot_of(world, allocation="first_come", quantity={"value": 1, "unit": "kg"})
    calls = [
        lambda member=member: world.calling(member).post(f"/lots/{lot}/claims", {"mass_kg": 1})
        for member in (world.receiver, world.other)
        for _ in range(4)
    ]
    outcomes = together(world.app, calls)
    assert not outcomes.raised
    assert Counter(response.status_code for response in outcomes.returned) == {201: 1, 409: 7}


BAD_CLAIMS: list[tuple[dict[str, Any], int, str, str]] = [
    ({}, 422, "mass_kg", "field-required"),
    ({"mass_kg": 0}, 422, "mass_kg", "claim-mass-not-positive"),
    ({"mass_kg": -1}, 422, "mass_kg", "claim-mass-not-positive"),
    ({"mass_kg": "1"}, 422, "mass_kg", "number-expected"),
    ({"mass_kg": 0.0001}, 422, "mass_kg", "mass-invalid"),
    ({"mass_kg": 300.501}, 409, "mass_kg", "claim-mass-exceeds-remainder"),
    ({"mass_kg": 1, "purpose": "x" * 3000}, 422, "purpose", "claim-purpose-too-long"),
    ({"mass_kg": 1, "purpose": 1}, 422, "purpose", "text-expected"),
    ({"mass_kg": 1, "pickup_from": "tomorrow"}, 422, "pickup_from", "instant-invalid"),
    ({"mass_kg": 1, "pickup_from": "2026-03-20T10:00:00Z"}, 422, "pickup_until", "claim-window-incomplete"),
    ({"mass_kg": 1, "site": "nowhere"}, 422, "site", "claim-site-unknown"),
    ({"mass_kg": 1, "nonsense": 1}, 422, "nonsense", "field-unknown"),
]


@pytest.mark.parametrize(("body", "status", "field", "code"), BAD_CLAIMS)
def test_every_field_of_a_claim_refuses_bad_input_by_name(
    small_world: World, body: dict[str, Any], status: int, field: str, code: str
) -> None:
    lot = lot_of(small_world)
    response = small_world.calling(small_world.receiver).post(f"/lots/{lot}/claims", body)
    assert response.status_code == status
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [(field, code)]
    assert session().query(Claim).count() == 0


def test_closing_a_listing_declines_what_waits_and_is_refused_while_something_is_held(world: World) -> None:
    lot = lot_of(world)
    waiting, accepted = claimed(world, lot), claimed(world, lot, world.other)
    giver = world.calling(world.giver)
    giver.post(f"/claims/{accepted}/accept")
    listing = giver.get(f"/claims/{waiting}").json["listing"]
    response = giver.post(f"/listings/{listing}/close")
    assert (response.status_code, response.json["code"]) == (409, "listing-has-holds")
    giver.post(f"/claims/{accepted}/cancel", {"reason": "Erreur de saisie"})
    assert giver.post(f"/listings/{listing}/close").json["status"] == "closed"
    assert giver.get(f"/claims/{waiting}").json["state"] == "declined"
