"""Finding listings: near a place, of a material, with words; as JSON or on a map."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from flask import Response, request
from pydantic import WithJsonSchema
from werkzeug.exceptions import NotAcceptable

from exchange.api.answers import document, next_url, shown
from exchange.api.authentication import actor, guard
from exchange.api.blueprints import feature
from exchange.api.errors import StatusNotSearchable, TokenNeeded
from exchange.api.materials import language
from exchange.api.naming import called
from exchange.api.photographs import photograph_urls
from exchange.api.places import point_of
from exchange.api.values import (
    Answer,
    EurosOut,
    IdentifierOut,
    InstantOut,
    MassOut,
    MassQuery,
    NumberQuery,
    PageQuery,
    PointQuery,
    Words,
)
from exchange.kernel.paging import Page
from exchange.listings import policy
from exchange.listings.models import ALLOCATIONS, KINDS, PRICE_BASES, PRICE_MODES, STATUSES
from exchange.listings.queries.cards import Card, own_cards
from exchange.listings.queries.search import SORTS, Criteria, search

blueprint = feature("search", __name__, tag="Listings")

GEOJSON = "application/geo+json"
OPEN = "open"
ALL = "all"

_DISTANCE_DECIMALS = 3
_RESPONSES: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    "406": {},
    "200": {"content": {GEOJSON: {"schema": {"type": "object"}}}},
}

Radius = Annotated[NumberQuery, WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 500})]


def choice(values: tuple[str, ...]) -> Any:
    """Return the description of a text that is one of several: the domain judges which."""
    return WithJsonSchema({"type": "string", "enum": list(values)})


class ListingsQuery(PageQuery):
    """What somebody looks for. `near` is used where it is given, and `place` is then only its name."""

    near: PointQuery | None = None
    place: Words | None = None
    radius_km: (
        Annotated[NumberQuery, WithJsonSchema({"type": "number", "minimum": 0.1, "maximum": 500})] | None
    ) = None
    material: Words = ""
    waste_code: Words = ""
    kind: Annotated[Words, choice(KINDS)] = ""
    q: Words = ""
    min_kg: MassQuery | None = None
    max_kg: MassQuery | None = None
    status: Annotated[Words, choice((OPEN, ALL, *STATUSES))] = OPEN
    organisation: Words = ""
    territory: Words = ""
    sort: Annotated[Words, choice(SORTS)] = ""


class Price(Answer):
    """What the giver asks or pays; `amount_eur` is null where it is free."""

    mode: Annotated[str, choice(PRICE_MODES)]
    amount_eur: EurosOut | None
    per: Annotated[str, choice(PRICE_BASES)]


class Giver(Answer):
    """The organisation that gives."""

    id: IdentifierOut
    slug: str
    name: str


class Position(Answer):
    """A public point, 100 to 400 m away from the exact one, in WGS84 degrees."""

    latitude: float
    longitude: float


class ListingCard(Answer):
    """A listing in a list. `mass_kg` is what can still be claimed, or what was listed when nothing can.

    `distance_km` is to the public point, and null unless a place was given.
    """

    id: IdentifierOut
    title: str
    kind: Annotated[str, choice(KINDS)]
    status: Annotated[str, choice(STATUSES)]
    material: str
    material_name: str
    mass_kg: MassOut
    held_kg: MassOut
    available_from: date
    available_until: date | None
    price: Price
    allocation: Annotated[str, choice(ALLOCATIONS)]
    commune: str
    commune_name: str
    position: Position
    organisation: Giver
    photo_url: str | None
    published_at: InstantOut | None
    distance_km: float | None
    url: str


class ListingPage(Answer):
    """A page of listings, and exactly how many there are."""

    items: list[ListingCard]
    total: int
    next: str | None


@blueprint.get("/listings")
@guard(policy.READ)
@blueprint.input(ListingsQuery, location="query", arg_name="asked")
@blueprint.output(ListingPage)
@blueprint.doc(
    summary="Find listings",
    operation_id="findListings",
    responses=_RESPONSES,
)
def index(asked: ListingsQuery) -> Response:
    """Return a page of open listings; those in other states for members of their organisation only."""
    accepted = _accepted()
    page = _found(asked) if asked.status == OPEN else _own(asked)
    answer = ListingPage(items=[_card(card) for card in page.items], total=page.total, next=next_url(page))
    return shown(answer) if accepted != GEOJSON else document(_features(answer), mimetype=GEOJSON)


def _accepted() -> str:
    if not request.accept_mimetypes:
        return "application/json"
    accepted = request.accept_mimetypes.best_match(["application/json", GEOJSON])
    if accepted is None:
        raise NotAcceptable
    return accepted


def _found(asked: ListingsQuery) -> Page[Card]:
    near = asked.near or (point_of(asked.place) if asked.place else None)
    criteria = Criteria(
        near=near,
        radius_km=None if asked.radius_km is None else float(asked.radius_km),
        material=asked.material,
        waste_code=asked.waste_code,
        q=asked.q,
        min_g=asked.min_kg,
        max_g=asked.max_kg,
        kind=asked.kind,
        organisation=asked.organisation,
        territory=asked.territory,
        sort=asked.sort,
    )
    return search(criteria, limit=asked.limit, cursor=asked.cursor, language=language())


def _own(asked: ListingsQuery) -> Page[Card]:
    given = asked.model_fields_set - {"status", "limit", "cursor", "organisation"}
    if given or asked.organisation not in {"", actor().organisation} or asked.status not in {ALL, *STATUSES}:
        raise StatusNotSearchable
    if not policy.LIST_OWN.allows(actor()):
        raise TokenNeeded
    statuses = None if asked.status == ALL else [asked.status]
    return own_cards(actor(), statuses=statuses, limit=asked.limit, cursor=asked.cursor, language=language())


def _card(card: Card) -> ListingCard:
    return ListingCard(
        id=card.public_id,
        title=card.title,
        kind=card.kind,
        status=card.status,
        material=card.material_slug,
        material_name=card.material_name,
        mass_kg=card.mass_g,
        held_kg=card.held_g,
        available_from=card.available_from,
        available_until=card.available_until,
        price=price_of(card.price_mode, card.price_cents, card.price_per),
        allocation=card.allocation,
        commune=card.commune,
        commune_name=called(card.commune_name, card.commune),
        position=Position(latitude=card.point.latitude, longitude=card.point.longitude),
        organisation=Giver(id=card.organisation, slug=card.organisation_slug, name=card.organisation_name),
        photo_url=None if card.photograph is None else photograph_urls(card.photograph)["card_url"],
        published_at=card.published_at,
        distance_km=None if card.distance_km is None else round(card.distance_km, _DISTANCE_DECIMALS),
        url=f"{request.path}/{card.public_id}",
    )


def price_of(mode: str, cents: int | None, per: str) -> Price:
    """Return a price; free things have no amount."""
    return Price(mode=mode, amount_eur=None if mode == "free" else cents, per=per)


def _features(page: ListingPage) -> dict[str, Any]:
    """Return the page as a GeoJSON feature collection. Source: RFC 7946."""
    features = []
    for item in page.model_dump(mode="json")["items"]:
        position = item.pop("position")
        features.append(
            {
                "type": "Feature",
                "id": item["id"],
                "geometry": {
                    "type": "Point",
                    "coordinates": [position["longitude"], position["latitude"]],
                },
                "properties": item,
            }
        )
    return {"type": "FeatureCollection", "features": features, "total": page.total, "next": page.next}
