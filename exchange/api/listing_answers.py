"""A listing as it is answered, whole."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import url_for

from exchange.api.naming import called
from exchange.api.photographs import photograph_urls
from exchange.api.search import Giver, Position, Price, choice, price_of
from exchange.api.values import Answer, IdentifierOut, InstantOut, MassOut, NumberOut
from exchange.kernel.units import UNITS
from exchange.listings.models import ALLOCATIONS, KINDS, LEGAL_STATUSES, STATUSES
from exchange.listings.queries.detail import ListingView


class Quantity(Answer):
    """What was written: `value` units; `kg_per_unit` is what one weighs."""

    value: NumberOut
    unit: Annotated[str, choice(UNITS)]
    kg_per_unit: MassOut


class ListedPhotograph(Answer):
    """A photograph on a listing; the first one is the card's."""

    id: IdentifierOut
    alternative: str
    width: int
    height: int
    large_url: str
    card_url: str


class Lot(Answer):
    """A dated quantity: initial + adjusted = remaining + held + collected + removed."""

    id: IdentifierOut
    available_on: date
    initial_kg: MassOut
    adjusted_kg: MassOut
    remaining_kg: MassOut
    held_kg: MassOut
    collected_kg: MassOut
    removed_kg: MassOut


class StepLink(Answer):
    """A step open to the caller: POST to `href`."""

    step: str
    href: str


class Listing(Answer):
    """A listing. `mass_kg` is what can still be claimed (for a draft: what it announces)."""

    id: IdentifierOut
    status: Annotated[str, choice(STATUSES)]
    title: str
    description: str
    kind: Annotated[str, choice(KINDS)]
    material: str
    material_name: str
    waste_code: str | None
    legal_status: Annotated[str, choice(LEGAL_STATUSES)] | None
    quantity: Quantity
    mass_kg: MassOut
    site: IdentifierOut
    commune: str
    commune_name: str
    position: Position
    available_from: date
    available_until: date | None
    recurrence: None
    price: Price
    allocation: Annotated[str, choice(ALLOCATIONS)]
    open_to_all: bool
    handling: str
    photos: list[ListedPhotograph]
    lots: list[Lot]
    organisation: Giver
    created_at: InstantOut
    published_at: InstantOut | None
    closed_at: InstantOut | None
    links: list[StepLink]


def listing_answer(view: ListingView) -> Listing:
    """Return a listing as its reader may see it; links are there for its giver only."""
    written = view.written
    return Listing(
        id=view.public_id,
        status=view.status,
        title=written.title,
        description=written.description,
        kind=written.kind,
        material=view.material.slug,
        material_name=view.material.name,
        waste_code=None if view.waste_code is None else view.waste_code.code,
        legal_status=written.legal_status,
        quantity=Quantity(value=written.quantity or 0, unit=written.unit, kg_per_unit=view.grams_per_unit),
        mass_kg=view.remaining_g,
        site=written.site,
        commune=view.commune,
        commune_name=called(view.commune_name, view.commune),
        position=Position(latitude=view.point.latitude, longitude=view.point.longitude),
        available_from=written.available_from,
        available_until=written.available_until,
        recurrence=None,
        price=price_of(written.price_mode, written.price_cents, written.price_per),
        allocation=written.allocation,
        open_to_all=written.open_to_all,
        handling=written.handling,
        photos=[
            ListedPhotograph(
                id=each.public_id,
                alternative=each.alternative,
                width=each.width,
                height=each.height,
                **photograph_urls(each.public_id),
            )
            for each in view.photographs
        ],
        lots=[
            Lot(
                id=lot.public_id,
                available_on=lot.available_on,
                initial_kg=lot.initial_g,
                adjusted_kg=lot.adjusted_g,
                remaining_kg=lot.remaining_g,
                held_kg=lot.held_g,
                collected_kg=lot.collected_g,
                removed_kg=lot.removed_g,
            )
            for lot in view.lots
        ],
        organisation=Giver(id=view.organisation, slug=view.organisation_slug, name=view.organisation_name),
        created_at=view.created_at,
        published_at=view.published_at,
        closed_at=view.closed_at,
        links=[
            StepLink(step=step.name, href=url_for(f"api_listings.{step.name}", listing=view.public_id))
            for step in view.steps
        ],
    )
