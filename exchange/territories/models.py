"""What is stored of territories: every perimeter is a set of communes, a commune's own row included."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Instant, Key, RowId, one_of
from exchange.storage.database import Base
from exchange.territories.rules import LEVELS, PARTS, POINTS

FoldedName = String(200).with_variant(String(200, collation="C"), "postgresql")
"""A folded name, compared byte by byte on both databases, so that both sort and find prefixes alike."""


class Territory(Base):
    """A commune, or a set of communes with a name.

    `valid_from` is the day of the first vintage that showed it (not its date of birth); `valid_until`
    the day of the first vintage that no longer did. Rows are never deleted: sites keep their commune.
    `communes_total` is the official number of communes, which may exceed those loaded.
    """

    __tablename__ = "territories"
    __table_args__ = (
        one_of("level", LEVELS),
        one_of("point", POINTS),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="sane_latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="sane_longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint(
            "level <> 'commune' OR (latitude IS NOT NULL AND time_zone IS NOT NULL)", name="located_commune"
        ),
        CheckConstraint("population >= 0", name="counted_population"),
        CheckConstraint("communes_total >= 0", name="counted_communes"),
        CheckConstraint("valid_until > valid_from", name="ordered_validity"),
        Index("ix_territories_level_folded_name", "level", "folded_name"),
        Index("ix_territories_folded_name", "folded_name"),
    )

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(String(52), unique=True)
    level: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    folded_name: Mapped[str] = mapped_column(FoldedName)
    country: Mapped[str] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    point: Mapped[str | None] = mapped_column(String(12))
    population: Mapped[int | None]
    communes_total: Mapped[int | None]
    time_zone: Mapped[str | None] = mapped_column(String(40))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    vintage: Mapped[str] = mapped_column(String(40))


class TerritoryName(Base):
    """Another wording of a territory's name, in a language: Straßburg, Differdingen."""

    __tablename__ = "territory_names"

    territory_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    folded_name: Mapped[str] = mapped_column(FoldedName, index=True)


class TerritorySuccessor(Base):
    """Which territory took over from one that a later vintage no longer shows."""

    __tablename__ = "territory_successors"
    __table_args__ = (CheckConstraint("territory_id <> successor_id", name="other_successor"),)

    territory_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), primary_key=True, index=True)


class CommunePart(Base):
    """A code that is no commune's own, and the commune of today that it leads to.

    It is the code of a former commune (merged, delegated, associated), with its name where one is known,
    or of an arrondissement of Paris, Lyon or Marseille.
    """

    __tablename__ = "commune_parts"
    __table_args__ = (one_of("kind", PARTS),)

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    commune_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), index=True)


class Perimeter(Base):
    """A commune's belonging to a territory, of any level, itself included; open-ended while current."""

    __tablename__ = "perimeters"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", name="ordered_validity"),
        Index("ix_perimeters_commune_id_valid_until", "commune_id", "valid_until"),
        Index("ix_perimeters_territory_id_valid_until", "territory_id", "valid_until"),
    )

    territory_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), primary_key=True)
    commune_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date, primary_key=True)
    valid_until: Mapped[date | None] = mapped_column(Date)


class Postcode(Base):
    """A postcode of a commune, or of a named part of it; most postcodes cover several communes.

    `locality` is empty for the commune as a whole. The point is the postcode's own where one is known.
    """

    __tablename__ = "postcodes"
    __table_args__ = (
        UniqueConstraint("country", "postcode", "commune_id", "locality"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
    )

    id: Mapped[RowId]
    country: Mapped[str] = mapped_column(String(2))
    postcode: Mapped[str] = mapped_column(String(12))
    commune_id: Mapped[int] = mapped_column(Key, ForeignKey("territories.id"), index=True)
    locality: Mapped[str] = mapped_column(String(200), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class ReferenceVintage(Base):
    """A vintage of reference data that was loaded, and the hash of what was read."""

    __tablename__ = "reference_vintages"
    __table_args__ = (UniqueConstraint("dataset", "sha256"),)

    id: Mapped[RowId]
    dataset: Mapped[str] = mapped_column(String(40))
    vintage: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(Instant)
