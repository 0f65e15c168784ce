"""What is shown of nested territories leaves no single organisation to be worked out."""

from __future__ import annotations

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.ledger.actions.sealing import seal
from exchange.statistics.queries.secrecy import Secrecy, by_year, cells_of
from exchange.statistics.rules import Cell, is_harmless, passes, without
from exchange.territories.queries import territories_by_id, territory
from tests.builders.statistics import a_shared_month, exchanged, organisations
from tests.builders.territories import BAS_RHIN, DIFFERDANGE, EUROMETROPOLE, HAGUENAU, STRASBOURG
from tests.houses import NOW

MONTH = 202601


def test_cells_name_who_stands_behind_a_month_sealed_or_not(app: Flask) -> None:
    (giver, other), (receiver,) = organisations(2), organisations(1)
    exchanged(giver, receiver, 5, MONTH)
    exchanged(other, receiver, 7, MONTH)
    seal(NOW)
    exchanged(giver, receiver, 1, MONTH)
    expected = {MONTH: Cell({giver: 6_000, other: 7_000}, {receiver: 13_000})}
    assert cells_of(territory(STRASBOURG), MONTH, MONTH) == expected
    assert cells_of(territory(EUROMETROPOLE), MONTH, MONTH, "in") == expected
    assert cells_of(territory(EUROMETROPOLE), MONTH, MONTH, "internal") == expected
    assert cells_of(territory(HAGUENAU), MONTH, MONTH) == {}


def test_an_area_s_cells_are_counted_from_its_communes(app: Flask) -> None:
    (giver,), (receiver,) = organisations(1), organisations(1)
    exchanged(giver, receiver, 5, MONTH, out_of=DIFFERDANGE)
    seal(NOW)
    canton = territory("area:lu-canton-esch-sur-alzette")
    assert cells_of(canton, MONTH, MONTH) == {MONTH: Cell({giver: 5_000}, {receiver: 5_000})}


def test_months_are_joined_by_calendar_year() -> None:
    cells = {202511: Cell({1: 1}, {2: 1}), 202512: Cell({1: 2, 3: 3}, {2: 5}), 202601: Cell({1: 9}, {2: 9})}
    assert by_year(cells) == {2025: Cell({1: 3, 3: 3}, {2: 6}), 2026: Cell({1: 9}, {2: 9})}


def test_a_reader_who_does_not_see_around_a_territory_is_no_threat_to_it(app: Flask) -> None:
    a_shared_month(MONTH, organisations(3), organisations(3))
    exchanged(*organisations(2), 20, MONTH, out_of=HAGUENAU)
    place = territory(EUROMETROPOLE)
    assert Secrecy(MONTH, MONTH).months_shown(place) == frozenset()
    assert Secrecy(MONTH, MONTH, lambda view: view.level == "epci").months_shown(place) == {MONTH}


exchanges = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 4), st.integers(1, 400), st.sampled_from([STRASBOURG, HAGUENAU])
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exchanges)
def test_whatever_is_shown_of_a_departement_and_its_parts_leaves_a_harmless_rest(
    app: Flask, told: list[tuple[int, int, int, str]]
) -> None:
    givers, receivers = organisations(5), organisations(5)
    month = _next()
    for giver, receiver, kg, commune in told:
        exchanged(givers[giver], receivers[receiver], kg, month, out_of=commune)
    judge = Secrecy(month, month)
    whole = territory(BAS_RHIN)
    children = territories_by_id(judge.children(whole)).values()
    shown = [child for child in children if month in judge.months_shown(child)]
    if shown:
        assert month in judge.months_shown(whole)
        parts = [cells_of(child, month, month)[month] for child in shown]
        assert all(passes(part) for part in parts)
        assert is_harmless(without(cells_of(whole, month, month)[month], parts))


_months = iter(year * 100 + month for year in range(1950, 2000) for month in range(1, 13))


def _next() -> int:
    """Return a month that no earlier example has used: the database is not emptied between examples."""
    return next(_months)
