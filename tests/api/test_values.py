from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from exchange.api.values import (
    Answer,
    DayIn,
    EurosIn,
    EurosOut,
    Identifier,
    InstantIn,
    InstantOut,
    Limit,
    MassIn,
    MassOut,
    MassQuery,
    MonthIn,
    MonthOut,
    NumberIn,
    PointQuery,
    Words,
    kg,
)
from exchange.kernel.geography import Point
from exchange.kernel.units import MASS_LIMIT_G


class Shown(Answer):
    mass: MassOut = 0
    price: EurosOut = 0
    at: InstantOut = datetime(2026, 3, 16, tzinfo=UTC)
    month: MonthOut = 202603


def read(kind: object, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: object, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return caught.value.errors()[0]["type"]


@given(st.integers(0, 100 * MASS_LIMIT_G))
def test_every_mass_comes_out_as_exact_kilograms_with_at_most_three_decimals(mass_g: int) -> None:
    text = json.dumps(Shown(mass=mass_g).model_dump(mode="json")["mass"])
    assert Decimal(text) * 1000 == mass_g
    assert "e" not in text
    assert len(text.partition(".")[2]) <= 3


@given(st.integers(0, MASS_LIMIT_G))
def test_a_mass_read_back_from_its_answer_is_the_same_mass(mass_g: int) -> None:
    sent = json.loads(json.dumps(kg(mass_g)), parse_float=Decimal)
    assert read(MassIn, sent) == mass_g
    assert read(MassQuery, str(Decimal(mass_g) / 1000)) == mass_g


def test_a_whole_mass_carries_no_point_and_three_tenths_no_tail() -> None:
    assert json.dumps(kg(300_000)) == "300"
    assert json.dumps(kg(300)) == "0.3"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Decimal("0.0001"), "mass-invalid"),
        (Decimal(10) ** 14, "mass-invalid"),
        (10**40, "number-out-of-range"),
        (Decimal("1e-900"), "number-out-of-range"),
        ("12", "number-expected"),
        (True, "number-expected"),
        (None, "number-expected"),
        ([1], "number-expected"),
        ({"kg": 1}, "number-expected"),
    ],
)
def test_what_is_no_mass_in_kilograms_is_refused(value: object, code: str) -> None:
    assert refused(MassIn, value) == code


def test_a_number_keeps_every_digit_that_was_sent() -> None:
    assert read(NumberIn, Decimal("12.345")) == Decimal("12.345")


@pytest.mark.parametrize(("value", "cents"), [(Decimal("12.50"), 1250), (20, 2000), (0, 0)])
def test_euros_are_read_as_whole_cents(value: object, cents: int) -> None:
    assert read(EurosIn, value) == cents


@pytest.mark.parametrize("value", [Decimal("0.001"), Decimal(10) ** 12])
def test_an_amount_finer_than_a_cent_or_beyond_measure_is_refused(value: object) -> None:
    assert refused(EurosIn, value) == "amount-invalid"


@pytest.mark.parametrize(
    "value",
    ["2026-13-01", "2026-02-30", "26-01-01", "2026-01-01T00:00:00Z", "", 20260101, None, "2026-W01-1"],
)
def test_a_day_is_written_as_year_month_day(value: object) -> None:
    assert refused(DayIn, value) == "day-invalid"


def test_an_instant_with_an_offset_becomes_utc() -> None:
    assert read(InstantIn, "2026-07-01T10:00:00+02:00") == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert read(InstantIn, "2026-07-01T10:00:00.5z") == datetime(2026, 7, 1, 10, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-07-01T10:00:00",
        "2026-07-01",
        "2026-07-01 10:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "",
        5,
        None,
        "now",
    ],
)
def test_an_instant_without_its_zone_or_out_of_this_century_is_refused(value: object) -> None:
    assert refused(InstantIn, value) == "instant-invalid"


def test_an_instant_is_answered_in_utc_to_the_second() -> None:
    shown = Shown(at=read(InstantIn, "2026-07-01T10:00:00+02:00"))
    assert shown.model_dump(mode="json")["at"] == "2026-07-01T08:00:00Z"


@pytest.mark.parametrize("value", ["2026-00", "2026-13", "202601", "1999-01", "2026-1", "", 202601])
def test_a_month_is_written_as_year_month(value: object) -> None:
    assert refused(MonthIn, value) == "month-invalid"


def test_a_month_comes_back_as_it_was_sent() -> None:
    assert Shown(month=read(MonthIn, "2026-01")).model_dump(mode="json")["month"] == "2026-01"


def test_a_position_is_latitude_then_longitude() -> None:
    assert read(PointQuery, "48.5736, 7.7532") == Point(48.5736, 7.7532)


@pytest.mark.parametrize("value", ["NaN,7", "91,0", "0,181", "48.5", "48,5,7", "", "inf,0", "48.5;7.7", None])
def test_what_is_no_position_is_refused(value: object) -> None:
    assert refused(PointQuery, value) == "point-invalid"


@pytest.mark.parametrize("value", ["0", "101", "-1", "1e2", "ten", "", "١٢", "1.0", 10**30])
def test_a_page_holds_one_to_a_hundred_items(value: object) -> None:
    assert refused(Limit, value) == "limit-invalid"


@pytest.mark.parametrize("value", ["", "x", "0123456789abcdei", "0123456789ABCDEF", "0" * 17, 5, None])
def test_an_identifier_has_sixteen_letters_of_its_alphabet(value: object) -> None:
    assert refused(Identifier, value) == "identifier-invalid"


def test_words_of_a_query_are_trimmed_and_bounded() -> None:
    assert read(Words, "  sacs\r\nen papier ") == "sacs\nen papier"
    assert refused(Words, "x" * 201) == "string_too_long"
