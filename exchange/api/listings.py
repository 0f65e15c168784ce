"""Listings one by one: written, changed, published, paused, closed, and read whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from flask import Response, current_app, url_for
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from exchange.api.answers import effect, named, shown, version_asked
from exchange.api.authentication import actor, guard, now
from exchange.api.blueprints import feature
from exchange.api.listing_answers import Listing, listing_answer
from exchange.api.materials import language
from exchange.api.search import choice
from exchange.api.values import DayIn, EurosIn, Identifier, MassIn, NumberIn, Shape, Text
from exchange.claims.actions import closing
from exchange.kernel.units import UNITS
from exchange.listings import policy
from exchange.listings.actions import steps, writing
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.listings.errors import StreamNotOffered
from exchange.listings.models import ALLOCATIONS, KINDS, LEGAL_STATUSES, PRICE_BASES, PRICE_MODES
from exchange.listings.queries.detail import detail

blueprint = feature("listings", __name__, tag="Listings")

FIELDS = {
    "quantity": "quantity.value",
    "unit": "quantity.unit",
    "kg_per_unit": "quantity.kg_per_unit",
    "price_mode": "price.mode",
    "price_eur": "price.amount_eur",
    "price_per": "price.per",
    "photographs": "photos",
}
"""The domain's names of fields, and where they stand in the JSON."""

_MOST_PHOTOGRAPHS = 50


def _no_stream(value: Any) -> None:
    if value is not None:
        raise PydanticCustomError("listing-stream-unavailable", StreamNotOffered.wording)


