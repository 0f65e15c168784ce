from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.units import (
    COUNTED_UNITS,
    MASS_LIMIT_G,
    TwofoldNumber,
    cents_of_euros,
    grams,
    grams_of_kg,
    kg_of_grams,
    parse_number,
    whole,
)

masses_g = st.integers(-MASS_LIMIT_G, MASS_LIMIT_G)


@given(masses_g)
def test_grams_and_kilograms_round_trip_without_error(mass_g: int) -> None:
    assert grams_of_kg(kg_of_grams(mass_g)) == mass_g
    assert grams_of_kg(str(kg_of_grams(mass_g))) == mass_g


@given(st.integers(-(10**9), 10**9), st.integers(0, 9))
def test_a_number_is_read_alike_with_comma_or_point(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    text = f"{value:f}"
    assert parse_number(text) == parse_number(text.replace(".", ",")) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1’234.5", "1234.5"),
        (" 12 ", "12"),
        ("+3", "3"),
        ("-0,001", "-0.001"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("-12,345,678", "-12345678"),
        ("12.345.678,90", "12345678.9"),
        ("1,234", "1.234"),
        ("1.234", "1.234"),
    ],
)
def test_people_part_thousands_as_they_like(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(("typed", "grouping"), [("1,234", ","), ("-12.500", "."), ("999,000", ",")])
def test_a_number_that_two_fashions_read_differently_is_asked_for_again(typed: str, grouping: str) -> None:
    with pytest.raises(TwofoldNumber) as told:
        parse_number(typed, grouping)
    assert parse_number(told.value.thousands) == 1000 * parse_number(told.value.fraction)


@pytest.mark.parametrize("typed", ["0,500", "1234,567", "1,5", "1,2345", "12,50"])
def test_a_comma_that_cannot_part_thousands_begins_the_decimals(typed: str) -> None:
    assert parse_number(typed, ",") == Decimal(typed.replace(",", "."))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1,2,3",
        "1,23.4",
        "12,34,567",
        "0,123.4",
        "1.234.5",
        "1,234,5",
        "1,234.567.8",
        "1e5",
        "NaN",
        "inf",
        "--1",
        "0x10",
        "1" * 16,
        "1," + "1" * 10,
        ",",
    ],
)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_number(typed)


@given(st.text())
def test_any_text_is_a_number_or_a_refusal_never_a_fault(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert value.is_finite()


@given(st.sampled_from(COUNTED_UNITS), st.integers(0, 10_000), st.integers(1, 10**6))
def test_pieces_weigh_their_number_times_their_weight(unit: str, count: int, grams_per_unit: int) -> None:
    assert grams(Decimal(count), unit, grams_per_unit) == count * grams_per_unit


def test_a_tonne_is_a_million_grams_whatever_a_piece_weighs() -> None:
    assert grams(Decimal("1.5"), "t", 7) == 1_500_000
    assert grams(Decimal("0.0005"), "kg") == 1


@pytest.mark.parametrize(("value", "unit"), [("1", "pallet"), ("1", "stone"), ("10000001", "t")])
def test_a_quantity_without_its_weight_or_beyond_reason_is_refused(value: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"weight|mass"):
        grams(Decimal(value), unit)


@given(st.decimals(-(10**6), 10**6, places=4))
def test_halves_are_rounded_away_from_zero(value: Decimal) -> None:
    rounded = whole(value)
    assert abs(rounded - value) <= Decimal("0.5")
    if abs(value % 1) == Decimal("0.5"):
        assert abs(rounded) > abs(value)


@pytest.mark.parametrize("value", ["0.0001", "NaN", "Infinity", "1e30"])
def test_a_mass_finer_than_a_gram_or_endless_is_refused(value: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        grams_of_kg(value)


@given(st.integers(-(10**12), 10**12))
def test_euros_and_cents_round_trip_without_error(cents: int) -> None:
    assert cents_of_euros(Decimal(cents) / 100) == cents


@pytest.mark.parametrize("value", ["0.001", "10000000000.01"])
def test_an_amount_finer_than_a_cent_or_beyond_reason_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="euros"):
        cents_of_euros(Decimal(value))
