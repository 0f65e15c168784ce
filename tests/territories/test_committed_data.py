"""The committed files of France, held to their provenance and to facts known from elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

import pytest

from exchange.kernel.geography import Point, distance_km
from tests.ground import COMMITTED as DATA
from tests.ground import ROOT, rows

OUTLINES = ROOT / "static" / "outlines"
PROVENANCE = json.loads((DATA / "provenance.json").read_text(encoding="utf-8"))
EUROMETROPOLE = "246700488"


COMMUNES = {row["code"]: row for row in rows("communes")}
TERRITORIES = {row["key"]: row for row in rows("territories")}


def point(row: dict[str, str]) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))


def test_every_file_is_the_one_that_the_provenance_names() -> None:
    found = {path.name: path for path in DATA.glob("*.csv")}
    found |= {f"outlines/{path.relative_to(OUTLINES).as_posix()}": path for path in OUTLINES.rglob("*.json")}

    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}
    assert hashes == PROVENANCE["outputs"]


def test_every_input_has_a_licence_a_credit_and_a_hash() -> None:
    for source in PROVENANCE["inputs"]:
        assert source["licence"], source
        assert source["credit"], source
        assert len(source["sha256"]) == 64


@pytest.mark.parametrize(
    ("code", "name", "where"),
    [
        ("67482", "Strasbourg", Point(48.57358, 7.75321)),
        ("67218", "Illkirch-Graffenstaden", Point(48.52808, 7.7104)),
        ("LU-0202", "Differdange", Point(49.5248, 5.8891)),
        ("DE-08317057", "Kehl", Point(48.573, 7.8152)),
        ("68224", "Mulhouse", Point(47.7499, 7.3362)),
        ("75056", "Paris", Point(48.8566, 2.3522)),
        ("97411", "Saint-Denis", Point(-20.8787, 55.4489)),
        ("BE-62063", "Liège", Point(50.6337, 5.5675)),
    ],
)
def test_known_communes_stand_where_they_are_known_to_stand(code: str, name: str, where: Point) -> None:
    assert COMMUNES[code]["name"] == name
    assert distance_km(point(COMMUNES[code]), where) < 0.05


def test_the_eurometropole_is_complete() -> None:
    members = [row for row in COMMUNES.values() if row["epci"] == EUROMETROPOLE]

    assert len(members) == 33
    assert TERRITORIES[f"epci:{EUROMETROPOLE}"]["communes"] == "33"


def test_every_loaded_epci_is_complete_and_its_population_is_the_sum_of_its_communes() -> None:
    members: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in COMMUNES.values():
        members[row["epci"]].append(row)

    for key, row in TERRITORIES.items():
        if key.startswith("epci:"):
            inside = members[key.removeprefix("epci:")]
            assert len(inside) == int(row["communes"]), row["name"]
            assert sum(int(commune["population"]) for commune in inside) == int(row["population"]), row[
                "name"
            ]


def test_the_whole_country_is_there() -> None:
    french = [row for row in COMMUNES.values() if row["country"] == "FR"]

    assert len(french) == 34_875 == int(TERRITORIES["country:FR"]["communes"])
    assert len({row["departement"] for row in french}) == 101
    assert len({row["region"] for row in french}) == 18
    assert len({row["epci"] for row in french} - {""}) == 1_255
    assert "country:FR" not in PROVENANCE["coverage"]


def test_perimeters_straddle_one_another_as_they_are_known_to() -> None:
    above: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in COMMUNES.values():
        if row["epci"]:
            above[row["epci"]].add((row["departement"], row["region"]))

    assert sum(1 for pairs in above.values() if len({pair[0] for pair in pairs}) > 1) == 89
    assert sum(1 for pairs in above.values() if len({pair[1] for pair in pairs}) > 1) == 26


def test_everything_a_commune_belongs_to_is_there() -> None:
    for row in COMMUNES.values():
        levels = ("epci", "departement", "region", "country", "area")
        assert {f"{level}:{row[level]}" for level in levels if row[level]} <= TERRITORIES.keys(), row


def test_every_commune_has_a_name_a_time_zone_and_a_current_population() -> None:
    zones: dict[str, set[str]] = defaultdict(set)
    for row in COMMUNES.values():
        assert row["name"], row
        zones[row["time_zone"]].add(row["departement"] or row["country"])
    assert all(ZoneInfo(zone) for zone in zones)
    assert {zone: places for zone, places in zones.items() if zone != "Europe/Paris"} == {
        "America/Guadeloupe": {"971"},
        "America/Martinique": {"972"},
        "America/Cayenne": {"973"},
        "Indian/Reunion": {"974"},
        "Indian/Mayotte": {"976"},
        "Europe/Luxembourg": {"LU"},
        "Europe/Brussels": {"BE"},
        "Europe/Berlin": {"DE"},
        "Europe/Zurich": {"CH"},
    }
    french = [row for row in COMMUNES.values() if row["country"] == "FR"]
    empty = [row["name"] for row in french if not int(row["population"])]
    assert len(empty) == 6, "the villages of the Meuse that died for France"
    # The census of 2017, which one of the inputs still carries, counted 280 966.
    assert int(COMMUNES["67482"]["population"]) == 293_771


def test_town_halls_of_one_epci_are_neighbours() -> None:
    """Some published points lie in another valley: none is left that far from its EPCI’s centre."""
    for row in COMMUNES.values():
        if row["epci"] and row["departement"] != "973":
            assert distance_km(point(row), point(TERRITORIES[f"epci:{row['epci']}"])) < 60, row


def test_every_point_says_how_it_was_found() -> None:
    french = Counter(row["point"] for row in COMMUNES.values() if row["country"] == "FR")
    named = {
        row["code"] for row in COMMUNES.values() if row["country"] == "FR" and row["point"] == "postcode"
    }

    assert french == {"town_hall": 33_180, "inside": 1_691, "postcode": 4}
    assert named == {"15031", "15035", "15047", "15171"}, "the communes born again in 2025"


POSTCODES = rows("postcodes")


def test_every_commune_has_a_postcode_and_every_postcode_a_commune() -> None:
    assert {row["commune"] for row in POSTCODES} == COMMUNES.keys()


def test_most_postcodes_cover_several_communes_and_none_is_a_companys() -> None:
    shared = Counter(row["postcode"] for row in POSTCODES if not row["locality"] and row["country"] == "FR")

    assert {row["postcode"] for row in POSTCODES if row["commune"] == "67482"} == {"67000", "67100", "67200"}
    assert shared["67170"] > 5
    assert (len(shared), sum(1 for count in shared.values() if count > 1)) == (6_187, 4_200)
    assert not [row for row in POSTCODES if "CEDEX" in row["postcode"]]


PARTS = {row["code"]: row for row in rows("parts")}


def test_every_former_commune_and_arrondissement_leads_to_a_commune_of_today() -> None:
    kinds = Counter(row["kind"] for row in PARTS.values())

    assert kinds == {"former": 4_240, "arrondissement": 45}
    assert all(row["commune"] in COMMUNES for row in PARTS.values())
    assert not PARTS.keys() & COMMUNES.keys()
    assert PARTS["67014"]["commune"] == "67418"


@pytest.mark.parametrize(
    ("postcode", "code", "name", "home", "where"),
    [
        ("75011", "75111", "Paris 11e Arrondissement", "75056", Point(48.859, 2.379)),
        ("69003", "69383", "Lyon 3e Arrondissement", "69123", Point(45.757, 4.85)),
        ("13008", "13208", "Marseille 8e Arrondissement", "13055", Point(43.27, 5.386)),
    ],
)
def test_arrondissements_belong_to_their_city_with_their_own_postcode_and_point(
    postcode: str, code: str, name: str, home: str, where: Point
) -> None:
    [row] = [row for row in POSTCODES if row["postcode"] == postcode and row["locality"] == name]

    assert PARTS[code] == {"code": code, "kind": "arrondissement", "name": name, "commune": home}
    assert row["commune"] == home
    assert distance_km(point(row), where) < 2.5


def test_a_former_commune_that_is_still_named_is_found_as_a_locality() -> None:
    localities = {(row["commune"], row["locality"]) for row in POSTCODES if row["locality"]}
    named = [row for row in PARTS.values() if row["name"] and row["name"] != COMMUNES[row["commune"]]["name"]]

    assert len(named) > 1_900
    assert not [row for row in named if (row["commune"], row["name"]) not in localities]


def test_overseas_communes_have_localities_too() -> None:
    assert [row for row in POSTCODES if row["commune"].startswith("974") and row["locality"]]
