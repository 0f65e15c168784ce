from __future__ import annotations

from tests.tools.reference.little_france import commune, france, part, square
from tests.tools.reference.places_given import place
from tools.reference.postcodes import french_postcodes

WEST, EAST = commune("67001", "Ouest", "67000"), commune("67002", "Est", "67000")
OUTLINES = {"67001": square(0, 0), "67002": square(1, 0)}


def test_a_postcode_of_two_communes_is_listed_under_both() -> None:
    rows = french_postcodes(france([WEST, EAST]), [])

    assert [(row.postcode, row.commune, row.locality) for row in rows] == [
        ("67000", "67001", ""),
        ("67000", "67002", ""),
    ]


def test_a_place_goes_to_the_commune_that_holds_its_point_unless_it_is_named_like_one() -> None:
    places = [
        place("FR", "67000", "Le Hameau", latitude=48.05, longitude=7.15),
        place("FR", "67000", "Ouest", latitude=48.05, longitude=7.15),
        place("FR", "67000", "Trop Loin", latitude=40.0, longitude=7.15),
        place("FR", "67999", "Sans Code", latitude=48.05, longitude=7.15),
    ]

    rows = french_postcodes(france([WEST, EAST], outlines=OUTLINES), places)

    assert [(row.commune, row.locality) for row in rows if row.locality] == [("67002", "Le Hameau")]


def test_arrondissements_are_listed_once_under_their_own_name() -> None:
    paris = commune("75056", "Paris", "75011")
    eleventh = part("75111", "Paris 11e Arrondissement", "75056", "arrondissement-municipal")
    eleventh["codesPostaux"] = ["75011"]
    places = [place("FR", "75011", "Paris 11", latitude=48.05, longitude=7.05)]

    rows = french_postcodes(france([paris], (eleventh,), outlines={"75056": square(0, 0)}), places)

    assert [row.locality for row in rows] == ["", "Paris 11e Arrondissement"]
