"""Facts are worded as people say them, without ever saying more or less than they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from exchange.kernel.units import COUNTED_UNITS, MASS_UNITS, UNITS, parse_number
from exchange.web import language, rendering
from exchange.web.rendering import (
    clock,
    day,
    day_range,
    distance,
    instant,
    kg_exact,
    mass,
    money,
    month,
    month_short,
    number,
    price,
    quantity,
    share,
    slot,
    tonnes,
    unit_name,
)

APP = Flask("rendering")
language.register(APP)
rendering.register(APP)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with APP.test_request_context():
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("mass_g", "said"),
    [
        (0, "0 kg"),
        (50, "50 g"),
        (99, "99 g"),
        (100, "0,1 kg"),
        (500, "0,5 kg"),
        (4_240, "4,2 kg"),
        (9_960, "10 kg"),
        (480_000, "480 kg"),
        (999_499, "999 kg"),
        (999_500, "1 t"),
        (2_400_000, "2,4 t"),
        (2_000_000, "2 t"),
        (99_950_000, "100 t"),
        (1_240_000_000, "1 240 t"),
        (-2_400_000, "-2,4 t"),
    ],
)
def test_a_mass_is_said_in_the_unit_that_people_would_use(mass_g: int, said: str) -> None:
    assert plain(mass(mass_g)) == said


def test_a_figure_and_its_unit_are_never_parted() -> None:
    assert " " not in mass(1_240_000_000) + tonnes(2_400_000) + kg_exact(1_500) + distance(4.2) + money(
        120_000
    )


@given(st.integers(0, 10**13))
def test_a_mass_said_is_within_a_tenth_of_the_mass_meant(mass_g: int) -> None:
    with APP.test_request_context():
        figure, unit = mass(mass_g).rsplit("\u00a0", 1)
    said_g = parse_number(figure) * {"g": 1, "kg": 1_000, "t": 1_000_000}[unit]
    assert abs(said_g - mass_g) * 2 <= max(mass_g, 1)
    assert mass_g < 1_000 or abs(said_g - mass_g) * 20 <= mass_g


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_a_heavier_mass_is_never_said_to_be_lighter(one: int, other: int) -> None:
    def said(mass_g: int) -> Decimal:
        figure, unit = mass(mass_g).rsplit("\u00a0", 1)
        return parse_number(figure) * {"g": 1, "kg": 1_000, "t": 1_000_000}[unit]

    with APP.test_request_context():
        assert said(min(one, other)) <= said(max(one, other))


@given(st.integers(-(10**13), 10**13))
def test_kilograms_to_the_gram_read_back_as_the_same_grams(mass_g: int) -> None:
    with APP.test_request_context():
        assert parse_number(kg_exact(mass_g).removesuffix("\u00a0kg")) * 1000 == mass_g


def test_tonnes_keep_small_masses_visible_and_columns_even() -> None:
    assert [plain(tonnes(g)) for g in (480_000, 999, 2_449_999, 123_456_789)] == [
        "0,48 t",
        "0,001 t",
        "2,4 t",
        "123 t",
    ]
    assert [plain(tonnes(g, 2)) for g in (480_000, 2_400_000)] == ["0,48 t", "2,40 t"]


@pytest.mark.parametrize(
    ("kilometres", "said"),
    [
        (0, "moins de 50 m"),
        (0.849, "850 m"),
        (0.98, "1 km"),
        (4.23, "4,2 km"),
        (5.0, "5 km"),
        (9.96, "10 km"),
        (18.4, "18 km"),
        (1234.5, "1 235 km"),
    ],
)
def test_a_distance_is_said_no_finer_than_it_is_known(kilometres: float, said: str) -> None:
    assert plain(distance(kilometres)) == said


def test_days_are_said_in_full_and_the_first_is_an_ordinal() -> None:
    assert plain(day(date(2026, 11, 1))) == "1er novembre 2026"
    assert plain(day(date(2026, 11, 21))) == "21 novembre 2026"


def test_an_instant_belongs_to_the_day_of_its_time_zone() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert plain(day(late)) == "1er juillet 2026"
    assert plain(instant(late)) == "1er juillet 2026 à 0 h 30"
    assert plain(instant(late, "America/Cayenne")) == "30 juin 2026 à 19 h 30"


def test_an_instant_without_a_time_zone_is_a_fault() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 6, 30, 22, 30))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 8), "du 1er au 8 novembre 2026"),
        (date(2026, 11, 3), date(2026, 11, 3), "le 3 novembre 2026"),
        (date(2026, 11, 28), date(2026, 12, 3), "du 28 novembre au 3 décembre 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "du 28 décembre 2026 au 3 janvier 2027"),
        (date(2026, 11, 3), None, "à partir du 3 novembre 2026"),
        (None, date(2026, 11, 3), "jusqu’au 3 novembre 2026"),
        (None, None, "à convenir"),
    ],
)
def test_a_stretch_of_days_says_each_thing_once(first: date | None, last: date | None, said: str) -> None:
    assert plain(day_range(first, last)) == said


def test_an_appointment_names_its_weekday_and_hours() -> None:
    first, last = datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2026, 11, 3, 10, 30, tzinfo=UTC)
    assert plain(slot(first, last)) == "mardi 3 novembre 2026, de 9 h à 11 h 30"
    assert plain(slot(first, datetime(2026, 11, 4, 8, tzinfo=UTC))) == (
        "du 3 novembre 2026 à 9 h au 4 novembre 2026 à 9 h"
    )


def test_months_are_said_in_full_or_short() -> None:
    assert (month(202611), month_short(202611)) == ("novembre 2026", "nov. 2026")


def test_money_keeps_its_cents_but_a_price_drops_empty_ones() -> None:
    assert plain(money(1200)) == "12,00 €"
    assert plain(price("asks", 2000, "t")) == "Le donneur demande 20 € la tonne"
    assert plain(price("asks", 2050, "unit")) == "Le donneur demande 20,50 € l’unité"
    assert plain(price("pays", 400_000, "lot")) == "Le donneur verse 4 000 € pour le lot"
    assert price("free", None, None) == "Gratuit"


@pytest.mark.parametrize("unit", COUNTED_UNITS)
def test_every_counted_unit_has_a_name_and_french_plurals(unit: str) -> None:
    assert unit_name(unit, 0) == unit_name(unit, 1) == unit_name(unit, Decimal("1.5"))
    if unit != "m3":
        assert unit_name(unit, 2) != unit_name(unit, 1)


def test_every_unit_has_a_name() -> None:
    assert all(unit_name(unit, 2) for unit in UNITS)
    assert {unit_name(unit) for unit in MASS_UNITS} == set(MASS_UNITS)


def test_quantities_shares_and_numbers_are_written_the_french_way() -> None:
    assert plain(quantity(Decimal(12), "pallet")) == "12 palettes"
    assert plain(quantity(Decimal("0.5"), "m3")) == "0,5 m³"
    assert plain(share(Decimal("0.42"))) == "42 %"
    assert plain(number(1234567.5)) == "1 234 567,5"
    assert number(Decimal("2.005"), 2) == "2,01"


def test_another_language_gets_its_own_figures_and_clock() -> None:
    with force_locale("en"):
        assert plain(mass(2_400_000)) == "2.4 t"
        assert day(date(2026, 11, 1)) == "November 1, 2026"
        assert plain(clock(datetime(2026, 11, 3, 13, 5, tzinfo=UTC))) == "2:05 PM"
        assert plain(day_range(date(2026, 11, 3), date(2026, 11, 8))) == "du November 3 au November 8, 2026"


def test_every_filter_is_there_for_templates_and_an_unknown_name_is_a_fault() -> None:
    assert APP.jinja_env.from_string("{{ 2400000|mass }}").render() == mass(2_400_000)
    assert set(rendering.FILTERS) <= set(APP.jinja_env.filters)
    with pytest.raises(UndefinedError):
        APP.jinja_env.from_string("{{ nobody_said_this }}").render()
