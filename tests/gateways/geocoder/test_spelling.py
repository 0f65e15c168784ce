from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.spelling import (
    fold_place,
    postcode_digits,
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
