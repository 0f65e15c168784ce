from __future__ import annotations

from tests.api.test_listings import published, written
from tests.api.world import World


def test_masses_are_answered_exactly(world: World) -> None:
    quantity = {"value": 0.3, "unit": "kg"}
    response = world.calling(world.giver).post("/listings", written(world, quantity=quantity))
    assert b'"mass_kg":0.3,' in response.data


def test_a_counted_quantity_states_its_conversion(world: World) -> None:
    quantity = {"value": 12, "unit": "pallet", "kg_per_unit": 25.5}
    listing = world.calling(world.giver).post("/listings", written(world, quantity=quantity)).json
    assert listing["quantity"] == {"value": 12, "unit": "pallet", "kg_per_unit": 25.5}
    assert listing["mass_kg"] == 306


def test_a_published_listing_has_its_lot_and_is_found_by_everybody(world: World) -> None:
    listing = world.calling().get(f"/listings/{published(world)}").json
    assert listing["status"] == "published"
    (lot,) = listing["lots"]
    assert (lot["initial_kg"], lot["remaining_kg"], lot["held_kg"]) == (300.5, 300.5, 0)
    assert listing["links"] == []


def test_the_public_sees_the_public_point_and_no_address(world: World) -> None:
    response = world.calling().get(f"/listings/{published(world)}")
    assert response.json["position"] == {"latitude": 48.582, "longitude": 7.75}
    assert "Krutenau" not in response.text
    assert response.json["organisation"] == {
        "id": world.giver.organisation,
        "slug": "torrefaction",
        "name": "Torrefaction",
    }
