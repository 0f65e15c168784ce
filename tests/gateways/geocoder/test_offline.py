from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from exchange.gateways.geocoder.gazetteer import Gazetteer
from exchange.gateways.geocoder.offline import OfflineGeocoder
from exchange.kernel.geography import Point
from exchange.territories.exports import gazetteer
from tests.builders.gazetteers import a_place, small_gazetteer


@pytest.fixture
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder(small_gazetteer)


def test_it_is_a_geocoder_of_geopys_kind(geocoder: OfflineGeocoder) -> None:
    location = geocoder.geocode("Illkirch-Graffenstaden")

    assert isinstance(geocoder, Geocoder)
    assert isinstance(location, Location)
    assert (location.latitude, location.longitude) == (48.52808, 7.7104)
    assert location.address == "Illkirch-Graffenstaden (Bas-Rhin)"


def test_the_raw_answer_says_what_was_found_and_how_exactly(geocoder: OfflineGeocoder) -> None:
    location = geocoder.geocode("12 rue de la Krutenau, 67000 Strasbourg")

    assert isinstance(location, Location)
    assert location.raw == {
        "label": "Strasbourg (Bas-Rhin)",
        "kind": "address",
        "latitude": 48.57358,
        "longitude": 7.75321,
        "commune": "commune:67482",
        "precision": "commune",
        "name": "Strasbourg",
        "postcode": "",
        "is_guess": False,
    }


def test_every_meaning_is_given_when_more_than_one_is_asked_for(geocoder: OfflineGeocoder) -> None:
    locations = geocoder.geocode("67170", exactly_one=False, limit=5)

    assert isinstance(locations, list)
    assert len(locations) == 5


def test_what_is_unknown_has_no_location(geocoder: OfflineGeocoder) -> None:
    assert geocoder.geocode("Atlantis") is None
    assert geocoder.geocode("Atlantis", exactly_one=False) is None
    assert geocoder.places("Atlantis") == []


@pytest.mark.parametrize(
    ("point", "commune"),
    [
        (Point(48.5811, 7.7512), "commune:67482"),
        (Point(49.5210, 5.8880), "commune:LU-0202"),
        (Point(48.5730, 7.8160), "commune:DE-08317057"),
    ],
)
def test_a_position_proposes_the_nearest_commune(
    geocoder: OfflineGeocoder, point: Point, commune: str
) -> None:
    place = geocoder.nearest(point)

    assert place is not None
    assert (place.commune, place.kind) == (commune, "commune")


def test_a_position_far_from_every_commune_proposes_none(geocoder: OfflineGeocoder) -> None:
    assert geocoder.nearest(Point(45.0, 3.0)) is None
    assert geocoder.reverse((45.0, 3.0)) is None


def test_reversing_takes_what_geopy_takes(geocoder: OfflineGeocoder) -> None:
    one, many = geocoder.reverse("48.5811, 7.7512"), geocoder.reverse((48.5811, 7.7512), exactly_one=False)

    assert isinstance(one, Location)
    assert one.raw["commune"] == "commune:67482"
    assert many == [one]


def test_the_gazetteer_is_built_when_first_needed_and_kept_until_forgotten() -> None:
    built = iter_of_gazetteers()
    geocoder = OfflineGeocoder(lambda: next(built))

    assert geocoder.places("Vieuxbourg") == []  # nothing was loaded yet: an empty one is not kept
    assert [place.commune for place in geocoder.places("Vieuxbourg")] == ["commune:1"]
    assert geocoder.places("Neufbourg") == []
    geocoder.forget()
    assert [place.commune for place in geocoder.places("Neufbourg")] == ["commune:2"]


def iter_of_gazetteers() -> Iterator[Gazetteer]:
    yield Gazetteer([], [])
    yield Gazetteer([a_place("1", "Vieuxbourg")], [])
    yield Gazetteer([a_place("2", "Neufbourg")], [])


def test_over_the_database_it_answers_as_over_the_files(app: Flask, geocoder: OfflineGeocoder) -> None:
    stored = OfflineGeocoder(gazetteer)

    for query in ("Strasbourg", "67170", "L-4530", "Niederkorn", "12 rue X, 67000 Strasbourg", "h"):
        assert stored.places(query, limit=50) == geocoder.places(query, limit=50)
