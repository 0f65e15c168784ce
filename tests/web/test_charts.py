"""Charts say what the figures say, and nothing of what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.web.charts import LEFT_PERCENT, PLOT_HEIGHT, PLOT_TOP, Chart, Point, bar_chart, nice_step

VALUES = st.lists(st.integers(0, 10**12), min_size=1, max_size=36)


def drawn(*points: Point) -> Chart:
    return bar_chart(
        "k",
        points,
        title="Tonnes",
        description="Par mois",
        label_heading="Mois",
        value_heading="Tonnes",
        worded=lambda value: f"{value} g",
    )


@given(VALUES)
def test_heights_are_in_proportion_to_values(values: list[int]) -> None:
    chart = drawn(*(Point(str(value), "", value) for value in values))
    top = max(values)
    highest = max(bar.height for bar in chart.bars)
    for bar, value in zip(chart.bars, values, strict=True):
        if top:
            assert bar.height == pytest.approx(highest * value / top, abs=0.02)
        assert bar.y + bar.height == pytest.approx(chart.baseline, abs=0.02)


@given(VALUES)
def test_bars_stand_in_order_inside_the_plot_and_under_the_highest_line(values: list[int]) -> None:
    chart = drawn(*(Point(str(value), "", value) for value in values))
    edges = [edge for bar in chart.bars for edge in (bar.x, bar.x + bar.width)]
    assert edges == sorted(edges)
    assert edges[0] >= LEFT_PERCENT
    assert edges[-1] <= 100
    assert all(bar.y >= PLOT_TOP and bar.height <= PLOT_HEIGHT for bar in chart.bars)
    assert min(tick.y for tick in chart.ticks) <= min(bar.y for bar in chart.bars)


@given(VALUES)
def test_a_chart_has_a_handful_of_lines(values: list[int]) -> None:
    assert 1 <= len(drawn(*(Point("", "", value) for value in values)).ticks) <= 5


@given(st.floats(0, 1e13, allow_nan=False))
def test_a_step_is_round_and_large_enough(least: float) -> None:
    step = nice_step(least)
    assert step >= least or least <= 1
    assert str(step).rstrip("0") in {"1", "2", "25", "5"}


def test_hidden_bars_all_look_alike_and_carry_no_figure() -> None:
    chart = drawn(Point("a", "a", None, secret=True), Point("b", "b", 7), Point("c", "c", None, secret=True))
    first, shown, last = chart.bars
    assert (first.state, shown.state, last.state) == ("secret", "shown", "secret")
    assert first.height == last.height
    assert first.text == last.text == ""
    assert chart.has_secrets


def test_the_scale_follows_the_shown_figures_alone() -> None:
    alone = drawn(Point("b", "b", 7))
    beside = drawn(Point("b", "b", 7), Point("c", "c", None, secret=True))
    assert alone.ticks == beside.ticks


def test_an_unknown_bar_is_neither_zero_nor_hidden() -> None:
    chart = drawn(Point("a", "a", None), Point("b", "b", 0))
    assert [(bar.state, bar.text) for bar in chart.bars] == [("unknown", ""), ("shown", "0 g")]
    assert not chart.has_secrets


@pytest.mark.parametrize("point", [Point("a", "a", -1), Point("a", "a", 3, secret=True)])
def test_a_negative_or_a_secret_figure_is_not_drawn(point: Point) -> None:
    with pytest.raises(ValueError, match="bar"):
        drawn(point)


def test_nothing_to_draw_is_still_a_chart() -> None:
    assert drawn().bars == ()
