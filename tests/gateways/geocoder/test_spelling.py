from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.spelling import (
    beginnings_of,
    begun_postcode,
    fold_place,
    names_of,
    postcode_digits,
    readings,
    without_cedex,
    without_country,
    without_numbers,
    written_postcodes,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St-Pierre", "Saint Pierre"),
        ("STE MARIE aux Mines", "Sainte-Marie-aux-Mines"),
        ("Wœrth", "woerth"),
        ("Straßburg", "STRASSBURG"),
        ("L'Haÿ", "l’hay"),
        ("Sankt Ingbert", "St. Ingbert"),
        ("Chalon s/Saône", "Chalon-sur-Saône"),
        ("Lyon 3e Arrondissement", "lyon 03"),
        ("Paris 1er", "PARIS 1"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold_place(one) == fold_place(other)


@given(st.text())
def test_a_folded_name_folds_to_itself(text: str) -> None:
    assert fold_place(fold_place(text)) == fold_place(text)


@pytest.mark.parametrize(
    ("text", "digits", "country"),
    [
        ("67000", "67000", None),
        ("L-4530", "4530", "LU"),
        ("l 4530", "4530", "LU"),
        ("L4530", "4530", "LU"),
        ("F-67000 Strasbourg", "67000", "FR"),
        ("D-77694 Kehl", "77694", "DE"),
        ("B-4000", "4000", "BE"),
        ("CH-4001 Basel", "4001", "CH"),
        ("ch 4001", "4001", "CH"),
    ],
)
def test_a_postcode_is_read_with_its_country_prefix(text: str, digits: str, country: str | None) -> None:
    written = written_postcodes(text)[0]

    assert (written.digits, written.country) == (digits, country)


def test_the_last_number_is_the_likeliest_postcode() -> None:
    found = written_postcodes("1234 route du Rhin, 67100 Strasbourg")

    assert [written.digits for written in found] == ["67100", "1234"]
    assert found[0].before == "1234 route du Rhin, "
    assert found[0].after == " Strasbourg"


@pytest.mark.parametrize("text", ["12 rue", "670001", "A67000B", "4530bis", ""])
def test_other_numbers_are_no_postcodes(text: str) -> None:
    assert written_postcodes(text) == []


def test_the_digits_of_a_postcode_are_what_people_type() -> None:
    assert postcode_digits("L-4530") == "4530"


@pytest.mark.parametrize(
    ("text", "left", "country"),
    [
        ("Differdange, Luxembourg", "Differdange", "LU"),
        ("Differdange (Lëtzebuerg)", "Differdange", "LU"),
        ("Kehl Allemagne", "Kehl", "DE"),
        ("12 rue X, 67000 Strasbourg, France", "12 rue X, 67000 Strasbourg", "FR"),
        ("Kirchberg (LU)", "Kirchberg", "LU"),
        ("Liège, BE", "Liège", "BE"),
        ("Brüssel, Belgien", "Brüssel", "BE"),
        ("Genf (Schweiz)", "Genf", "CH"),
        ("Ville de", "Ville de", None),
        ("Luxembourg", "Luxembourg", None),
        ("Strasbourg", "Strasbourg", None),
        ("", "", None),
    ],
)
def test_a_country_at_the_end_is_a_hint_but_alone_it_is_the_question(
    text: str, left: str, country: str | None
) -> None:
    assert without_country(text) == (left, country)


def test_cedex_and_its_number_say_nothing_of_where() -> None:
    assert fold_place(without_cedex("67070 Strasbourg CEDEX 9")) == "67070 strasbourg"
    assert fold_place(without_numbers("67070 Strasbourg")) == "strasbourg"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Köln", ["koln", "koeln"]),
        ("Paris XIe", ["paris xie", "paris 11"]),
        ("Lyon III", ["lyon iii", "lyon 3"]),
        ("Croix de Vie", ["croix de vie", "croix de 6"]),
        ("Vie", ["vie"]),
        ("", [""]),
    ],
)
def test_a_text_is_read_in_every_way_it_may_be_meant(text: str, forms: list[str]) -> None:
    assert readings(text) == forms


def test_a_name_is_found_without_its_article_and_with_its_umlauts_written_out() -> None:
    assert names_of("Le Liège") == {"le liege", "liege"}
    assert names_of("Mülhausen") == {"mulhausen", "muelhausen"}
    assert names_of("La") == {"la"}


@pytest.mark.parametrize(
    ("typed", "forms"),
    [("st", ["saint", "st"]), ("bourg st", ["bourg saint", "bourg st"]), ("st d", ["saint d"]), (" ", [])],
)
def test_the_word_being_typed_may_yet_become_another(typed: str, forms: list[str]) -> None:
    assert beginnings_of(typed) == forms


@pytest.mark.parametrize(
    ("typed", "begun"),
    [("67", ("67", None)), ("L-45", ("45", "LU")), ("ch40", ("40", "CH")), ("6", None), ("67 rue", None)],
)
def test_a_postcode_is_known_from_its_second_digit_on(
    typed: str, begun: tuple[str, str | None] | None
) -> None:
    assert begun_postcode(typed) == begun
