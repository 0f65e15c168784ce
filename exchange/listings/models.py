"""Tables of listings, their lots, and every change of a lot's mass."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.units import UNITS
from exchange.storage.columns import Cents, Grams, Instant, PublicId, RowId, one_of
from exchange.storage.database import Base

KINDS = ("lot", "stream")
STATUSES = ("draft", "published", "paused", "exhausted", "closed", "expired")
ALLOCATIONS = ("giver_chooses", "first_come")
PRICE_MODES = ("free", "asks", "pays")
PRICE_BASES = ("lot", "t", "unit")
LEGAL_STATUSES = ("product", "by_product", "waste")
CHANGES = ("listed", "adjusted", "weighed", "removed", "held", "released", "collected")


class Listing(Base):
    """Something published for others to claim. `quantity_thousandths` × unit is what was typed."""

    __tablename__ = "listings"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("status", STATUSES),
        one_of("allocation", ALLOCATIONS),
        one_of("price_mode", PRICE_MODES),
        one_of("price_per", PRICE_BASES),
        one_of("legal_status", LEGAL_STATUSES),
        one_of("unit", UNITS),
        CheckConstraint("quantity_thousandths > 0 AND grams_per_unit > 0", name="positive_quantity"),
        CheckConstraint("(price_mode = 'free') = (price_cents = 0)", name="priced"),
        CheckConstraint("available_until IS NULL OR available_until >= available_from", name="ordered_days"),
        Index("ix_listings_status_published_at", "status", "published_at"),
    )

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="lot")
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    handling: Mapped[str] = mapped_column(Text, default="")
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"), index=True)
    waste_code_id: Mapped[int | None] = mapped_column(ForeignKey("waste_codes.id"))
    legal_status: Mapped[str | None] = mapped_column(String(20))
    quantity_thousandths: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(20))
    grams_per_unit: Mapped[Grams]
    price_mode: Mapped[str] = mapped_column(String(10), default="free")
    price_cents: Mapped[Cents] = mapped_column(default=0)
    price_per: Mapped[str] = mapped_column(String(10), default="lot")
    allocation: Mapped[str] = mapped_column(String(20), default="giver_chooses")
    open_to_all: Mapped[bool] = mapped_column(default=False)
    available_from: Mapped[date]
    available_until: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default="draft")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[str | None] = mapped_column(String(16))
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class ListingStep(Base):
    """A step of a listing's life: from which state to which, when, by whom (public ids)."""

    __tablename__ = "listing_steps"

    id: Mapped[RowId]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str | None] = mapped_column(String(16))


class ListingPhotograph(Base):
    """A photograph's place on a listing, first one on the card."""

    __tablename__ = "listing_photographs"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), primary_key=True)
    photograph_id: Mapped[int] = mapped_column(ForeignKey("photographs.id"), primary_key=True, index=True)
    position: Mapped[int]
    alternative: Mapped[str] = mapped_column(String(200), default="")


class Lot(Base):
    """A dated, weighable quantity; the balance holds at every read, by the database's own check."""

    __tablename__ = "lots"
    __table_args__ = (
        CheckConstraint(
            "initial_g + adjusted_g = remaining_g + held_g + collected_g + removed_g", name="balanced"
        ),
        CheckConstraint(
            "initial_g >= 0 AND remaining_g >= 0 AND held_g >= 0 AND collected_g >= 0 AND removed_g >= 0",
            name="never_negative",
        ),
    )

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    available_on: Mapped[date]
    initial_g: Mapped[Grams]
    adjusted_g: Mapped[Grams] = mapped_column(default=0)
    remaining_g: Mapped[Grams]
    held_g: Mapped[Grams] = mapped_column(default=0)
    collected_g: Mapped[Grams] = mapped_column(default=0)
    removed_g: Mapped[Grams] = mapped_column(default=0)


class LotChange(Base):
    """One change of a lot's mass: what each part gained or lost, why, and for which claim (public id)."""

    __tablename__ = "lot_changes"
    __table_args__ = (
        one_of("kind", CHANGES),
        CheckConstraint(
            "initial_g + adjusted_g = remaining_g + held_g + collected_g + removed_g", name="balanced"
        ),
    )

    id: Mapped[RowId]
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    initial_g: Mapped[Grams] = mapped_column(default=0)
    adjusted_g: Mapped[Grams] = mapped_column(default=0)
    remaining_g: Mapped[Grams] = mapped_column(default=0)
    held_g: Mapped[Grams] = mapped_column(default=0)
    collected_g: Mapped[Grams] = mapped_column(default=0)
    removed_g: Mapped[Grams] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str | None] = mapped_column(String(16))
