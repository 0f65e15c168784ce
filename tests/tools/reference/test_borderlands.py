from __future__ import annotations

from shapely import box

from tests.tools.reference.places_given import place
from tools.reference.asked import Neighbours
from tools.reference.borderlands import borderlands, towns

ALSACE = box(7.0, 48.0, 7.8, 49.0)
NEIGHBOURS = Neighbours(
    band_km=50.0,
    banded=("DE",),
    cities=frozenset({("NRW", "Köln")}),
    time_zones={"DE": "Europe/Berlin"},
    communes=(
        {"code": "DE-08317057", "country": "DE", "name": "Kehl", "postcode_state": "BW", "population": 1},
    ),
    countries=(),
)
PLACES = [
    place("DE", "77694", "Kehl", latitude=48.57, longitude=7.82, state="BW"),
    place("DE", "77654", "Offenburg", latitude=48.47, longitude=7.95, state="BW"),
    place("DE", "77652", "Offenburg", latitude=48.48, longitude=7.94, state="BW"),
    place("DE", "70173", "Stuttgart", latitude=48.77, longitude=9.18, state="BW"),
    place("DE", "50667", "Köln", latitude=50.94, longitude=6.95, state="NRW"),
    place("DE", "54295", "Trier", latitude=49.75, longitude=6.64, state="RP"),
    place("LU", "L-6700", "Grevenmacher", latitude=49.68, longitude=6.44),
]


def test_the_band_takes_what_is_near_france_or_luxembourg_and_the_cities_named() -> None:
    communes, _ = borderlands(NEIGHBOURS, PLACES, [ALSACE])

    assert {row.name for row in communes} == {"Kehl", "Offenburg", "Köln", "Trier"}
    assert {row.time_zone for row in communes} == {"Europe/Berlin"}


def test_a_town_bears_its_official_code_where_it_is_known_and_else_its_lowest_postcode_and_name() -> None:
    communes, postcodes = borderlands(NEIGHBOURS, PLACES, [ALSACE])

    codes = {row.name: row.code for row in communes}
    assert codes["Kehl"] == "DE-08317057"
    assert codes["Offenburg"] == "DE-77652-offenburg"
    assert [row.postcode for row in postcodes if row.commune == "DE-77652-offenburg"] == ["77652", "77654"]


def test_namesakes_far_apart_are_two_towns() -> None:
    found = towns(
        [
            place("DE", "66500", "Hornbach", latitude=49.19, longitude=7.37),
            place("DE", "76800", "Hornbach", latitude=49.19, longitude=8.37),
            place("DE", "66501", "Hornbach", latitude=49.2, longitude=7.4),
        ]
    )

    assert [[each["postal_code"] for each in town] for town in found] == [["66500", "66501"], ["76800"]]
