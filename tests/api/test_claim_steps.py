from __future__ import annotations

from typing import Any

import pytest

from exchange.claims.lifecycle import BY_NAME
from exchange.claims.models import STATES
from tests.api.test_claims import claimed, lot_of
from tests.api.world import World


def test_every_step_of_the_life_cycle_has_an_address(small_world: World) -> None:
    paths = small_world.calling().get("/openapi.json").json["paths"]
    prefix = "/api/v1/claims/{claim}/"
    assert {path.removeprefix(prefix) for path in paths if path.startswith(prefix)} == set(BY_NAME)


def test_every_step_repeated_under_its_key_answers_alike_and_happens_once(world: World) -> None:
    claim = claimed(world, lot_of(world))
    giver, receiver = world.calling(world.giver), world.calling(world.receiver)
    window = {"pickup_from": "2026-03-20T09:00:00Z", "pickup_until": "2026-03-20T10:00:00Z"}
    slots = {"slots": [{"from": window["pickup_from"], "until": window["pickup_until"]}]}
    walk: list[tuple[Any, str, Any]] = [
        (giver, "accept", {"mass_kg": 90}),
        (giver, "propose", slots),
        (receiver, "schedule", window),
        (receiver, "reschedule", window),
        (receiver, "hand_over", {"gross_kg": 100, "tare_kg": 10}),
        (giver, "confirm", {"net_kg": 90}),
    ]
    for calling, step, body in walk:
        first, again = (calling.post(f"/claims/{claim}/{step}", body, key=step) for _ in range(2))
        assert (first.status_code, again.status_code) == (200, 200), (step, first.text)
        assert first.json == again.json
        assert first.json["state"] in STATES
    assert [step["step"] for step in first.json["history"]] == ["request", *(step for _, step, _ in walk)]
    assert first.json["booked_kg"] == 90


def test_a_step_based_on_an_older_version_answers_412(world: World) -> None:
    claim = claimed(world, lot_of(world))
    giver = world.calling(world.giver)
    etag = giver.get(f"/claims/{claim}").headers["ETag"]
    assert giver.post(f"/claims/{claim}/accept", match=etag).status_code == 200
    response = giver.post(f"/claims/{claim}/cancel", {"reason": "Erreur"}, match=etag)
    assert (response.status_code, response.json["code"]) == (412, "stale")


def test_sides_disagreeing_can_settle(world: World) -> None:
    claim = claimed(world, lot_of(world))
    giver, receiver = world.calling(world.giver), world.calling(world.receiver)
    giver.post(f"/claims/{claim}/accept")
    giver.post(f"/claims/{claim}/hand_over", {"gross_kg": 120, "tare_kg": 20})
    disputed = receiver.post(f"/claims/{claim}/confirm", {"gross_kg": 100, "tare_kg": 20})
    assert (disputed.json["state"], disputed.json["booked_kg"]) == ("disputed", None)
    settled = giver.post(f"/claims/{claim}/resolve")
    assert (settled.json["state"], settled.json["booked_kg"]) == ("confirmed", 80)
    assert settled.json["links"] == []


BAD_STEPS: list[tuple[str, Any, str]] = [
    ("accept", {"mass_kg": 0}, "mass_kg"),
    ("accept", {"mass_kg": 101}, "mass_kg"),
    ("accept", {"mass_kg": "all"}, "mass_kg"),
    ("decline", {}, "reason"),
    ("decline", {"reason": ""}, "reason"),
    ("decline", {"reason": "x" * 3000}, "reason"),
    ("decline", {"reason": "non", "extra": 1}, "extra"),
    ("propose", {"slots": "x"}, "slots"),
    ("propose", {"slots": []}, "slots"),
    ("propose", {"slots": [{"from": "2026-03-20T10:00:00Z"}]}, "slots.0.until"),
    ("propose", {"slots": [{"from": "x", "until": "2026-03-20T10:00:00Z"}]}, "slots.0.from"),
    ("schedule", {"pickup_from": "2026-03-20T10:00:00Z"}, "pickup_until"),
    (
        "schedule",
        {"pickup_from": "2026-03-20T10:00:00Z", "pickup_until": "2026-03-20T09:00:00Z"},
        "pickup_until",
    ),
    ("hand_over", {}, "gross_kg"),
    ("hand_over", {"gross_kg": -1, "tare_kg": 0}, "gross_kg"),
    ("hand_over", {"gross_kg": 1, "tare_kg": 2}, "tare_kg"),
    ("hand_over", {"gross_kg": 1, "tare_kg": 0, "net_kg": 1}, "net_kg"),
    ("hand_over", {"net_kg": 100, "method": "guess"}, "method"),
    ("hand_over", {"net_kg": 100, "at": "2027-01-01T00:00:00Z"}, "at"),
    ("cancel", {"reason": " "}, "reason"),
]


@pytest.mark.parametrize(("step", "body", "field"), BAD_STEPS)
def test_every_field_of_a_step_refuses_bad_input_by_name(
    small_world: World, step: str, body: Any, field: str
) -> None:
    claim = claimed(small_world, lot_of(small_world))
    giver = small_world.calling(small_world.giver)
    if step not in {"accept", "decline"}:
        giver.post(f"/claims/{claim}/accept")
    before = giver.get(f"/claims/{claim}").json
    response = giver.post(f"/claims/{claim}/{step}", body)
    assert response.status_code == 422, response.text
    assert field in {each["field"] for each in response.json["errors"]}
    assert giver.get(f"/claims/{claim}").json == before


def test_a_step_of_the_other_side_or_of_another_state_changes_nothing(small_world: World) -> None:
    claim = claimed(small_world, lot_of(small_world))
    giver, receiver = small_world.calling(small_world.giver), small_world.calling(small_world.receiver)
    response = receiver.post(f"/claims/{claim}/accept")
    assert (response.status_code, response.json["code"]) == (403, "claim-not-your-step")
    response = giver.post(f"/claims/{claim}/hand_over", {"net_kg": 1})
    assert (response.status_code, response.json["code"]) == (409, "claim-step-closed")
    assert giver.post(f"/claims/{claim}/no_show").status_code == 404
    assert giver.get(f"/claims/{claim}").json["state"] == "requested"
