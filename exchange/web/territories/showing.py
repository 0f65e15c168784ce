"""How a territory's figures are put on a page: which bars, which words, which periods to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from exchange.kernel.time import following, month_in
from exchange.statistics.figures import PeriodFigure, TerritoryPage
from exchange.web.charts import Chart, Point, bar_chart
from exchange.web.days import HOUSE_TIME_ZONE, month, month_short
from exchange.web.naming import called
from exchange.web.rendering import share, tonnes
from exchange.web.territories.forms import month_text

MOST_BARS = 14
"""More months than this are drawn as years: a bar must keep its label."""

YEARS_OFFERED = 3
_MONTHS = 12
_ON_A_SCALE = "AB"

GRADES = {
    "A": _l("A – sur une balance, par les deux parties"),
    "B": _l("B – sur une balance, par une partie"),
    "C": _l("C – pièces comptées, poids unitaire"),
    "D": _l("D – volume mesuré, densité"),
    "E": _l("E – déclaré"),
}
"""How each grade of weighing is said."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page draws: the periods that can be told or are hidden, and a chart of them."""

    periods: tuple[PeriodFigure, ...]
    chart: Chart | None
    is_cut: bool
    has_open_month: bool


def shown(figures: TerritoryPage, now: datetime) -> Shown:
    """Return what to draw. Months to come, and to the public the month that runs, are left out."""
    current = month_in(now, figures.territory.time_zone or HOUSE_TIME_ZONE)
    limit = current // 100 if figures.is_yearly else current
    periods = tuple(
        figure
        for figure in figures.periods
        if not figure.is_open or (figures.is_live and figure.period <= limit)
    )
    return Shown(
        periods=periods,
        chart=_chart(figures, periods) if periods else None,
        is_cut=len(periods) < len(figures.periods),
        has_open_month=len(periods) <= MOST_BARS and any(figure.is_open for figure in periods),
    )


def stretch(figures: TerritoryPage) -> str:
    """Return the stretch of months in words."""
    if figures.first == figures.last:
        return month(figures.first)
    return _("de %(first)s à %(last)s", first=month(figures.first), last=month(figures.last))


def periods_offered(figures: TerritoryPage, now: datetime) -> list[tuple[str, str, None, bool]]:
    """Return the stretches to choose from, as `choices` of parts/chips.html takes them."""
    current = month_in(now, figures.territory.time_zone or HOUSE_TIME_ZONE)
    newest = current if figures.is_live else following(current, -1)
    last_year = current // 100 - 1 if figures.is_yearly else newest // 100
    years = range(last_year, last_year - YEARS_OFFERED, -1)
    if figures.is_yearly:
        usual = (_("3 dernières années"), years[-1] * 100 + 1, last_year * 100 + _MONTHS)
    else:
        usual = (_("12 derniers mois"), following(newest, 1 - _MONTHS), newest)
    offered = [usual, *((str(year), year * 100 + 1, min(year * 100 + _MONTHS, newest)) for year in years)]
    return [
        (label, address(figures, first, last), None, (first, last) == (figures.first, figures.last))
        for label, first, last in offered
    ]


def address(figures: TerritoryPage, first: int, last: int) -> str:
    """Return the address of a territory's page over a stretch of months."""
    values: dict[str, Any] = {"from": month_text(first), "to": month_text(last)}
    return url_for("territories.show", key=figures.territory.key, **values)


def quality(shares: dict[str, Decimal]) -> str | None:
    """Return how sure a total is, in one phrase: the share that went over a scale."""
    if not shares:
        return None
    others = sum((part for grade, part in shares.items() if grade not in _ON_A_SCALE), Decimal(0))
    return _("%(share)s passés sur une balance", share=share(max(1 - others, Decimal(0))))


def _chart(figures: TerritoryPage, periods: tuple[PeriodFigure, ...]) -> Chart:
    is_by_year = figures.is_yearly or len(periods) > MOST_BARS
    points = [_year(figure) for figure in periods] if figures.is_yearly else [_month(one) for one in periods]
    if is_by_year and not figures.is_yearly:
        points = _years(periods)
    title = _("Tonnes détournées par année") if is_by_year else _("Tonnes détournées par mois")
    chart = bar_chart(
        "diverted",
        points,
        title=title,
        description=_(
            "%(title)s, %(territory)s, %(stretch)s. Les chiffres sont dans le tableau qui suit.",
            title=title,
            territory=called(figures.territory.name, figures.territory.key),
            stretch=stretch(figures),
        ),
        label_heading=_("Année") if is_by_year else _("Mois"),
        value_heading=_("Détourné"),
        worded=tonnes,
    )
    # Without any mass the axis measures nothing.
    return chart if any(point.value for point in points) else replace(chart, ticks=())


def _month(figure: PeriodFigure) -> Point:
    label = month_short(figure.period)
    return Point(
        f"{label}*" if figure.is_open else label,
        str(figure.period % 100),
        figure.diverted_g,
        figure.is_secret,
    )


def _year(figure: PeriodFigure) -> Point:
    return Point(str(figure.period), str(figure.period), figure.diverted_g, figure.is_secret)


def _years(periods: tuple[PeriodFigure, ...]) -> list[Point]:
    """Return one bar a calendar year: the sum of its months that are shown, marked where some are hidden."""
    points = []
    for year in sorted({figure.period // 100 for figure in periods}):
        months = [figure for figure in periods if figure.period // 100 == year]
        told = [figure.diverted_g for figure in months if figure.diverted_g is not None]
        label = str(year) if len(told) == len(months) and len(months) == _MONTHS else f"{year}*"
        points.append(Point(label, label, sum(told) if told else None, is_hidden(months)))
    return points


def is_hidden(months: list[PeriodFigure]) -> bool:
    """Whether none of these months may be told."""
    return all(figure.is_secret for figure in months)
