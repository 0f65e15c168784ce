"""Tables of claims, the steps they took, the pick-up times proposed, and the weighings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Grams, Instant, PublicId, RowId, one_of
from exchange.storage.database import Base

STATES = (
    "requested",
    "waiting",
    "accepted",
    "scheduled",
    "handed_over",
    "confirmed",
    "disputed",
    "declined",
    "withdrawn",
    "cancelled",
    "expired",
    "no_show",
)
SIDES = ("giver", "receiver")
METHODS = ("scale", "units", "volume", "declared")


class Claim(Base):
    """One organisation's request for part or all of a lot; `site_id` is where the receiver takes it."""

    __tablename__ = "claims"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("requested_g > 0", name="asks_for_something"),
        CheckConstraint("held_g >= 0", name="hold_never_negative"),
        CheckConstraint(
            "pickup_until IS NULL OR pickup_from IS NOT NULL AND pickup_until > pickup_from",
            name="ordered_pickup",
        ),
        Index("ix_claims_lot_id_state", "lot_id", "state"),
        Index("ix_claims_organisation_id_state", "organisation_id", "state"),
    )

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    requested_g: Mapped[Grams]
    held_g: Mapped[Grams] = mapped_column(default=0)
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    pickup_from: Mapped[datetime | None] = mapped_column(Instant)
    pickup_until: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class ClaimStep(Base):
    """A step that a claim took: from which state to which, when, by whom (public ids), no free text."""

    __tablename__ = "claim_steps"

    id: Mapped[RowId]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str | None] = mapped_column(String(16))
    side: Mapped[str] = mapped_column(String(10))


class PickupSlot(Base):
    """A pick-up time that one side proposed; replaced whole when that side proposes anew."""

    __tablename__ = "pickup_slots"
    __table_args__ = (
        one_of("side", SIDES),
        CheckConstraint("ends_at > starts_at", name="ordered"),
    )

    id: Mapped[RowId]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)


class Weighing(Base):
    """What one side measured at a handover, in grams: gross − tare = net; refused is part of net."""

    __tablename__ = "weighings"
    __table_args__ = (
        one_of("side", SIDES),
        one_of("method", METHODS),
        CheckConstraint("gross_g - tare_g = net_g", name="net_follows"),
        CheckConstraint(
            "tare_g >= 0 AND net_g >= 0 AND refused_g BETWEEN 0 AND net_g AND lost_g >= 0",
            name="never_negative",
        ),
    )

    id: Mapped[RowId]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))
    method: Mapped[str] = mapped_column(String(10))
    gross_g: Mapped[Grams]
    tare_g: Mapped[Grams]
    net_g: Mapped[Grams]
    refused_g: Mapped[Grams] = mapped_column(default=0)
    lost_g: Mapped[Grams] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str | None] = mapped_column(String(16))
