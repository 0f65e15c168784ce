"""Facts are worded as people say them, without ever saying more or less than they are."""

from __future__ import annotations

from collections.abc import Iterator
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
    distance,
    kg_exact,
    mass,
    money,
    number,
    price,
    quantity,
    series,
    share,
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


def test_english_gets_its_own_figures() -> None:
    with force_locale("en"):
        assert plain(mass(2_400_000)) == "2.4 t"
        assert plain(mass(1_240_000_000)) == "1,240 t"
        assert plain(distance(4.23)) == "4.2 km"
        assert money(120_050) == "€1,200.50"
        assert "€4,000 " in plain(price("pays", 400_000, "lot"))
        assert share(Decimal("0.42")) == "42%"
        assert number(1234567.5) == "1,234,567.5"
        assert series(["a", "b, c"]) == "a; b, c"


def test_german_gets_its_own_figures() -> None:
    with force_locale("de"):
        assert plain(mass(1_240_000_000)) == "1.240 t"
        assert plain(kg_exact(1_240_500)) == "1.240,5 kg"
        assert plain(money(120_050)) == "1.200,50 €"
        assert plain(share(Decimal("0.42"))) == "42 %"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Decimal(0), "0 pallets"),
        (Decimal(1), "1 pallet"),
        (Decimal("1.5"), "1.5 pallets"),
        (Decimal("0.5"), "0.5 pallets"),
        (Decimal(2), "2 pallets"),
    ],
)
def test_in_english_only_one_is_singular(count: Decimal, said: str) -> None:
    with force_locale("en"):
        assert plain(quantity(count, "pallet")) == said


def test_words_known_to_be_french_are_marked_on_pages_in_another_language() -> None:
    said = APP.jinja_env.from_string("<h1{{ in_french(known) }}>Palettes</h1>")
    assert said.render(known=True) == "<h1>Palettes</h1>"
    with force_locale("en"):
        assert said.render(known=True) == '<h1 lang="fr">Palettes</h1>'
        assert said.render(known=False) == "<h1>Palettes</h1>"


def test_a_colon_keeps_its_distance_in_french_only() -> None:
    said = APP.jinja_env.from_string("{{ 'Poids' }}{{ colon() }} 3")
    assert said.render() == "Poids\u00a0: 3"
    with force_locale("en"):
        assert said.render() == "Poids: 3"


def test_a_row_of_things_is_parted_as_the_language_does() -> None:
    assert series(["a", "b, c"]) == "a\u00a0; b, c"
    assert series([]) == ""


def test_every_filter_is_there_for_templates_and_an_unknown_name_is_a_fault() -> None:
    assert APP.jinja_env.from_string("{{ 2400000|mass }}").render() == mass(2_400_000)
    assert set(rendering.FILTERS) <= set(APP.jinja_env.filters)
    with pytest.raises(UndefinedError):
        APP.jinja_env.from_string("{{ nobody_said_this }}").render()
