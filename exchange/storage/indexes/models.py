"""Tables that are derived from listings: kept in the same transaction, rebuilt by one command."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Grams, Instant, Key
from exchange.storage.database import Base

_BYTEWISE = String(60).with_variant(String(60, collation="C"), "postgresql")
"""Words compare byte by byte on both databases, so that a prefix is one range of keys."""


class IndexedListing(Base):
    """An open listing as search sees it: public point, its unit vector, and what filters need."""

    __tablename__ = "indexed_listings"
    __table_args__ = (
        Index("ix_indexed_listings_box", "latitude", "longitude"),
        Index("ix_indexed_listings_material", "material_id", "latitude", "longitude"),
        Index("ix_indexed_listings_newest", "published_at", "listing_id"),
    )

    listing_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = mapped_column(Key, index=True)
    commune_id: Mapped[int] = mapped_column(Key, index=True)
    material_id: Mapped[int] = mapped_column(Key)
    waste_code_id: Mapped[int | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(10))
    latitude: Mapped[float]
    longitude: Mapped[float]
    ux: Mapped[float]
    uy: Mapped[float]
    uz: Mapped[float]
    remaining_g: Mapped[Grams]
    published_at: Mapped[datetime] = mapped_column(Instant)
    available_until: Mapped[date | None]


class IndexedWord(Base):
    """A folded word of a listing's title, description or material: a prefix is a range of this key."""

    __tablename__ = "indexed_words"
    __table_args__ = (Index("ix_indexed_words_listing_id", "listing_id"),)

    word: Mapped[str] = mapped_column(_BYTEWISE, primary_key=True)
    listing_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
