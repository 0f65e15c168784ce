"""Bar charts computed on the server: plain SVG that prints, follows dark mode and needs no script.

A chart is drawn by `templates/parts/chart.html`, always with its table. Widths are percentages, so that words
keep their size on a phone; heights are pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

PLOT_TOP = 22.0
PLOT_HEIGHT = 180.0
LEFT_PERCENT = 11.0
GAP = 0.3
"""The share of each bar's place that stays empty."""

SECRET_HEIGHT = 0.55
"""Hidden bars all have this share of the height, so that the hatching says nothing of the figure."""

_NICE_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One bar asked for; `value` None is unknown, or hidden if `secret`; `short` is its label on a phone."""

    label: str
    short: str
    value: int | None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar drawn: horizontal places in percent of the width, vertical ones in pixels."""

    label: str
    short: str
    text: str
    state: str
    x: float
    width: float
    middle: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the plot, with what it stands for."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw; `states` of bars are `shown`, `secret` and `unknown`."""

    key: str
    title: str
    description: str
    label_heading: str
    value_heading: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    baseline: float
    height: float
    left: float

    @property
    def has_secrets(self) -> bool:
        """Whether any bar is hidden for secrecy, so that the hatching must be explained."""
        return any(bar.state == "secret" for bar in self.bars)


def bar_chart(
    key: str,
    points: Sequence[Point],
    *,
    title: str,
    description: str,
    label_heading: str,
    value_heading: str,
    worded: Callable[[int], str],
) -> Chart:
    """Return the chart of some points; `worded` says a value with its unit, `key` is unique on the page.

    Raises: ValueError for a negative value, or for a value that is also secret.
    """
    for point in points:
        if point.value is not None and (point.value < 0 or point.secret):
            raise ValueError("a bar stands for a known value from zero up, or for none")
    step = nice_step(max((point.value or 0 for point in points), default=0) / _TICKS)
    top = step * max(1, ceil(max((point.value or 0 for point in points), default=0) / step))
    place = (100 - LEFT_PERCENT) / max(1, len(points))
    return Chart(
        key=key,
        title=title,
        description=description,
        label_heading=label_heading,
        value_heading=value_heading,
        bars=tuple(
            _bar(point, LEFT_PERCENT + index * place, place, top, worded)
            for index, point in enumerate(points)
        ),
        ticks=tuple(
            Tick(y=_height_at(value, top), text=worded(value)) for value in range(step, top + 1, step)
        ),
        baseline=PLOT_TOP + PLOT_HEIGHT,
        height=PLOT_TOP + PLOT_HEIGHT + 30,
        left=LEFT_PERCENT,
    )


def nice_step(least: float) -> int:
    """Return the smallest whole step of 1, 2, 2.5 or 5 times a power of ten that is at least `least`."""
    if least <= 1:
        return 1
    power = 10 ** floor(log10(least))
    return next(
        int(multiple * power)
        for multiple in _NICE_STEPS
        if multiple * power >= least and multiple * power == int(multiple * power)
    )


def _height_at(value: float, top: int) -> float:
    return round(PLOT_TOP + PLOT_HEIGHT * (1 - value / top), 2)


def _bar(point: Point, left: float, place: float, top: int, worded: Callable[[int], str]) -> Bar:
    state = "secret" if point.secret else "unknown" if point.value is None else "shown"
    drawn = top * SECRET_HEIGHT if point.secret else point.value or 0
    y = _height_at(drawn, top)
    return Bar(
        label=point.label,
        short=point.short,
        text="" if point.value is None else worded(point.value),
        state=state,
        x=round(left + place * GAP / 2, 3),
        width=round(place * (1 - GAP), 3),
        middle=round(left + place / 2, 3),
        y=y,
        height=round(PLOT_TOP + PLOT_HEIGHT - y, 2),
    )
