from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Part, Postcode
from exchange.gateways.geocoder.lookup import complete, find
from exchange.gateways.geocoder.places import KINDS, PRECISIONS, Place
from exchange.kernel.geography import Point
from tests.builders.gazetteers import a_place, small_gazetteer

STRASBOURG = "commune:67482"
ILLKIRCH = "commune:67218"
DIFFERDANGE = "commune:LU-0202"
KEHL = "commune:DE-08317057"


def places(query: str, limit: int = 8) -> list[Place]:
    return find(small_gazetteer(), query, limit)


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

    assert place == Place(
        "Strasbourg (Bas-Rhin)", "commune", 48.57358, 7.75321, STRASBOURG, "commune", "Strasbourg"
    )


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
        Place(
            *("67000 Strasbourg (Bas-Rhin)", "postcode", 48.57358, 7.75321, STRASBOURG, "commune"),
            *("Strasbourg", "67000"),
        )
    ]


def test_a_postcode_of_several_communes_is_a_choice_never_a_guess() -> None:
    found = places("67170", limit=50)

    assert {place.kind for place in found} == {"postcode"}
    assert len({place.commune for place in found}) > 5
    assert found[0].label == "67170 Brumath (Bas-Rhin)"


@pytest.mark.parametrize("query", ["L-4530", "l 4530", "L4530", "4530"])
def test_a_postcode_of_luxembourg_stands_at_its_own_point(query: str) -> None:
    assert places(query) == [
        Place(
            *("L-4530 Differdange (Luxembourg)", "postcode", 49.5203, 5.8885, DIFFERDANGE, "postcode"),
            *("Differdange", "L-4530"),
        )
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


def kirchbergs() -> Gazetteer:
    here = a_place("1", "Kirchberg", population=900, context="Haut-Rhin")
    there = a_place("2", "Kirchberg", population=8000, country="LU", context="Luxembourg")
    return Gazetteer([here, there], [])


def test_namesakes_are_told_apart_by_departement_and_country() -> None:
    assert [(place.commune, place.label) for place in find(kirchbergs(), "Kirchberg", 8)] == [
        ("commune:2", "Kirchberg (Luxembourg)"),
        ("commune:1", "Kirchberg (Haut-Rhin, France)"),
    ]


def test_namesakes_of_one_country_are_told_apart_by_their_postcodes() -> None:
    ours = [a_place(code, "Kirchberg", country="DE", context="Allemagne") for code in ("DE-1", "DE-2")]
    rows = [Postcode("DE", "55481", "commune:DE-1"), Postcode("DE", "74592", "commune:DE-2")]

    assert [place.label for place in find(Gazetteer(ours, rows), "Kirchberg", 8)] == [
        "Kirchberg (Allemagne, 55481)",
        "Kirchberg (Allemagne, 74592)",
    ]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("Kirchberg, France", "Kirchberg (Haut-Rhin)"),
        ("Kirchberg (Luxembourg)", "Kirchberg (Luxembourg)"),
        ("Kirchberg (LU)", "Kirchberg (Luxembourg)"),
        ("Kirchberg, L", "Kirchberg (Luxembourg)"),
        ("Kirchberg Haut-Rhin", "Kirchberg (Haut-Rhin)"),
    ],
)
def test_a_hint_keeps_namesakes_of_elsewhere_out(query: str, label: str) -> None:
    assert [place.label for place in find(kirchbergs(), query, 8)] == [label]


@pytest.mark.parametrize("query", ["Saint-Denis 93", "St Denis (93)", "saint denis de la seine saint denis"])
def test_a_departement_is_a_hint_by_number_and_by_name(query: str) -> None:
    known = Gazetteer(
        [
            a_place("93066", "Saint-Denis", context="Seine-Saint-Denis"),
            a_place("97411", "Saint-Denis", context="La Réunion", population=9000),
        ],
        [],
    )

    assert [place.commune for place in find(known, query, 8)] == ["commune:93066"]


