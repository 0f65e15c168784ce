"""The threshold at its edges, what subtraction leaves, and how sure a figure is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.statistics.rules import (
    COARSE,
    FINE,
    Cell,
    is_harmless,
    joined,
    passes,
    range_of,
    shares,
    surviving,
    surviving_split,
    without,
)

EVEN = {1: 10, 2: 10, 3: 10}


def side(*grams: int) -> dict[int, int]:
    return dict(enumerate(grams, 1))


@pytest.mark.parametrize(
    ("parts", "is_told"),
    [
        ((85, 10, 5), True),  # exactly 85 %
        ((850_001, 99_999, 50_000), False),  # a hair above
        ((86, 10, 4), False),
        ((50, 50), False),  # two
        ((40, 30, 30), True),  # three
        ((100,), False),
        ((), False),
        ((50, 50, 0), False),  # who gave nothing does not count
        ((0, 0, 0), False),
        ((40, 30, 30, -1), False),  # below zero: a correction that nothing explains
        ((40, 30, 30, 0), True),
    ],
)
def test_the_threshold_at_its_edges_on_either_side(parts: tuple[int, ...], is_told: bool) -> None:
    assert passes(Cell(side(*parts), EVEN)) is is_told
    assert passes(Cell(EVEN, side(*parts))) is is_told


def test_an_empty_cell_hides_nothing_and_a_corrected_one_does() -> None:
    assert is_harmless(Cell())
    assert not is_harmless(Cell({1: 0}, {2: 0}))


def test_what_is_left_is_counted_by_organisation() -> None:
    whole = Cell(side(30, 20, 10), side(20, 20, 20))
    part = Cell(side(30, 20), side(20, 20, 10))
    assert without(whole, [part]) == Cell({3: 10}, {3: 10})
    assert without(whole, [whole]) == Cell()
    assert without(whole, [part]).grams == whole.grams - part.grams


def test_a_part_is_hidden_when_the_rest_would_betray_somebody() -> None:
    shared, lonely = Cell(side(30, 30, 30), side(30, 30, 30)), Cell({9: 5}, {8: 5})
    whole = joined([shared, lonely])
    assert surviving(whole, {"shared": shared, "lonely": lonely}) == frozenset()
    assert surviving(shared, {"shared": shared}) == {"shared"}


def test_the_smallest_part_that_could_be_told_keeps_the_rest_company() -> None:
    large = Cell(side(300, 300, 300), side(300, 300, 300))
    small = Cell({4: 50, 5: 50, 6: 50}, {4: 50, 5: 50, 6: 50})
    lonely = Cell({9: 20}, {9: 20})
    parts = {"large": large, "small": small, "lonely": lonely}
    assert surviving_split(parts) == {"large"}


cells = st.builds(
    Cell,
    *(
        st.dictionaries(st.integers(1, 8), st.integers(1, 1000), max_size=6),
        st.dictionaries(st.integers(1, 8), st.integers(1, 1000), max_size=6),
    ),
)


@given(st.dictionaries(st.integers(0, 5), cells, max_size=5))
def test_whatever_survives_passes_and_leaves_a_harmless_rest(parts: dict[int, Cell]) -> None:
    kept = surviving_split(parts)
    assert all(passes(parts[key]) for key in kept)
    rest = without(joined(parts.values()), (parts[key] for key in kept))
    assert not kept or is_harmless(rest)


def test_shares_are_of_what_is_there_in_steps() -> None:
    by_grade = {"A": 100, "B": 200, "E": 300}
    assert shares(by_grade) == {"A": Decimal("0.17"), "B": Decimal("0.33"), "E": Decimal("0.50")}
    assert shares(by_grade, COARSE) == {"A": Decimal("0.15"), "B": Decimal("0.35"), "E": Decimal("0.50")}
    assert shares({}, FINE) == {}
    assert shares({"A": 0}) == {}
    assert shares({"A": 100, "B": -100}) == {}


def test_the_range_follows_the_grades() -> None:
    assert range_of(1_000_000, {"A": Decimal(1)}) == (980_000, 1_020_000)
    assert range_of(1_000_000, {"A": Decimal("0.5"), "E": Decimal("0.5")}) == (740_000, 1_260_000)
    assert range_of(0, {}) == (0, 0)
