from __future__ import annotations

import pytest

from tests.api.world import World


def test_the_tree_is_read_page_by_page_with_every_parent_before_its_children(world: World) -> None:
    slugs: list[str] = []
    path: str | None = "/materials?limit=10"
    while path is not None:
        page = world.calling().get(path).json
        for item in page["items"]:
            assert item["parent"] is None or item["parent"] in slugs
            slugs.append(item["slug"])
        path = page["next"] and page["next"].removeprefix("/api/v1")
    assert len(slugs) == page["total"] == len(set(slugs)) > 20


def test_a_material_suggests_its_codes_and_units(world: World) -> None:
    material = world.calling().get("/materials/coffee-bags").json
    assert (material["slug"], material["parent"]) == ("coffee-bags", "composite-packaging")
    assert material["waste_codes"][0]["code"] == "15 01 05"
    weights = {unit["unit"]: unit["kg_per_unit"] for unit in material["units"]}
    assert weights["kg"] == 1


@pytest.mark.parametrize("slug", ["nonsense", "Wood", "a b", "%00", "x" * 3000])
def test_what_is_no_material_is_missing(small_world: World, slug: str) -> None:
    response = small_world.calling().get(f"/materials/{slug}")
    assert (response.status_code, response.json["code"]) == (404, "not-found")


def test_waste_codes_are_listed_with_their_danger(world: World) -> None:
    codes = world.calling().get("/waste-codes?limit=100").json
    assert codes["total"] == len(codes["items"])
    dangers = {item["code"]: item["hazardous"] for item in codes["items"]}
    assert dangers["15 01 05"] is False
    assert any(dangers.values())