@pytest.mark.parametrize(
    "query", ["Strasbourg", "67170", "L-4530", "Niederkorn", "Niederkorn, Differdange", "sch"]
)
def test_a_label_given_as_an_answer_is_understood_as_that_answer(query: str) -> None:
    for place in places(query, limit=50):
        (again,) = places(place.label)

        assert (again.commune, again.latitude, again.name) == (place.commune, place.latitude, place.name)


def test_the_labels_of_namesakes_are_understood_one_by_one() -> None:
    for place in find(kirchbergs(), "Kirchberg", 8):
        assert [again.commune for again in find(kirchbergs(), place.label, 8)] == [place.commune]


def test_a_name_may_leave_its_article_out_and_is_then_a_namesake() -> None:
    known = Gazetteer([a_place("1", "Liège", country="BE"), a_place("2", "Le Liège")], [])

    assert [place.commune for place in find(known, "Liège", 8)] == ["commune:1", "commune:2"]
    assert [place.commune for place in find(known, "Le Liège", 8)] == ["commune:2"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Strasboug", "Strasbourg"),
        ("strasbuorg", "Strasbourg"),
        ("Schiltigeim", "Schiltigheim"),
        ("Ilkirch", "Illkirch-Graffenstaden"),
        ("12 rue des Juifs, Strasboug", "Strasbourg"),
    ],
)
def test_a_misspelling_is_a_guess_that_says_so(query: str, name: str) -> None:
    assert [(place.name, place.is_guess) for place in places(query)] == [(name, True)]


def test_a_name_as_it_stands_is_never_overridden_by_one_spelled_alike() -> None:
    known = Gazetteer([a_place("1", "Mulhausen"), a_place("2", "Mulhouse", population=100_000)], [])

    assert [(place.name, place.is_guess) for place in find(known, "mulhausen", 8)] == [("Mulhausen", False)]


def test_a_postcode_that_belies_the_name_makes_it_a_guess() -> None:
    assert [(place.name, place.is_guess) for place in places("67000 Haguenau")] == [("Haguenau", True)]


def test_a_postcode_with_a_misspelled_name_is_narrowed_by_it() -> None:
    assert [place.name for place in places("67170 Brumaht", limit=50)] == ["Brumath"]


def test_an_arrondissement_answers_for_its_postcode_and_however_its_number_is_written() -> None:
    lyon = a_place("69123", "Lyon", context="Rhône")
    third = Part("commune:69123", "Lyon 3e Arrondissement", "arrondissement", Point(45.75, 4.86))
    rows = [Postcode("FR", "69003", lyon.key), Postcode("FR", "69003", lyon.key, third.name)]
    known = Gazetteer([lyon], rows, [third])

    for query in ("Lyon 3", "lyon 03", "Lyon 3ème", "Lyon IIIe arr.", "Lyon 3e Arrondissement"):
        assert [(place.label, place.kind) for place in find(known, query, 8)] == [
            ("Lyon 3e Arrondissement (Rhône)", "arrondissement")
        ]
    assert [(place.label, place.precision) for place in find(known, "69003", 8)] == [
        ("69003 Lyon 3e Arrondissement (Rhône)", "locality")
    ]
    assert [place.name for place in find(known, "Lyon", 8)] == ["Lyon"]


def test_no_more_places_are_given_than_asked_for() -> None:
    assert len(places("67170", limit=3)) == 3
    assert len(places("h", limit=2)) == 2


@given(st.sampled_from(sorted(small_gazetteer().communes.values(), key=lambda commune: commune.key)))
def test_every_commune_is_found_by_its_own_name(commune: Commune) -> None:
    assert commune.key in {place.commune for place in places(commune.name)}


@given(st.text(max_size=80) | st.text(alphabet="0123456789 ,-lLdD stra", max_size=40))
def test_any_text_gets_an_answer_of_known_places(query: str) -> None:
    for place in [*places(query), *complete(small_gazetteer(), query, 8)]:
        assert place.commune in small_gazetteer().communes
        assert place.kind in KINDS
        assert place.precision in PRECISIONS
