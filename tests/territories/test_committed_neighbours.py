"""The committed communes around France, held to facts known from elsewhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from exchange.kernel.geography import Point, distance_km
from tests.ground import rows

COMMUNES = {row["code"]: row for row in rows("communes") if row["country"] != "FR"}
TERRITORIES = {row["key"]: row for row in rows("territories") if row["country"] != "FR"}
POSTCODES = [row for row in rows("postcodes") if row["country"] != "FR"]
NAMES = {(row["key"], row["name"]) for row in rows("names")}


def by_name(country: str, name: str) -> dict[str, str]:
    [found] = [row for row in COMMUNES.values() if (row["country"], row["name"]) == (country, name)]
    return found


def test_luxembourg_and_belgium_are_whole() -> None:
    counted = Counter(row["country"] for row in COMMUNES.values())

    assert counted["LU"] == 100 == int(TERRITORIES["country:LU"]["communes"])
    assert counted["BE"] == 565 == int(TERRITORIES["country:BE"]["communes"])
    assert counted["DE"] > 1_000
    assert counted["CH"] > 1_000


def test_every_commune_of_luxembourg_lies_in_one_of_twelve_cantons() -> None:
    members = Counter(f"area:{row['area']}" for row in COMMUNES.values() if row["country"] == "LU")
    cantons = {key: int(row["communes"]) for key, row in TERRITORIES.items() if key.startswith("area:")}

    assert members == cantons
    assert len(cantons) == 12
    assert cantons["area:lu-canton-esch-sur-alzette"] == 14


def test_places_of_luxembourg_stand_with_their_commune() -> None:
    """No place is given to a commune across the country: the largest is some 20 km wide."""
    for row in POSTCODES:
        if row["country"] == "LU":
            home = COMMUNES[row["commune"]]
            apart = distance_km(
                Point(float(row["latitude"]), float(row["longitude"])),
                Point(float(home["latitude"]), float(home["longitude"])),
            )
            assert apart < 13, (row, home["name"])


def test_differdange_has_its_localities_and_its_official_code() -> None:
    found = [row for row in POSTCODES if row["commune"] == "LU-0202"]

    assert {row["locality"] for row in found} == {"", "Lasauvage", "Niederkorn", "Oberkorn"}
    assert "L-4530" in {row["postcode"] for row in found}
    assert COMMUNES["LU-0202"]["population"] == "30789"


@pytest.mark.parametrize(
    ("country", "name", "code", "postcode"),
    [
        ("LU", "Luxembourg", "LU-luxembourg", "L-1111"),
        ("BE", "Bruxelles", "BE-21004", "1000"),
        ("BE", "Liège", "BE-62063", "4000"),
        ("DE", "Köln", "DE-50667-koln", "50667"),
        ("DE", "Kehl", "DE-08317057", "77694"),
        ("DE", "Saarbrücken", "DE-66111-saarbrucken", "66111"),
        ("CH", "Basel", "CH-4001-basel", "4051"),
        ("CH", "Genève", "CH-1200-geneve", "1201"),
    ],
)
def test_towns_that_people_of_the_border_name_have_a_code_and_a_postcode(
    country: str, name: str, code: str, postcode: str
) -> None:
    found = by_name(country, name)

    assert found["code"] == code
    assert postcode in {row["postcode"] for row in POSTCODES if row["commune"] == code}


@pytest.mark.parametrize(
    ("country", "name", "other"),
    [
        ("BE", "Liège", "Lüttich"),
        ("BE", "Bruxelles", "Brüssel"),
        ("BE", "Bruxelles", "Brussel"),
        ("BE", "Gent", "Gand"),
        ("DE", "Köln", "Cologne"),
        ("CH", "Basel", "Bâle"),
        ("LU", "Luxembourg", "Luxemburg"),
    ],
)
def test_they_are_known_in_other_languages(country: str, name: str, other: str) -> None:
    assert (f"commune:{by_name(country, name)['code']}", other) in NAMES


def test_codes_begin_with_their_country_and_can_stand_in_an_address() -> None:
    for code, row in COMMUNES.items():
        assert re.fullmatch(rf"{row['country']}-[0-9A-Za-z-]{{3,36}}", code), code


def test_the_band_reaches_fifty_kilometres_and_no_farther() -> None:
    munich, ulm = Point(48.137, 11.575), Point(48.4, 9.99)
    for row in COMMUNES.values():
        here = Point(float(row["latitude"]), float(row["longitude"]))
        assert distance_km(here, munich) > 100
        assert row["country"] != "DE" or distance_km(here, ulm) > 40
    assert by_name("DE", "Offenburg")
