"""The main job through the JSON face alone: listed, found, claimed, fetched, weighed, counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.world import LISTING, METROPOLE, Caller, Member, World


def followed(calling: Caller, claim: str, step: str, body: Any = None) -> dict[str, Any]:
    """Take a step by its link, based on the version just read, and return the claim."""
    read = calling.get(f"/claims/{claim}")
    links = {link["step"]: link["href"] for link in read.json["links"]}
    response = calling.post(
        links[step].removeprefix("/api/v1"), body, match=read.headers["ETag"], key=f"{step}-{claim}"
    )
    assert response.status_code == 200, response.text
    return dict(response.json)


def offered(world: World, giver: Member, allocation: str) -> tuple[str, str]:
    """Write and publish a listing; return its id and its lot's."""
    calling = world.calling(giver)
    me = calling.get("/me").json
    material = world.calling().get("/materials/coffee-bags").json
    body = {
        **LISTING,
        "site": me["organisation"]["sites"][0]["id"],
        "waste_code": material["waste_codes"][0]["code"],
        "allocation": allocation,
    }
    draft = calling.post("/listings", body, key=f"listing-{allocation}-{giver.organisation}")
    assert draft.status_code == 201, draft.text
    links = {link["step"]: link["href"] for link in draft.json["links"]}
    published = calling.post(links["publish"].removeprefix("/api/v1"), match=draft.headers["ETag"])
    assert published.json["status"] == "published"
    return published.json["id"], published.json["lots"][0]["id"]


def exchanged(world: World, giver: Member, receiver: Member, net_kg: float) -> str:
    """Carry an exchange through, the first to come being served; return the claim's id."""
    _, lot = offered(world, giver, "first_come")
    claim = str(world.calling(receiver).post(f"/lots/{lot}/claims", {"mass_kg": net_kg}).json["id"])
    followed(world.calling(giver), claim, "hand_over", {"gross_kg": net_kg + 20, "tare_kg": 20})
    followed(world.calling(receiver), claim, "confirm", {"gross_kg": net_kg + 10, "tare_kg": 10})
    return claim


@pytest.mark.parametrize("allocation", ["giver_chooses", "first_come"])
def test_a_by_product_is_listed_found_claimed_fetched_weighed_and_counted(
    world: World, allocation: str
) -> None:
    giver, receiver, public = world.calling(world.giver), world.calling(world.receiver), world.calling()
    listing, lot = offered(world, world.giver, allocation)

    place = public.get("/geocode?q=Strasbourg").json["items"][0]
    near = f"{place['latitude']},{place['longitude']}"
    found = receiver.get(f"/listings?near={near}&radius_km=10&material=composite-packaging&q=sacs").json
    assert [item["id"] for item in found["items"]] == [listing]
    assert found["items"][0]["distance_km"] < 5

    wish = {"pickup_from": "2026-03-20T08:00:00Z", "pickup_until": "2026-03-20T11:00:00Z"}
    asked = receiver.post(
        f"/lots/{lot}/claims", {"mass_kg": 120.5, "purpose": "Trousses", **wish}, key="claim"
    )
    assert asked.status_code == 201
    claim = asked.json["id"]
    if allocation == "giver_chooses":
        assert asked.json["state"] == "requested"
        compared = giver.get(f"/lots/{lot}/claims").json["items"]
        assert [item["id"] for item in compared] == [claim]
        followed(giver, claim, "accept")
    assert giver.get(f"/claims/{claim}").json["state"] == "accepted"

    appointment = {"pickup_from": "2026-03-20T09:00:00Z", "pickup_until": "2026-03-20T10:00:00Z"}
    assert followed(receiver, claim, "schedule", appointment)["state"] == "scheduled"
    assert receiver.get(f"/claims/{claim}").json["meeting"]["source"]["address"] == "12 rue de la Krutenau"
    assert followed(giver, claim, "hand_over", {"gross_kg": 141, "tare_kg": 20})["state"] == "handed_over"
    confirmed = followed(
        receiver, claim, "confirm", {"gross_kg": 130.4, "tare_kg": 10, "refused_kg": 0.4, "method": "scale"}
    )
    assert (confirmed["state"], confirmed["booked_kg"], confirmed["grade"]) == ("confirmed", 120, "A")
    assert confirmed["links"] == []

    (balance,) = public.get(f"/listings/{listing}").json["lots"]
    assert balance["initial_kg"] + balance["adjusted_kg"] == pytest.approx(
        sum(balance[part] for part in ("remaining_kg", "held_kg", "collected_kg", "removed_kg"))
    )
    assert (balance["collected_kg"], balance["held_kg"]) == (120, 0)

    path = f"/statistics?territory={METROPOLE}&from=2026-03&to=2026-03&by=month"
    whole = world.calling(world.facilitator).get(path).json
    assert whole["sight"] == "whole"
    assert (whole["totals"]["diverted_kg"], whole["totals"]["handovers"]) == (120, 1)
    assert [(item["month"], item["diverted_kg"], item["secret"]) for item in whole["items"]] == [
        ("2026-03", 120, False)
    ]
    hidden = public.get(path).json
    assert hidden["sight"] == "public"
    assert hidden["totals"]["diverted_kg"] is None
    assert [(item["month"], item["diverted_kg"], item["secret"]) for item in hidden["items"]] == [
        ("2026-03", None, True)
    ]


def test_a_territorial_body_sees_its_running_month_once_enough_take_part_and_the_public_does_not(
    world: World,
) -> None:
    givers = [world.giver, *(world.joined_by(f"giver-{n}", "company") for n in (2, 3))]
    receivers = [world.receiver, world.other, world.joined_by("receiver-3", "association")]
    path = f"/statistics?territory={METROPOLE}&from=2026-03&to=2026-03&by=month"
    body, public = world.calling(world.body), world.calling()

    exchanged(world, givers[0], receivers[0], 30.125)
    response = body.get(path)
    assert response.status_code == 200, response.text
    alone = response.json
    assert alone["sight"] == "live"
    assert alone["items"][0] == {
        "month": "2026-03",
        "material": None,
        "material_name": None,
        "diverted_kg": None,
        "secret": True,
    }
    assert alone["totals"]["organisations"] == 2

    for giver, receiver in zip(givers[1:], receivers[1:], strict=True):
        exchanged(world, giver, receiver, 30)
    together = body.get(path).json
    assert (together["totals"]["diverted_kg"], together["items"][0]["diverted_kg"]) == (90.125, 90.125)
    assert public.get(path).json["items"][0]["secret"] is True
