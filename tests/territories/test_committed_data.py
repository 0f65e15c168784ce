"""The committed files, held to their provenance and to facts known from elsewhere."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from exchange.kernel.geography import Point, distance_km

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "exchange" / "territories" / "data"
OUTLINES = ROOT / "static" / "outlines"
PROVENANCE = json.loads((DATA / "provenance.json").read_text(encoding="utf-8"))
EUROMETROPOLE = "246700488"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


COMMUNES = {row["code"]: row for row in rows("communes")}
TERRITORIES = {row["key"]: row for row in rows("territories")}


def point(row: dict[str, str]) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))


def test_every_file_is_the_one_that_the_provenance_names() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*DATA.glob("*.csv"), *OUTLINES.glob("*.json"))
    }

    assert found == PROVENANCE["outputs"]


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
    ],
)
def test_known_communes_stand_where_they_are_known_to_stand(code: str, name: str, where: Point) -> None:
    assert COMMUNES[code]["name"] == name
    assert distance_km(point(COMMUNES[code]), where) < 0.01


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
    for row in COMMUNES.values():
        assert row["name"], row
        assert ZoneInfo(row["time_zone"])
    empty = [row["name"] for row in COMMUNES.values() if not int(row["population"])]
    assert len(empty) == 6, "the villages of the Meuse that died for France"
    assert COMMUNES["LU-0202"]["time_zone"] == "Europe/Luxembourg"
    # The census of 2017, which one of the inputs still carries, counted 280 966.
    assert int(COMMUNES["67482"]["population"]) == 293_771


def test_town_halls_of_one_epci_are_neighbours() -> None:
    """Some published points lie in another valley: none is left that far from its EPCI’s centre."""
    for row in COMMUNES.values():
        if row["epci"] and row["departement"] != "973":
            assert distance_km(point(row), point(TERRITORIES[f"epci:{row['epci']}"])) < 60, row


def test_every_commune_has_a_postcode_and_every_postcode_a_commune() -> None:
    postcodes = rows("postcodes")

    assert {row["commune"] for row in postcodes} == COMMUNES.keys()
    assert all(row["commune"] in COMMUNES for row in postcodes)


def test_most_postcodes_cover_several_communes_and_none_is_a_companys() -> None:
    postcodes = rows("postcodes")
    shared = Counter(row["postcode"] for row in postcodes if not row["locality"] and row["country"] == "FR")

    assert {row["postcode"] for row in postcodes if row["commune"] == "67482"} == {"67000", "67100", "67200"}
    assert shared["67170"] > 5
    assert (len(shared), sum(1 for count in shared.values() if count > 1)) == (6_187, 4_200)
    assert not [row for row in postcodes if "CEDEX" in row["postcode"]]


def test_differdange_has_its_localities() -> None:
    found = [row for row in rows("postcodes") if row["commune"] == "LU-0202"]

    assert {row["locality"] for row in found} == {"", "Lasauvage", "Niederkorn", "Oberkorn"}
    assert "L-4530" in {row["postcode"] for row in found}


def features(layer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((OUTLINES / f"{layer}.json").read_text(encoding="utf-8"))[
        "features"
    ]
    return found


def rings(feature: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    for polygon in feature["geometry"]["coordinates"]:
        for ring in polygon:
            yield [tuple(corner) for corner in ring]


def corners(layer: str) -> set[tuple[float, float]]:
    return {corner for feature in features(layer) for ring in rings(feature) for corner in ring}


def test_the_outlines_name_known_communes_and_epci() -> None:
    french = {f"commune:{code}" for code, row in COMMUNES.items() if row["country"] == "FR"}

    assert {feature["id"] for feature in features("communes")} <= french
    assert {feature["id"] for feature in features("epci")} <= TERRITORIES.keys()
    assert "departement:67" in {feature["id"] for feature in features("departements")}
    assert len(features("regions")) == 13


@pytest.mark.parametrize("layer", ["communes", "epci", "departements", "regions"])
def test_every_ring_is_closed_and_nothing_is_larger_than_a_small_picture(layer: str) -> None:
    assert all(
        ring[0] == ring[-1] and len(ring) > 3 for feature in features(layer) for ring in rings(feature)
    )
    assert (OUTLINES / f"{layer}.json").stat().st_size < 130_000


def test_borders_are_shared_between_neighbours_and_between_layers() -> None:
    """An inner border is drawn by two communes with the same corners; EPCI are made of those corners too."""
    drawn = Counter(
        tuple(sorted(edge))
        for feature in features("communes")
        for ring in rings(feature)
        for edge in pairwise(ring)
    )

    assert max(drawn.values()) == 2
    assert sum(1 for count in drawn.values() if count == 2) > len(drawn) / 2
    assert corners("epci") <= corners("communes")


def test_strasbourg_lies_inside_its_outline() -> None:
    outline = next(feature for feature in features("communes") if feature["id"] == "commune:67482")
    here = point(COMMUNES["67482"])

    crossings = sum(
        (south[1] > here.latitude) != (north[1] > here.latitude)
        and here.longitude
        < south[0] + (here.latitude - south[1]) / (north[1] - south[1]) * (north[0] - south[0])
        for ring in rings(outline)
        for south, north in pairwise(ring)
    )

    assert crossings % 2 == 1
