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


def test_the_whole_list_of_waste_is_read_page_by_page(world: World) -> None:
    codes: dict[str, bool] = {}
    path: str | None = "/waste-codes?limit=100"
    while path is not None:
        page = world.calling().get(path).json
        codes |= {item["code"]: item["hazardous"] for item in page["items"]}
        path = page["next"] and page["next"].removeprefix("/api/v1")
    assert list(codes) == sorted(codes)
    assert (len(codes), sum(codes.values()), page["total"]) == (842, 408, 842)


def test_an_entry_is_read_by_any_spelling_with_its_headings(small_world: World) -> None:
    for spelled in ("150110", "15 01 10", "15.01.10", "15 01 10*"):
        answer = small_world.calling().get(f"/waste-codes/{spelled}")
        assert answer.status_code == 200, spelled
        assert answer.json == {
            "code": "15 01 10",
            "hazardous": True,
            "name": "Emballages souillés par des substances dangereuses",
            "chapter": "15",
            "chapter_name": "Emballages, absorbants, chiffons, filtres et vêtements de protection",
            "subchapter": "15 01",
            "subchapter_name": "Emballages",
        }


@pytest.mark.parametrize("code", ["15 01 05*", "99 99 99", "15", "carton", "%00", "x" * 3000])
def test_what_is_no_entry_is_missing(small_world: World, code: str) -> None:
    response = small_world.calling().get(f"/waste-codes/{code}")
    assert (response.status_code, response.json["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=15+01*", ["15 01 10", "15 01 11"]),
        ("q=pneus", ["16 01 03"]),
        ("q=tyres", ["16 01 03"]),
        ("chapter=15&hazardous=true", ["15 01 10", "15 01 11", "15 02 02"]),
        ("subchapter=1502&hazardous=false", ["15 02 03"]),
        ("material=coffee-bags", ["15 01 05"]),
        ("q=zzzz", []),
    ],
)
def test_waste_codes_are_found_by_number_words_heading_danger_and_material(
    small_world: World, query: str, expected: list[str]
) -> None:
    found = small_world.calling().get(f"/waste-codes?{query}").json["items"]
    assert [item["code"] for item in found][: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("q=15+01+05*", "q", "waste-code-not-hazardous"),
        ("chapter=21", "chapter", "waste-heading-unknown"),
        ("subchapter=carton", "subchapter", "waste-heading-unknown"),
        ("material=nonsense", "material", "material-unknown"),
        ("hazardous=peut-être", "hazardous", "boolean-expected"),
    ],
)
def test_what_cannot_be_asked_of_the_list_is_refused_beside_its_name(
    small_world: World, query: str, field: str, code: str
) -> None:
    response = small_world.calling().get(f"/waste-codes?{query}")
    assert response.status_code == 422
    assert [(error["field"], error["code"]) for error in response.json["errors"]] == [(field, code)]


def test_materials_are_found_by_words_of_any_language_and_by_parent(small_world: World) -> None:
    def slugs(query: str) -> list[str]:
        return [item["slug"] for item in small_world.calling().get(f"/materials?{query}").json["items"]]

    assert slugs("q=Wellpappe")[0] == "cardboard"
    assert {"cardboard", "paper"} <= set(slugs("parent=paper-and-card&limit=100"))
    assert slugs("q=carton&parent=wood") == []
    refused = small_world.calling().get("/materials?parent=nonsense")
    assert [error["field"] for error in refused.json["errors"]] == ["parent"]


def test_names_come_in_the_language_asked_for(small_world: World) -> None:
    asked = {"headers": {"Accept-Language": "en-GB,en;q=0.9"}}
    found = small_world.calling().get("/waste-codes/160103", **asked)
    assert (found.json["name"], found.headers["Content-Language"]) == ("End-of-life tyres", "en")
    assert found.json["subchapter_name"] == "End-of-life vehicles and their parts"
    assert small_world.calling().get("/materials/cardboard", **asked).json["name"] == "Cardboard"
