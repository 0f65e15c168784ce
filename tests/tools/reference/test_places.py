from __future__ import annotations

import pytest

from exchange.kernel.geography import Point, distance_km
from tests.tools.reference.places_given import place
from tools.reference.places import Abroad, commune_and_postcodes, kilometres

TOWN = Abroad("LU-0202", "LU", "Differdange", "Europe/Luxembourg", "canton")


def test_a_place_of_the_communes_name_is_the_commune_and_any_other_a_locality() -> None:
    places = [place("LU", "L-4512", "Niederkorn"), place("LU", "L-4501", "DIFFERDANGE")]

    _, found = commune_and_postcodes(TOWN, places)

    assert [(row.postcode, row.locality) for row in found] == [("L-4501", ""), ("L-4512", "Niederkorn")]


def test_a_commune_stands_at_the_first_postcode_of_its_own_name() -> None:
    places = [place("LU", "L-4500", "Niederkorn", latitude=49.1), place("LU", "L-4501", "Differdange")]

    row, _ = commune_and_postcodes(TOWN, places)

    assert (row.latitude, row.point, row.population, row.area) == (49.5, "postcode", None, "canton")


def test_a_commune_without_a_place_of_its_name_stands_amid_its_places() -> None:
    places = [place("LU", "L-1", "Un", latitude=49.0), place("LU", "L-2", "Deux", latitude=50.0)]

    row, _ = commune_and_postcodes(TOWN, places)

    assert (row.latitude, row.point) == (49.5, "members")


def test_a_commune_that_no_postcode_knows_cannot_be_placed() -> None:
    with pytest.raises(LookupError, match="Differdange"):
        commune_and_postcodes(TOWN, [])


def test_the_plane_is_true_within_a_few_percent_along_the_border() -> None:
    for one, other in [(Point(50.6, 3.1), Point(50.85, 4.35)), (Point(46.2, 6.15), Point(47.56, 7.59))]:
        east, north = kilometres(other.longitude, other.latitude)
        west, south = kilometres(one.longitude, one.latitude)
        measured = ((east - west) ** 2 + (north - south) ** 2) ** 0.5

        assert measured == pytest.approx(distance_km(one, other), rel=0.06)
