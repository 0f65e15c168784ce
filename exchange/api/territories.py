"""Territories and places: the reference ground that listings and figures stand on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import Response
from pydantic import WithJsonSchema

from exchange.api.answers import next_url, shown
from exchange.api.authentication import PUBLIC, guard
from exchange.api.blueprints import feature
from exchange.api.naming import called
from exchange.api.places import places
from exchange.api.values import Answer, Flag, Limit, PageQuery, Shape, Words
from exchange.gateways.geocoder.offline import DEFAULT_LIMIT
from exchange.gateways.geocoder.places import KINDS, PRECISIONS
from exchange.gateways.geocoder.places import Place as KnownPlace
from exchange.kernel.errors import Missing
from exchange.territories import queries
from exchange.territories.errors import TerritoryUnknown
from exchange.territories.queries import TerritoryView
from exchange.territories.rules import LEVELS

blueprint = feature("territories", __name__, tag="Reference")

Level = Annotated[str, WithJsonSchema({"type": "string", "enum": list(LEVELS)})]
Degrees = Annotated[float, WithJsonSchema({"type": "number"})]


class TerritoriesQuery(PageQuery):
    """Which territories: of one level, with a name that a text begins or continues, with ground in another.

    `q` may also be a whole code; `territory` is a key, such as `departement:67`.
    """

    level: Level | None = None
    q: Words | None = None
    territory: Words | None = None


class PlacesQuery(Shape):
    """Which place: a commune, a postcode, an address.

    `typing` says that the text is not finished: places that begin so are answered too.
    """

    q: Words
    limit: Limit = DEFAULT_LIMIT
    typing: Flag = False


class Territory(Answer):
    """A commune, or a set of communes with a name. `communes_total` is the official number."""

    key: str
    level: Level
    code: str
    name: str
    country: str
    latitude: Degrees | None
    longitude: Degrees | None
    population: int | None
    communes_total: int | None


class Named(Answer):
    """A territory named by another one."""

    key: str
    level: Level
    name: str


class TerritoryDetail(Territory):
    """A territory with what is known of it: a commune's own part of it is empty for the others.

    `belongs_to` goes from the smallest to the largest; `valid_until` and `successors` are those of a
    territory that a later vintage no longer shows.
    """

    time_zone: str | None
    postcodes: list[str]
    belongs_to: list[Named]
    vintage: str
    valid_from: date
    valid_until: date | None
    successors: list[Named]


class TerritoryPage(Answer):
    """A page of territories."""

    items: list[Territory]
    total: int
    next: str | None


class Place(Answer):
    """A place that a text may mean; `precision` says what its point stands for.

    `name` is that of the commune, or of the part of it, alone; `postcode` is empty unless one was found.
    A place that is a `guess` is not what was written, but spelled nearly so.
    """

    label: str
    kind: Annotated[str, WithJsonSchema({"type": "string", "enum": list(KINDS)})]
    latitude: Degrees
    longitude: Degrees
    commune: str
    precision: Annotated[str, WithJsonSchema({"type": "string", "enum": list(PRECISIONS)})]
    name: str
    postcode: str
    guess: bool


class PlacePage(Answer):
    """The places that a text may mean, the likeliest first."""

    items: list[Place]
    total: int
    next: None


@blueprint.get("/territories")
@guard(PUBLIC)
@blueprint.input(TerritoriesQuery, location="query", arg_name="asked")
@blueprint.output(TerritoryPage)
@blueprint.doc(summary="List today's territories by name", operation_id="listTerritories")
def index(asked: TerritoriesQuery) -> Response:
    """Return a page of territories."""
    page = queries.territories(
        level=asked.level, query=asked.q, within=asked.territory, limit=asked.limit, cursor=asked.cursor
    )
    items = [_territory(view) for view in page.items]
    return shown(TerritoryPage(items=items, total=page.total, next=next_url(page)))


@blueprint.get("/territories/<key>")
@guard(PUBLIC)
@blueprint.output(TerritoryDetail)
@blueprint.doc(summary="Read a territory", operation_id="readTerritory")
def show(key: str) -> Response:
    """Return one territory, such as `commune:67482`; the code of a former commune leads to today's."""
    try:
        return shown(_detail(queries.territory(key)))
    except TerritoryUnknown as error:
        # As a filter an unknown territory is bad input; as an address it is a thing that is not there.
        raise Missing from error


@blueprint.get("/geocode")
@guard(PUBLIC)
@blueprint.input(PlacesQuery, location="query", arg_name="asked")
@blueprint.output(PlacePage)
@blueprint.doc(summary="Find the places that a text may mean", operation_id="geocode")
def geocode(asked: PlacesQuery) -> Response:
    """Return places: an address is answered by the best that is known of it."""
    items = [_place(place) for place in places(asked.q, asked.limit, is_typing=asked.typing)]
    return shown(PlacePage(items=items, total=len(items), next=None))


def _territory(view: TerritoryView) -> Territory:
    return Territory(
        key=view.key,
        level=view.level,
        code=view.code,
        name=called(view.name, view.key),
        country=view.country,
        latitude=view.latitude,
        longitude=view.longitude,
        population=view.population,
        communes_total=view.communes_total,
    )


def _detail(view: TerritoryView) -> TerritoryDetail:
    is_commune = view.level == "commune"
    above = [one for one in queries.levels_of(view.id) if one.id != view.id] if is_commune else []
    return TerritoryDetail(
        **_territory(view).model_dump(),
        time_zone=view.time_zone,
        postcodes=list(queries.postcodes_of(view.id)) if is_commune else [],
        belongs_to=[_named(one) for one in above],
        vintage=view.vintage,
        valid_from=view.valid_from,
        valid_until=view.valid_until,
        successors=[_named(one) for one in queries.successors_of(view.id)],
    )


def _named(view: TerritoryView) -> Named:
    return Named(key=view.key, level=view.level, name=called(view.name, view.key))


def _place(place: KnownPlace) -> Place:
    return Place(
        label=place.label,
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        commune=place.commune,
        precision=place.precision,
        name=place.name,
        postcode=place.postcode,
        guess=place.is_guess,
    )
