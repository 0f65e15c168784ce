"""A claim as one of its two sides is answered: what it may do next, and exact places once it is accepted."""

from __future__ import annotations

from typing import Annotated

from flask import Response, url_for
from pydantic import Field

from exchange.api.answers import shown
from exchange.api.authentication import actor
from exchange.api.naming import material_called
from exchange.api.search import choice
from exchange.api.values import Answer, IdentifierOut, InstantOut, MassOut
from exchange.claims.models import METHODS, SIDES, STATES
from exchange.claims.queries import detail as details
from exchange.claims.queries.detail import ClaimDetail, Contact, Meeting, Place
from exchange.claims.queries.rows import ClaimRow, Party
from exchange.listings.models import ALLOCATIONS
from exchange.organisations.rules import KINDS

_DISTANCE_DECIMALS = 3

Side = Annotated[str, choice(SIDES)]


class ClaimParty(Answer):
    """One side of a claim; never an address."""

    id: IdentifierOut
    slug: str
    name: str
    kind: Annotated[str, choice(KINDS)]
    is_checked: bool
    commune_name: str


class ClaimLink(Answer):
    """A step open to the caller: POST to `href`."""

    step: str
    href: str


class ClaimItem(Answer):
    """A claim in a list. `side` is the caller's own; `waits_for` says whose turn it is, null when over.

    `net_kg` is the figure that stands, null before any weighing; `distance_km` is between public points.
    """

    id: IdentifierOut
    state: Annotated[str, choice(STATES)]
    side: Side
    waits_for: Annotated[str, choice((*SIDES, "either"))] | None
    listing: IdentifierOut
    title: str
    lot: IdentifierOut
    allocation: Annotated[str, choice(ALLOCATIONS)]
    material: str
    material_name: str
    giver: ClaimParty
    receiver: ClaimParty
    requested_kg: MassOut
    held_kg: MassOut
    net_kg: MassOut | None
    purpose: str
    reason: str
    pickup_from: InstantOut | None
    pickup_until: InstantOut | None
    distance_km: float
    created_at: InstantOut
    changed_at: InstantOut
    links: list[ClaimLink]
    url: str


class ClaimPage(Answer):
    """A page of claims."""

    items: list[ClaimItem]
    total: int
    next: str | None


class Slot(Answer):
    """A time that one side proposed."""

    side: Side
    starts_at: InstantOut = Field(serialization_alias="from")
    ends_at: InstantOut = Field(serialization_alias="until")


class Weighing(Answer):
    """What one side measured: gross − tare = net."""

    side: Side
    method: Annotated[str, choice(METHODS)]
    gross_kg: MassOut
    tare_kg: MassOut
    net_kg: MassOut
    refused_kg: MassOut
    lost_kg: MassOut
    at: InstantOut


class HistoryStep(Answer):
    """A step that was taken."""

    step: str
    source: str
    target: str
    side: str
    at: InstantOut
    by: str | None


class ExactPlace(Answer):
    """Where the material is fetched, or brought."""

    name: str
    address: str
    postcode: str
    commune_name: str
    latitude: float
    longitude: float


class ContactPerson(Answer):
    """A person to speak to."""

    name: str
    email: str


class ClaimMeeting(Answer):
    """What both sides learn once the claim is accepted."""

    source: ExactPlace
    target: ExactPlace
    giver_contacts: list[ContactPerson]
    receiver_contacts: list[ContactPerson]


class Claim(ClaimItem):
    """A claim, whole. `meeting` is null until it is accepted, and again once it is off.

    `booked_kg` is what counts in the figures, with its data-quality grade; null before confirmation.
    """

    slots: list[Slot]
    weighings: list[Weighing]
    history: list[HistoryStep]
    meeting: ClaimMeeting | None
    booked_kg: MassOut | None
    grade: Annotated[str, choice(("A", "B", "C", "D", "E"))] | None


def claim_shown(public_id: str, *, status: int = 200) -> Response:
    """Return a claim of the caller's as it stands.

    Raises: Missing.
    """
    found = details.detail(actor(), public_id)
    location = url_for("api_claims.show", claim=public_id) if status == 201 else ""
    return shown(_claim(found), status=status, version=found.row.version, location=location)


def claim_item(row: ClaimRow) -> ClaimItem:
    """Return a claim in a list."""
    return ClaimItem(
        id=row.public_id,
        state=row.state,
        side=row.side,
        waits_for=row.waits_for,
        listing=row.listing,
        title=row.title,
        lot=row.lot,
        allocation=row.allocation,
        material=row.material_slug,
        material_name=material_called(row.material_name, row.material_slug),
        giver=_party(row.giver),
        receiver=_party(row.receiver),
        requested_kg=row.requested_g,
        held_kg=row.held_g,
        net_kg=row.net_g,
        purpose=row.purpose,
        reason=row.reason,
        pickup_from=row.pickup_from,
        pickup_until=row.pickup_until,
        distance_km=round(row.distance_km, _DISTANCE_DECIMALS),
        created_at=row.created_at,
        changed_at=row.changed_at,
        links=[
            ClaimLink(step=step.name, href=url_for(f"api_claim_steps.{step.name}", claim=row.public_id))
            for step in row.steps
        ],
        url=url_for("api_claims.show", claim=row.public_id),
    )


def _claim(found: ClaimDetail) -> Claim:
    item = claim_item(found.row)
    return Claim(
        **{name: getattr(item, name) for name in ClaimItem.model_fields},
        slots=[
            Slot(side=side, starts_at=window.starts_at, ends_at=window.ends_at)
            for side in SIDES
            for window in found.offers[side]
        ],
        weighings=[
            Weighing(
                side=each.measure.side,
                method=each.measure.method,
                gross_kg=each.measure.gross_g,
                tare_kg=each.measure.tare_g,
                net_kg=each.measure.net_g,
                refused_kg=each.measure.refused_g,
                lost_kg=each.measure.lost_g,
                at=each.at,
            )
            for each in found.weighings
        ],
        history=[
            HistoryStep(
                step=each.step, source=each.source, target=each.target, side=each.side, at=each.at, by=each.by
            )
            for each in found.history
        ],
        meeting=None if found.meeting is None else _meeting(found.meeting),
        booked_kg=found.booked_g,
        grade=found.grade,
    )


def _party(party: Party) -> ClaimParty:
    return ClaimParty(
        id=party.public_id,
        slug=party.slug,
        name=party.name,
        kind=party.kind,
        is_checked=party.is_checked,
        commune_name=party.commune_name,
    )


def _meeting(meeting: Meeting) -> ClaimMeeting:
    return ClaimMeeting(
        source=_place(meeting.source),
        target=_place(meeting.target),
        giver_contacts=[_contact(each) for each in meeting.giver_contacts],
        receiver_contacts=[_contact(each) for each in meeting.receiver_contacts],
    )


def _place(place: Place) -> ExactPlace:
    return ExactPlace(
        name=place.name,
        address=place.address,
        postcode=place.postcode,
        commune_name=place.commune_name,
        latitude=place.point.latitude,
        longitude=place.point.longitude,
    )


def _contact(contact: Contact) -> ContactPerson:
    return ContactPerson(name=contact.name, email=contact.email)
