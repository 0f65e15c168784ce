from __future__ import annotations

from typing import Any

import pytest

from tests.api.world import LISTING, World


def publish(world: World, **changes: Any) -> str:
    giver = world.calling(world.giver)
    listing = giver.post("/listings", {**LISTING, "site": world.giver.site, **changes}).json["id"]
    assert giver.post(f"/listings/{listing}/publish").status_code == 200
    return str(listing)


def found(world: World, query: str) -> list[str]:
    response = world.calling().get(f"/listings?{query}")
    assert response.status_code == 200, (query, response.text)
    assert response.json["total"] == len(response.json["items"])
    return [item["id"] for item in response.json["items"]]


def test_an_open_listing_is_found_by_everything_that_is_said_of_it(world: World) -> None:
    listing = publish(world)
    for query in (
        "",
        "near=48.58,7.75&radius_km=5",
        "place=Strasbourg&radius_km=10",
        "place=67000&radius_km=10",
        "material=coffee-bags",
        "material=composite-packaging",
        "waste_code=15%2001%2005",
        "waste_code=150105",
        "kind=lot",
        "q=sacs+cafe",
        "min_kg=300&max_kg=301",
        "min_kg=300.5",
        "organisation=torrefaction",
        f"organisation={world.giver.organisation}",
        "territory=commune:67482",
        "territory=epci:246700488",
        "status=open",
        "sort=newest",
        "sort=quantity",
        "sort=ending",
        "near=48.58,7.75&sort=distance",
    ):
        assert found(world, query) == [listing], query


def test_a_listing_is_not_found_where_it_does_not_match(world: World) -> None:
    publish(world)
    for query in (
        "near=49.5248,5.8891&radius_km=5",
        "material=glass",
        "waste_code=20 01 01",
        "kind=stream",
        "q=bouchons",
        "min_kg=300.501",
        "max_kg=300.499",
        "organisation=couture",
        "territory=country:LU",
    ):
        assert found(world, query) == [], query


def test_an_item_tells_distance_mass_and_place_but_no_address(world: World) -> None:
    listing = publish(world)
    response = world.calling().get("/listings?near=48.58,7.75")
    (item,) = response.json["items"]
    assert item["id"] == listing
    assert item["mass_kg"] == 300.5
    assert item["distance_km"] == pytest.approx(0.222, abs=0.01)
    assert item["position"] == {"latitude": 48.582, "longitude": 7.75}
    assert "Krutenau" not in response.text
    assert world.calling().get("/listings").json["items"][0]["distance_km"] is None


def test_pages_follow_one_another_without_gap_or_repeat(world: World) -> None:
    listings = {publish(world, title=f"Lot {number}") for number in range(5)}
    for query in ("near=48.58,7.75", "sort=newest"):
        seen: list[str] = []
        path: str | None = f"/listings?{query}&limit=2"
        while path is not None:
            page = world.calling().get(path).json
            assert page["total"] == 5
            seen += [item["id"] for item in page["items"]]
            path = page["next"] and page["next"].removeprefix("/api/v1")
        assert len(seen) == 5
        assert set(seen) == listings


def test_a_map_client_gets_geojson_of_public_points(world: World) -> None:
    listing = publish(world)
    response = world.calling().get("/listings", headers={"Accept": "application/geo+json"})
    assert response.content_type == "application/geo+json"
    (feature,) = response.json["features"]
    assert response.json["type"] == "FeatureCollection"
    assert feature["geometry"] == {"type": "Point", "coordinates": [7.75, 48.582]}
    assert (feature["id"], feature["properties"]["title"]) == (listing, LISTING["title"])
    assert "Accept" in response.headers["Vary"]


def test_a_format_that_cannot_be_given_is_told_so(small_world: World) -> None:
    response = small_world.calling().get("/listings", headers={"Accept": "text/csv"})
    assert (response.status_code, response.json["code"]) == (406, "not-acceptable")


def test_members_list_their_own_in_other_states(world: World) -> None:
    giver = world.calling(world.giver)
    draft = giver.post("/listings", {**LISTING, "site": world.giver.site}).json["id"]
    published = publish(world)
    listed = {status: giver.get(f"/listings?status={status}").json for status in ("draft", "all", "closed")}
    assert [item["id"] for item in listed["draft"]["items"]] == [draft]
    assert {item["id"] for item in listed["all"]["items"]} == {draft, published}
    assert listed["closed"]["total"] == 0
    assert world.calling(world.other).get("/listings?status=draft").json["total"] == 0
    assert world.calling().get("/listings?status=draft").status_code == 401


BAD_QUERIES = [
    ("near=NaN,7", "near", "point-invalid"),
    ("near=48.5", "near", "point-invalid"),
    ("near=91,0", "near", "point-invalid"),
    ("near=48.5,7.7&radius_km=NaN", "radius_km", "number-expected"),
    ("near=48.5,7.7&radius_km=0.05", "radius_km", "search-radius-out-of-range"),
    ("near=48.5,7.7&radius_km=501", "radius_km", "search-radius-out-of-range"),
    ("near=48.5,7.7&radius_km=", "radius_km", "number-expected"),
    ("place=Atlantide", "place", "place-unknown"),
    ("place=%00", "place", "text-unsound"),
    ("place=" + "x" * 20_000, "place", "text-too-long"),
    ("material=nonsense", "material", "material-unknown"),
    ("waste_code=1", "waste_code", "waste-code-unknown"),
    ("kind=gift", "kind", "listing-choice-unknown"),
    ("q=" + "x" * 201, "q", "text-too-long"),
    ("min_kg=-1", "min_kg", "search-mass-out-of-range"),
    ("min_kg=1e3", "min_kg", "mass-invalid"),
    ("min_kg=5&max_kg=1", "max_kg", "search-masses-disordered"),
    ("max_kg=0.0001", "max_kg", "mass-invalid"),
    ("status=unknown", "status", "listing-status-not-searchable"),
    ("status=draft&q=x", "status", "listing-status-not-searchable"),
    ("organisation=nobody", "organisation", "search-organisation-unknown"),
    ("territory=commune:00000", "territory", "territory-unknown"),
    ("territory=nonsense", "territory", "territory-unknown"),
    ("sort=price", "sort", "listing-choice-unknown"),
    ("sort=distance", "sort", "search-place-needed"),
    ("limit=0", "limit", "limit-invalid"),
    ("limit=101", "limit", "limit-invalid"),
    ("limit=10&limit=20", "limit", "limit-invalid"),
    ("cursor=nonsense", "cursor", "cursor-invalid"),
    ("page=1000000000", "page", "field-unknown"),
    ("facets=material", "facets", "field-unknown"),
]


@pytest.mark.parametrize(("query", "field", "code"), BAD_QUERIES)
def test_every_parameter_refuses_bad_input_by_name(
    small_world: World, query: str, field: str, code: str
) -> None:
    response = small_world.calling().get(f"/listings?{query}")
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [(field, code)]