def _photograph(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


Recurrence = Annotated[Any, AfterValidator(_no_stream), WithJsonSchema({"type": "null"})]


class QuantityIn(Shape):
    """How much, in any unit; `kg_per_unit` is what one counted unit weighs (default: the material's)."""

    value: NumberIn
    unit: Annotated[Text, choice(UNITS)]
    kg_per_unit: MassIn | None = None


class PriceIn(Shape):
    """Free, asked by the giver, or paid by the giver; an amount unless free."""

    mode: Annotated[Text, choice(PRICE_MODES)]
    amount_eur: EurosIn | None = None
    per: Annotated[Text, choice(PRICE_BASES)] = "lot"


class PhotographRef(Shape):
    """A photograph that was sent, and in words what it shows."""

    id: Identifier
    alternative: Text = ""


PhotographIn = Annotated[
    PhotographRef,
    BeforeValidator(_photograph, json_schema_input_type=str | PhotographRef),
]
Photographs = Annotated[list[PhotographIn], Field(max_length=_MOST_PHOTOGRAPHS)]
Site = Annotated[Text, WithJsonSchema({"type": "string", "description": "one of your sites, see GET /me"})]


class ListingIn(Shape):
    """A new listing, a draft until it is published."""

    title: Text
    material: Text
    quantity: QuantityIn
    site: Site
    available_from: DayIn
    available_until: DayIn | None = None
    description: Text = ""
    handling: Text = ""
    kind: Annotated[Text, choice(KINDS)] = "lot"
    recurrence: Recurrence = None
    waste_code: Text | None = None
    legal_status: Annotated[Text, choice(LEGAL_STATUSES)] | None = None
    price: PriceIn = PriceIn(mode="free")
    allocation: Annotated[Text, choice(ALLOCATIONS)] = "giver_chooses"
    open_to_all: bool = False
    photos: Photographs = Field(default_factory=list)


class ListingChange(Shape):
    """What changes of a listing: the fields given, and nothing else. Objects and lists are replaced whole."""

    title: Text | None = None
    material: Text | None = None
    quantity: QuantityIn | None = None
    site: Site | None = None
    available_from: DayIn | None = None
    available_until: DayIn | None = None
    description: Text | None = None
    handling: Text | None = None
    kind: Annotated[Text, choice(KINDS)] | None = None
    recurrence: Recurrence = None
    waste_code: Text | None = None
    legal_status: Annotated[Text, choice(LEGAL_STATUSES)] | None = None
    price: PriceIn | None = None
    allocation: Annotated[Text, choice(ALLOCATIONS)] | None = None
    open_to_all: bool | None = None
    photos: Photographs | None = None


@blueprint.post("/listings")
@guard(policy.WRITE)
@blueprint.input(ListingIn, arg_name="sent")
@blueprint.output(Listing, status_code=201, description="The draft, with its ETag.")
@blueprint.doc(summary="Write a listing", operation_id="createListing")
def create(sent: ListingIn) -> Response:
    """Write a draft for the organisation acted for; publish it to let others find it."""
    with named(FIELDS):
        command = replace(_NOTHING, **_written(sent))
        done = effect(lambda: writing.create(actor(), command, now=now()), status=201)
    return _shown(done.resource, done.status)


@blueprint.get("/listings/<public_id:listing>")
@guard(policy.READ)
@blueprint.output(Listing, description="The listing, with its ETag.")
@blueprint.doc(summary="Read a listing", operation_id="readListing")
def show(listing: str) -> Response:
    """Return a listing; a draft only to members of its organisation."""
    return _shown(listing)


@blueprint.patch("/listings/<public_id:listing>")
@guard(policy.WRITE)
@blueprint.input(ListingChange, arg_name="sent")
@blueprint.output(Listing, description="The listing as changed, with its ETag.")
@blueprint.doc(summary="Change a listing", operation_id="changeListing", responses={412: ""})
def change(listing: str, sent: ListingChange) -> Response:
    """Change what a listing says; another quantity, once published, adjusts its lot."""
    with named(FIELDS):
        version = version_asked()
        command = replace(detail(actor(), listing).written, **_written(sent))
        writing.edit(actor(), listing, command, now=now(), version=version)
    return _shown(listing)


def _step(name: str, verb: Callable[..., str], summary: str, meaning: str) -> None:
    """Add the address of one step."""

    def take(listing: str) -> Response:
        version = version_asked()
        with named(FIELDS):
            done = effect(lambda: verb(actor(), listing, now=now(), version=version), status=200)
        return _shown(done.resource, done.status)

    take.__doc__ = meaning
    described = blueprint.doc(summary=summary, operation_id=f"{name}Listing", responses={412: ""})(take)
    answered = blueprint.output(Listing, description="The listing as it now is, with its ETag.")(described)
    blueprint.add_url_rule(
        f"/listings/<public_id:listing>/{name}", name, guard(policy.WRITE)(answered), methods=["POST"]
    )


def _publish(*arguments: Any, **names: Any) -> str:
    settings = current_app.extensions["settings"]
    return steps.publish(*arguments, only_checked=settings.verification == "before", **names)


_step("publish", _publish, "Publish a listing", "Publish a draft: its lot comes to be, and others find it.")
_step("pause", steps.pause, "Pause a listing", "Take it off the search; claims under way go on.")
_step("resume", steps.resume, "Publish a paused listing again", "Let others find it again.")
_step("close", closing.close_listing, "Close a listing", "End it; requests that wait are declined.")

_NOTHING = WriteListing(title="", material="", quantity=None, unit="", site="", available_from=None)


def _written(sent: ListingIn | ListingChange) -> dict[str, Any]:
    """Return the fields that were sent, as commands name them; null empties those that may be empty."""
    given = {name: getattr(sent, name) for name in sent.model_fields_set}
    values = {
        name: value
        for name, value in given.items()
        if name not in {"quantity", "price", "photos", "recurrence"}
        and (value is not None or name in {"available_until", "legal_status"})
    }
    if "waste_code" in given:
        values["waste_code"] = given["waste_code"] or ""
    quantity, price, photos = (given.get(name) for name in ("quantity", "price", "photos"))
    if quantity is not None:
        values |= {
            "quantity": quantity.value,
            "unit": quantity.unit,
            "grams_per_unit": quantity.kg_per_unit,
        }
    if price is not None:
        values |= {"price_mode": price.mode, "price_cents": price.amount_eur, "price_per": price.per}
    if photos is not None:
        values["photographs"] = tuple(ShowPhotograph(each.id, each.alternative) for each in photos)
    return values


def _shown(listing: str, status: int = 200) -> Response:
    view = detail(actor(), listing, language())
    location = url_for("api_listings.show", listing=listing) if status == 201 else ""
    return shown(listing_answer(view), status=status, version=view.version, location=location)
