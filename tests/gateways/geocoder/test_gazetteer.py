from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Part, Postcode
from exchange.kernel.geography import Point, distance_km
from tests.builders.gazetteers import a_place

coordinates = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))


def placed(points: list[tuple[float, float]]) -> list[Commune]:
    return [
        a_place(str(number), f"Lieu {number}", latitude=latitude, longitude=longitude)
        for number, (latitude, longitude) in enumerate(points)
    ]


@given(st.lists(coordinates, min_size=1, max_size=40), coordinates)
def test_the_nearest_is_the_one_brute_force_finds(
    points: list[tuple[float, float]], asked: tuple[float, float]
) -> None:
    communes, here = placed(points), Point(*asked)

    found = Gazetteer(communes, []).nearest(here)

    assert found is not None
    assert found[1] == min(distance_km(here, commune.point) for commune in communes)


def test_the_nearest_is_found_across_the_antimeridian() -> None:
    west = a_place("1", "Ouest", latitude=-17.0, longitude=179.9)
    east = a_place("2", "Est", latitude=-17.0, longitude=170.0)

    found = Gazetteer([west, east], []).nearest(Point(-17.0, -179.9))

    assert found is not None
    assert found[0] == west


def test_an_empty_gazetteer_answers_nothing() -> None:
    empty = Gazetteer([], [])

    assert len(empty) == 0
    assert empty.nearest(Point(48.5, 7.5)) is None
    assert empty.named("strasbourg") == empty.beginning("s") == empty.postcodes("67000") == []


def test_namesakes_are_all_found_the_most_peopled_first() -> None:
    small = a_place("1", "Kirchberg", population=900)
    large = a_place("2", "Kirchberg", population=8000, country="LU", context="Luxembourg")

    assert [named.commune for named in Gazetteer([small, large], []).named("kirchberg")] == [large, small]


def test_an_alias_names_the_commune_too() -> None:
    liege = a_place("1", "Liège", aliases=("Lüttich", "Luik"))

    assert [named.commune for named in Gazetteer([liege], []).named("luttich")] == [liege]


def test_a_beginning_finds_first_words_before_later_ones_and_each_place_once() -> None:
    later = a_place("1", "Bas-Haguenau", population=9000)
    first = a_place("2", "Haguenau", population=100, aliases=("Hagenau",))

    found = Gazetteer([later, first], []).beginning("hag")

    assert [named.commune for named in found] == [first, later]


def test_a_postcode_lists_whole_communes_before_localities() -> None:
    large, small = a_place("1", "Grand", population=9000), a_place("2", "Petit", population=10)
    rows = [
        Postcode("FR", "67170", "commune:1", "Hameau"),
        Postcode("FR", "67170", "commune:2"),
        Postcode("FR", "67170", "commune:1"),
        Postcode("FR", "67170", "commune:unknown"),
    ]

    found = Gazetteer([large, small], rows).postcodes("67170")

    assert [(row.commune, row.locality) for row in found] == [
        ("commune:1", ""),
        ("commune:2", ""),
        ("commune:1", "Hameau"),
    ]


def test_the_same_digits_in_two_countries_are_told_apart() -> None:
    here, there = a_place("1", "Ici"), a_place("2", "Dort", country="DE")
    rows = [Postcode("FR", "77694", "commune:1"), Postcode("DE", "77694", "commune:2")]
    known = Gazetteer([here, there], rows)

    assert len(known.postcodes("77694")) == 2
    assert [row.commune for row in known.postcodes("77694", "DE")] == ["commune:2"]


def test_a_part_is_found_by_its_names_and_says_what_it_is() -> None:
    lyon = a_place("1", "Lyon")
    parts = [
        Part("commune:1", "Lyon 3e Arrondissement", "arrondissement", Point(45.75, 4.86)),
        Part("commune:1", "Saint-Rambert-l'Île-Barbe", "former", aliases=("Saint-Rambert",)),
        Part("commune:unknown", "Nulle-Part"),
    ]
    rows = [Postcode("FR", "69003", "commune:1", "Lyon 3e Arrondissement")]
    known = Gazetteer([lyon], rows, parts)

    third = known.named("lyon 3e arrondissement")
    assert [(named.locality, named.kind, named.point) for named in third] == [
        ("Lyon 3e Arrondissement", "arrondissement", Point(45.75, 4.86))
    ]
    assert [named.kind for named in known.named("saint rambert")] == ["former"]
    assert known.named("nulle part") == []
