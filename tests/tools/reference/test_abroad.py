from __future__ import annotations

from typing import Any

import pytest

from tools.reference.abroad import neighbour_levels, neighbour_postcodes, neighbour_row
from tools.reference.selection import Selection

TOWN = {
    "code": "LU-0202", "country": "LU", "name": "Differdange", "time_zone": "Europe/Luxembourg",
    "area": "canton", "postcode_state": "Esch", "localities": ["Differdange", "Niederkorn"],
}  # fmt: skip


def place(postcode: str, city: str, latitude: float = 49.5, state: str = "Esch") -> dict[str, Any]:
    return {
        "country_code": "LU", "postal_code": postcode, "city": city, "state": state,
        "latitude": latitude, "longitude": 5.9,
    }  # fmt: skip


def test_a_communes_postcodes_are_those_of_its_localities() -> None:
    places = [
        place("L-4512", "Niederkorn"),
        place("L-4501", "Differdange"),
        place("L-1111", "Differdange", state="Luxembourg"),
        place("L-4004", "Esch-sur-Alzette"),
    ]

    found = neighbour_postcodes(TOWN, places)

    assert [(row.postcode, row.locality) for row in found] == [("L-4501", ""), ("L-4512", "Niederkorn")]


def test_a_commune_stands_at_the_first_postcode_of_its_own_name() -> None:
    places = [place("L-4500", "Niederkorn", 49.1), place("L-4501", "Differdange", 49.2)]

    row = neighbour_row(TOWN, neighbour_postcodes(TOWN, places))

    assert (row.latitude, row.point, row.population, row.area) == (49.2, "postcode", None, "canton")


def test_a_commune_that_no_postcode_names_cannot_be_placed() -> None:
    with pytest.raises(LookupError, match="Differdange"):
        neighbour_row(TOWN, neighbour_postcodes(TOWN, [place("L-4500", "Niederkorn")]))


def test_a_country_stands_amid_its_communes_and_claims_no_population() -> None:
    communes = [
        neighbour_row(TOWN, neighbour_postcodes(TOWN, [place("L-4501", "Differdange", latitude)]))
        for latitude in (49.0, 50.0)
    ]
    selection = Selection(
        name="test",
        vintage="2026-01-01",
        epci=frozenset(),
        neighbours=(TOWN,),
        areas=({"slug": "canton", "country": "LU", "name": "Canton", "communes": 14},),
        countries=({"code": "LU", "name": "Luxembourg", "communes": 100},),
        layers={},
    )

    rows = neighbour_levels(selection, communes)

    assert [(row.key, row.latitude, row.communes) for row in rows] == [
        ("country:LU", 49.5, 100),
        ("area:canton", 49.5, 14),
    ]
    assert {row.population for row in rows} == {None}
