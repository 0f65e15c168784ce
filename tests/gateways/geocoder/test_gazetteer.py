from __future__ import annotations

from exchange.gateways.geocoder.gazetteer import Gazetteer, Part, Postcode
from exchange.kernel.geography import Point
from tests.builders.gazetteers import a_place


def test_an_empty_gazetteer_answers_nothing() -> None:
    empty = Gazetteer([], [])

    assert len(empty) == 0
    assert empty.nearest(Point(48.5, 7.5)) is None
    assert empty.named("strasbourg") == empty.beginning("s", 8) == empty.spelled_like("strasbourg", 8) == []
    assert empty.postcodes("67000") == empty.postcodes_beginning("67", None, 8) == []


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

    found = Gazetteer([later, first], []).beginning("hag", 8)

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

    third = known.named("lyon 3")
    assert [(named.commune, named.part) for named in third] == [(lyon, parts[0])]
    assert [named.part for named in known.named("saint rambert")] == [parts[1]]
    assert known.is_arrondissement(rows[0])
    assert known.named("nulle part") == []


def test_postcodes_being_typed_are_listed_by_the_size_of_their_communes() -> None:
    large, small = a_place("1", "Grand", population=9000), a_place("2", "Petit", population=10)
    rows = [
        Postcode("FR", "67170", "commune:2"),
        Postcode("FR", "67180", "commune:1"),
        Postcode("LU", "L-6717", "commune:1"),
        Postcode("FR", "68000", "commune:1"),
    ]
    known = Gazetteer([large, small], rows)

    assert [row.postcode for row in known.postcodes_beginning("671", "FR", 8)] == ["67180", "67170"]
    assert [row.postcode for row in known.postcodes_beginning("67", "LU", 8)] == ["L-6717"]
    assert len(known.postcodes_beginning("6", None, 2)) == 2
    assert (known.postcode_of("commune:2"), known.postcode_of("commune:3")) == ("67170", "")


def test_the_communes_around_a_point_come_nearest_first() -> None:
    near, far = a_place("1", "Ici", latitude=48.5), a_place("2", "Là", latitude=48.9)
    known = Gazetteer([far, near], [])

    assert [commune for commune, _ in known.around(Point(48.51, 7.5), 5)] == [near, far]
    found = known.nearest(Point(48.51, 7.5))
    assert found is not None
    assert (found[0], round(found[1], 2)) == (near, 1.11)
