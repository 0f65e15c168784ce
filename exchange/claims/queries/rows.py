"""Claims as rows: one statement with both sides named, the distance worked out, the open steps listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import aliased

from exchange.claims.lifecycle import ENDED, Step, opposite, steps_open
from exchange.claims.models import Claim, Weighing
from exchange.kernel.actor import Actor
from exchange.kernel.geography import Point, distance_km
from exchange.listings.models import Listing, Lot
from exchange.materials.models import Material, MaterialName
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session
from exchange.territories.models import Territory

GIVER, RECEIVER = aliased(Organisation, name="giver"), aliased(Organisation, name="receiver")
SOURCE, TARGET = aliased(Site, name="source"), aliased(Site, name="target")
SOURCE_COMMUNE, TARGET_COMMUNE = (
    aliased(Territory, name="source_commune"),
    aliased(Territory, name="target_commune"),
)
_SOURCE_LANGUAGE = "fr"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a claim, as the other side sees it; never an address."""

    public_id: str
    slug: str
    name: str
    kind: str
    is_checked: bool
    commune_name: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list. Masses in grams; `distance_km` between the public points of both sites.

    `side` is the reader's own; `standing_side` the one whose figure stands, None before any weighing.
    """

    id: int
    public_id: str
    version: int
    state: str
    side: str
    standing_side: str | None
    lot: str
    listing: str
    title: str
    allocation: str
    material_slug: str
    material_name: str
    giver: Party
    receiver: Party
    requested_g: int
    held_g: int
    remaining_g: int
    net_g: int | None
    purpose: str
    reason: str
    pickup_from: datetime | None
    pickup_until: datetime | None
    time_zone: str
    distance_km: float
    created_at: datetime
    changed_at: datetime

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps open to the reader, in the table's order."""
        return steps_open(self.state, self.side, self.standing_side)

    @property
    def other(self) -> Party:
        """The side that the reader is not."""
        return self.receiver if self.side == "giver" else self.giver

    @property
    def is_over(self) -> bool:
        """Whether no step is left to anybody."""
        return self.state in ENDED

    @property
    def waits_for(self) -> str | None:
        """The side that must act next: `giver`, `receiver`, `either`, or None when all is over."""
        if self.state == "requested":
            return "giver"
        if self.state in {"accepted", "scheduled"}:
            return "either"
        if self.state in {"handed_over", "disputed"} and self.standing_side is not None:
            return opposite(self.standing_side)
        return None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return what makes a claim one of the actor's own: its organisation gives or receives."""
    if not actor.is_member:
        return false()
    return or_(
        Claim.organisation_id == actor.organisation_id, Listing.organisation_id == actor.organisation_id
    )


def rows() -> Select[*tuple[Any, ...]]:
    """Return the query whose rows `row_of` reads, to be narrowed and ordered."""
    standing = (
        select(Weighing.side)
        .where(Weighing.claim_id == Claim.id)
        .order_by(Weighing.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    net = (
        select(Weighing.net_g)
        .where(Weighing.claim_id == Claim.id)
        .order_by(Weighing.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        Claim,
        Lot.public_id.label("lot"),
        Lot.remaining_g,
        Listing,
        Material.slug.label("material_slug"),
        MaterialName.name.label("material_name"),
        GIVER,
        RECEIVER,
        SOURCE,
        TARGET,
        SOURCE_COMMUNE.name.label("source_commune_name"),
        TARGET_COMMUNE.name.label("target_commune_name"),
        standing.label("standing_side"),
        net.label("net_g"),
    )
    return (
        select(*columns)
        .join(Lot, Lot.id == Claim.lot_id)
        .join(Listing, Listing.id == Lot.listing_id)
        .join(Material, Material.id == Listing.material_id)
        .outerjoin(
            MaterialName,
            (MaterialName.material_id == Material.id) & (MaterialName.language == _SOURCE_LANGUAGE),
        )
        .join(GIVER, GIVER.id == Listing.organisation_id)
        .join(RECEIVER, RECEIVER.id == Claim.organisation_id)
        .join(SOURCE, SOURCE.id == Listing.site_id)
        .join(TARGET, TARGET.id == Claim.site_id)
        .join(SOURCE_COMMUNE, SOURCE_COMMUNE.id == SOURCE.commune_id)
        .join(TARGET_COMMUNE, TARGET_COMMUNE.id == TARGET.commune_id)
    )


def read(actor: Actor, statement: Select[*tuple[Any, ...]]) -> tuple[ClaimRow, ...]:
    """Return the claims that a narrowed `rows()` finds, as this actor's side sees them."""
    return tuple(row_of(actor, row) for row in session().execute(statement))


def row_of(actor: Actor, row: Any) -> ClaimRow:
    """Return a row of `rows()` as this actor's side sees it."""
    claim, listing = row.Claim, row.Listing
    source, target = row.source, row.target
    return ClaimRow(
        id=claim.id,
        public_id=claim.public_id,
        version=claim.version,
        state=claim.state,
        side="giver" if listing.organisation_id == actor.organisation_id else "receiver",
        standing_side=row.standing_side,
        lot=row.lot,
        listing=listing.public_id,
        title=listing.title,
        allocation=listing.allocation,
        material_slug=row.material_slug,
        material_name=row.material_name or row.material_slug,
        giver=_party(row.giver, row.source_commune_name),
        receiver=_party(row.receiver, row.target_commune_name),
        requested_g=claim.requested_g,
        held_g=claim.held_g,
        remaining_g=row.remaining_g,
        net_g=row.net_g,
        purpose=claim.purpose,
        reason=claim.reason,
        pickup_from=claim.pickup_from,
        pickup_until=claim.pickup_until,
        time_zone=source.time_zone,
        distance_km=distance_km(
            Point(source.public_latitude, source.public_longitude),
            Point(target.public_latitude, target.public_longitude),
        ),
        created_at=claim.created_at,
        changed_at=claim.changed_at,
    )


def _party(organisation: Organisation, commune_name: str) -> Party:
    return Party(
        organisation.public_id,
        organisation.slug,
        organisation.name,
        organisation.kind,
        organisation.checked_at is not None,
        commune_name,
    )
