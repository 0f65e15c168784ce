"""Figures of a territory: what may be shown to whom is decided below; here hidden is answered as hidden."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from exchange.api.answers import shown
from exchange.api.authentication import actor, guard, now
from exchange.api.blueprints import feature
from exchange.api.materials import language
from exchange.api.search import choice
from exchange.api.values import Answer, MassOut, MonthIn, MonthOut, NumberOut, Shape, Words
from exchange.kernel.wording import N_
from exchange.statistics import policy
from exchange.statistics.figures import TerritoryPage, Totals
from exchange.statistics.queries.breakdowns import Breakdown, breakdown

blueprint = feature("statistics", __name__, tag="Statistics")


def _names(value: Any) -> Any:
    """Return the names in a comma-separated text; a parameter given twice is none."""
    if not isinstance(value, str):
        raise PydanticCustomError("text-expected", N_("Un texte est attendu."))
    return [name.strip() for name in value.split(",") if name.strip()]


Names = Annotated[
    list[Annotated[str, Field(max_length=40)]],
    BeforeValidator(_names),
    WithJsonSchema({"type": "string", "examples": ["month,material"]}),
]


class StatisticsQuery(Shape):
    """Whose figures, over which months (the last twelve), and by what they are broken down."""

    territory: Annotated[Words, WithJsonSchema({"type": "string", "examples": ["epci:246700488"]})]
    first: MonthIn | None = Field(None, alias="from")
    last: MonthIn | None = Field(None, alias="to")
    by: Names = Field(default_factory=list)


class StatisticsTerritory(Answer):
    """The territory; `communes_loaded` falls short of `communes_total` where only a part is known here."""

    key: str
    level: str
    name: str
    communes_loaded: int
    communes_total: int | None


class MassRange(Answer):
    """How far the truth may lie from the total, given how it was measured."""

    low_kg: MassOut
    high_kg: MassOut


class StatisticsTotals(Answer):
    """What may be shown of the whole stretch; with `is_partial`, hidden cells are not in it.

    `quality` gives the share of the mass measured in each grade, from A (both parties and a scale) to E
    (declared). A figure that is hidden is null.
    """

    diverted_kg: MassOut | None
    received_kg: MassOut | None
    internal_kg: MassOut | None
    handovers: int | None
    givers: int | None
    receivers: int | None
    organisations: int | None
    is_partial: bool
    quality: dict[str, NumberOut]
    range: MassRange | None


class StatisticsItem(Answer):
    """One combination asked for: null for what was not asked by. Hidden mass is null and `secret`."""

    month: MonthOut | None
    material: str | None
    material_name: str | None
    diverted_kg: MassOut | None
    secret: bool


class StatisticsYear(Answer):
    """A calendar year, where only years may be read."""

    year: int
    diverted_kg: MassOut | None
    handovers: int | None
    secret: bool


class Statistics(Answer):
    """A territory's figures as this caller may see them: `public`, `live` (its own body) or `whole`."""

    territory: StatisticsTerritory
    first: MonthOut = Field(serialization_alias="from")
    last: MonthOut = Field(serialization_alias="to")
    sight: Annotated[str, choice((policy.PUBLIC, policy.LIVE, policy.WHOLE))]
    totals: StatisticsTotals
    items: list[StatisticsItem]
    years: list[StatisticsYear]


@blueprint.get("/statistics")
@guard(policy.READ)
@blueprint.input(StatisticsQuery, location="query", arg_name="asked")
@blueprint.output(Statistics)
@blueprint.doc(summary="Read the figures of a territory", operation_id="readStatistics")
def show(asked: StatisticsQuery) -> Response:
    """Return mass diverted from waste, by month and material, from confirmed handovers alone.

    Cells that could betray an organisation are hidden, alone or by subtraction: null, never zero.
    """
    found = breakdown(
        actor(), asked.territory, asked.first, asked.last, by=asked.by, now=now(), language=language()
    )
    return shown(_statistics(found))


def _statistics(found: Breakdown) -> Statistics:
    page = found.page
    return Statistics(
        territory=StatisticsTerritory(
            key=page.territory.key,
            level=page.territory.level,
            name=page.territory.name,
            communes_loaded=page.communes_loaded,
            communes_total=page.territory.communes_total,
        ),
        first=page.first,
        last=page.last,
        sight=page.sight,
        totals=_totals(page.totals),
        items=[
            StatisticsItem(
                month=item.month,
                material=item.material,
                material_name=item.material_name,
                diverted_kg=item.diverted_g,
                secret=item.is_secret,
            )
            for item in found.items
        ],
        years=_years(page),
    )


def _totals(totals: Totals) -> StatisticsTotals:
    span = totals.range_g
    return StatisticsTotals(
        diverted_kg=totals.diverted_g,
        received_kg=totals.received_g,
        internal_kg=totals.internal_g,
        handovers=totals.handovers,
        givers=totals.givers,
        receivers=totals.receivers,
        organisations=totals.organisations,
        is_partial=totals.is_partial,
        quality=dict(sorted(totals.shares.items())),
        range=None if span is None else MassRange(low_kg=span[0], high_kg=span[1]),
    )


def _years(page: TerritoryPage) -> list[StatisticsYear]:
    if not page.is_yearly:
        return []
    return [
        StatisticsYear(
            year=figure.period,
            diverted_kg=figure.diverted_g,
            handovers=figure.handovers,
            secret=figure.is_secret,
        )
        for figure in page.periods
    ]
