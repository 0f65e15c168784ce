"""One claim, whole, as one of its two sides may see it. For anyone else it does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from exchange.accounts.queries.members import recipients
from exchange.accounts.queries.people import names_of
from exchange.claims.commands import Window
from exchange.claims.lifecycle import AGREED
from exchange.claims.models import Claim, ClaimStep
from exchange.claims.queries.rows import ClaimRow, row_of, rows, visible_to
from exchange.claims.queries.subjects import Weighed, offers_of, weighings_of
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.geography import Point
from exchange.ledger.queries.lines import lines_of
from exchange.organisations.models import Site
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step in the claim's history; `by` is the person's name, None for the house or someone erased."""

    step: str
    source: str
    target: str
    side: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the material is fetched, or brought: the exact address and point."""

    name: str
    address: str
    postcode: str
    commune_name: str
    point: Point


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to speak to on one side."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What both sides learn once a claim is accepted: exact places, and whom to reach."""

    source: Place
    target: Place
    giver_contacts: tuple[Contact, ...]
    receiver_contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """A claim, whole. `meeting` is None until it is accepted, and again once it is off.

    `offers` are the pick-up times of each side; `booked_g` what counts in the ledger, None before.
    """

    row: ClaimRow
    offers: dict[str, tuple[Window, ...]]
    weighings: tuple[Weighed, ...]
    history: tuple[StepTaken, ...]
    meeting: Meeting | None
    booked_g: int | None
    grade: str | None


def detail(actor: Actor, public_id: str) -> ClaimDetail:
    """Return a claim as the actor's side sees it.

    Raises: Missing, also for a claim between others.
    """
    found = session().execute(rows().where(Claim.public_id == public_id, visible_to(actor))).one_or_none()
    if found is None:
        raise Missing
    row = row_of(actor, found)
    lines = lines_of(public_id)
    return ClaimDetail(
        row=row,
        offers=offers_of(row.id),
        weighings=weighings_of(row.id),
        history=_history(row.id),
        meeting=_meeting(found) if row.state in AGREED else None,
        booked_g=sum(line.grams for line in lines) if lines else None,
        grade=lines[-1].grade if lines else None,
    )


def _history(claim_id: int) -> tuple[StepTaken, ...]:
    steps = (
        session()
        .scalars(select(ClaimStep).where(ClaimStep.claim_id == claim_id).order_by(ClaimStep.id))
        .all()
    )
    names = names_of({step.by for step in steps if step.by is not None})
    return tuple(
        StepTaken(step.step, step.source, step.target, step.side, step.at, names.get(step.by or ""))
        for step in steps
    )


def _meeting(found: Any) -> Meeting:
    return Meeting(
        source=_place(found.source, found.source_commune_name),
        target=_place(found.target, found.target_commune_name),
        giver_contacts=_contacts(found.Listing.organisation_id),
        receiver_contacts=_contacts(found.Claim.organisation_id),
    )


def _place(site: Site, commune_name: str) -> Place:
    return Place(site.name, site.address, site.postcode, commune_name, Point(site.latitude, site.longitude))


def _contacts(organisation_id: int) -> tuple[Contact, ...]:
    return tuple(Contact(person.name, person.email) for person in recipients(organisation_id))
