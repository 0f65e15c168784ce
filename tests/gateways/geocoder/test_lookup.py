from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer
from exchange.gateways.geocoder.lookup import find
from exchange.gateways.geocoder.places import KINDS, PRECISIONS, Place
from tests.builders.gazetteers import a_place, committed_gazetteer

STRASBOURG = "commune:67482"
ILLKIRCH = "commune:67218"
DIFFERDANGE = "commune:LU-0202"
KEHL = "commune:DE-08317057"


def places(query: str, limit: int = 8) -> list[Place]:
    return find(committed_gazetteer(), query, limit)


@pytest.mark.parametrize(
    ("query", "commune"),
    [
        ("Strasbourg", STRASBOURG),
        ("STRASBOURG", STRASBOURG),
        ("strasbourg ", STRASBOURG),
        ("Straßburg", STRASBOURG),
        ("67000 Strasbourg", STRASBOURG),
        ("Strasbourg 67000", STRASBOURG),
        ("67070 Strasbourg CEDEX 9", STRASBOURG),
        ("Strasbourg, France", STRASBOURG),
        ("schiltigheim", "commune:67447"),
        ("Illkirch-Graffenstaden", ILLKIRCH),
        ("illkirch graffenstaden", ILLKIRCH),
        ("illkirch", ILLKIRCH),
        ("graffenstaden", ILLKIRCH),
        ("67400 Illkirch", ILLKIRCH),
        ("67000 Illkirch", ILLKIRCH),
        ("la wantzenau", "commune:67519"),
        ("St Nabor", "commune:67428"),
        ("Differdange", DIFFERDANGE),
        ("Differdange, Luxembourg", DIFFERDANGE),
        ("4530 Differdange", DIFFERDANGE),
        ("Déifferdeng", DIFFERDANGE),
        ("Kehl", KEHL),
        ("D-77694 Kehl", KEHL),
    ],
)
def test_a_commune_is_found_however_it_is_written(query: str, commune: str) -> None:
    found = places(query)

    assert [(place.commune, place.kind, place.precision) for place in found] == [
        (commune, "commune", "commune")
    ]


def test_a_commune_stands_at_its_town_hall() -> None:
    place = places("Strasbourg")[0]

    assert place == Place("Strasbourg (Bas-Rhin)", "commune", 48.57358, 7.75321, STRASBOURG, "commune")


@pytest.mark.parametrize(
    ("query", "commune"),
    [
        ("12 rue de la Krutenau, 67000 Strasbourg", STRASBOURG),
        ("12 rue de la Krutenau 67000 STRASBOURG", STRASBOURG),
        ("12, rue de la Krutenau, Strasbourg", STRASBOURG),
        ("12 rue de la Krutenau strasbourg", STRASBOURG),
        ("1234 route du Rhin, 67100 Strasbourg, France", STRASBOURG),
        ("3 rue du Parc, 67400", ILLKIRCH),
        ("Geispolsheim gare", "commune:67152"),
    ],
)
def test_a_street_address_falls_back_to_its_commune_and_says_so(query: str, commune: str) -> None:
    found = places(query)

    assert [(place.commune, place.kind, place.precision) for place in found] == [
        (commune, "address", "commune")
    ]


def test_a_postcode_of_one_commune_is_that_commune() -> None:
    assert places("67000") == [
        Place("67000 Strasbourg (Bas-Rhin)", "postcode", 48.57358, 7.75321, STRASBOURG, "commune")
    ]


def test_a_postcode_of_several_communes_is_a_choice_never_a_guess() -> None:
    found = places("67170", limit=50)

    assert {place.kind for place in found} == {"postcode"}
    assert len({place.commune for place in found}) > 5
    assert found[0].label == "67170 Brumath (Bas-Rhin)"


@pytest.mark.parametrize("query", ["L-4530", "l 4530", "L4530", "4530"])
def test_a_postcode_of_luxembourg_stands_at_its_own_point(query: str) -> None:
    assert places(query) == [
        Place("L-4530 Differdange (Luxembourg)", "postcode", 49.5203, 5.8885, DIFFERDANGE, "postcode")
    ]


def test_a_short_number_before_a_street_is_a_house_number() -> None:
    found = places("4530 rue des Prés, Erstein")

    assert [(place.commune, place.kind) for place in found] == [("commune:67130", "address")]


def test_a_locality_is_found_with_its_commune() -> None:
    place = places("Niederkorn")[0]

    assert (place.label, place.kind) == ("Niederkorn, Differdange (Luxembourg)", "locality")
    assert (place.commune, place.precision) == (DIFFERDANGE, "locality")


def test_an_address_abroad_stands_at_its_postcode() -> None:
    place = places("10 avenue de la Liberté, L-4601 Differdange")[0]

    assert (place.kind, place.commune, place.precision) == ("address", DIFFERDANGE, "postcode")


def test_a_name_inside_a_streets_name_is_not_where_the_street_is() -> None:
    assert places("rue de Haguenau") == []


@pytest.mark.parametrize("query", ["Paris", "99999", "99999 Nulle-Part", "", "   ", ",,,", "%", "12"])
def test_what_is_not_known_has_no_place(query: str) -> None:
    assert places(query) == []


def test_a_country_hint_keeps_namesakes_of_other_countries_out() -> None:
    here = a_place("1", "Kirchberg", population=900)
    there = a_place("2", "Kirchberg", population=8000, country="LU", context="Luxembourg")
    known = Gazetteer([here, there], [])

    assert [place.commune for place in find(known, "Kirchberg", 8)] == ["commune:2", "commune:1"]
    assert [place.commune for place in find(known, "Kirchberg, France", 8)] == ["commune:1"]
    assert [place.label for place in find(known, "Kirchberg (Luxembourg)", 8)] == ["Kirchberg (Luxembourg)"]


def test_no_more_places_are_given_than_asked_for() -> None:
    assert len(places("67170", limit=3)) == 3
    assert len(places("h", limit=2)) == 2


@given(st.sampled_from(sorted(committed_gazetteer().communes.values(), key=lambda commune: commune.key)))
def test_every_commune_is_found_by_its_own_name(commune: Commune) -> None:
    assert commune.key in {place.commune for place in places(commune.name)}


@given(st.text(max_size=80) | st.text(alphabet="0123456789 ,-lLdD stra", max_size=40))
def test_any_text_gets_an_answer_of_known_places(query: str) -> None:
    for place in places(query):
        assert place.commune in committed_gazetteer().communes
        assert place.kind in KINDS
        assert place.precision in PRECISIONS
