from __future__ import annotations

import pytest

from tests.api.world import World


def test_territories_are_found_by_level_and_name(world: World) -> None:
    found = world.calling().get("/territories?level=commune&q=illkirch").json
    assert [item["key"] for item in found["items"]] == ["commune:67218"]
    assert found["total"] == 1
    levels = {
        item["level"] for item in world.calling().get("/territories?level=epci&limit=100").json["items"]
    }
    assert levels == {"epci"}


def test_territories_are_paged_to_their_end(world: World) -> None:
    keys: list[str] = []
    path: str | None = "/territories?limit=100"
    while path is not None:
        page = world.calling().get(path).json
        keys += [item["key"] for item in page["items"]]
        path = page["next"] and page["next"].removeprefix("/api/v1")
    assert len(keys) == page["total"] == len(set(keys))


def test_communes_are_listed_within_a_territory(world: World) -> None:
    found = world.calling().get("/territories?level=commune&territory=epci:246700488&limit=100").json
    assert found["total"] == 33
    assert "commune:67482" in {item["key"] for item in found["items"]}


def test_a_commune_tells_its_postcodes_and_what_it_belongs_to(world: World) -> None:
    commune = world.calling().get("/territories/commune:67482").json
    assert commune["postcodes"] == ["67000", "67100", "67200"]
    assert [each["key"] for each in commune["belongs_to"]] == [
        "epci:246700488",
        "departement:67",
        "region:44",
        "country:FR",
    ]
    assert (commune["time_zone"], commune["valid_until"], commune["successors"]) == ("Europe/Paris", None, [])


def test_the_code_of_a_former_commune_leads_to_the_one_of_today(world: World) -> None:
    assert world.calling().get("/territories/commune:67014").json["key"] == "commune:67418"


def test_a_territory_is_read_by_its_key(world: World) -> None:
    territory = world.calling().get("/territories/epci:246700488").json
    assert (territory["name"], territory["communes_total"]) == ("Eurométropole de Strasbourg", 33)


@pytest.mark.parametrize("key", ["commune:00000", "nonsense", "commune:%00", "x" * 3000])
def test_what_is_no_territory_is_missing(small_world: World, key: str) -> None:
    response = small_world.calling().get(f"/territories/{key}")
    assert (response.status_code, response.json["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("level=planet", "level", "territory-level-unknown"),
        ("territory=epci:0", "territory", "territory-unknown"),
        ("q=" + "x" * 201, "q", "text-too-long"),
        ("cursor=WzFd", "cursor", "cursor-invalid"),
        ("cursor=WyJ4IiwgMTAwMDAwMDAwMDAwMDAwMDAwMDAwXQ", "cursor", "cursor-invalid"),
        ("limit=x", "limit", "limit-invalid"),
        ("name=x", "name", "field-unknown"),
    ],
)
def test_every_parameter_refuses_bad_input_by_name(
    small_world: World, query: str, field: str, code: str
) -> None:
    response = small_world.calling().get(f"/territories?{query}")
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [(field, code)]
