"""Tables of organisations and their sites."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.standing import STATUSES
from exchange.organisations.rules import KINDS, SCHEMES
from exchange.storage.columns import Instant, PublicId, RowId, folded_name, one_of
from exchange.storage.database import Base


class Organisation(Base):
    """A company, association, public body … that gives, receives or reads."""

    __tablename__ = "organisations"
    __table_args__ = (one_of("kind", KINDS), one_of("status", STATUSES))

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    folded_name: Mapped[str] = mapped_column(String(600), default=folded_name)
    kind: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="active")
    is_demonstration: Mapped[bool] = mapped_column(default=False, index=True)
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class OrganisationIdentifier(Base):
    """A number that a register gave: at most one of each scheme, never shared."""

    __tablename__ = "organisation_identifiers"
    __table_args__ = (one_of("scheme", SCHEMES), UniqueConstraint("scheme", "value"))

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(80))


class Site(Base):
    """An address with its exact point, and a public point 100-400 m away, drawn anew only when it moves."""

    __tablename__ = "sites"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
        one_of("precision", ("exact", "address", "commune")),
    )

    id: Mapped[RowId]
    public_id: Mapped[PublicId]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    commune_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), index=True)
    commune_vintage: Mapped[str] = mapped_column(String(40))
    latitude: Mapped[float]
    longitude: Mapped[float]
    public_latitude: Mapped[float]
    public_longitude: Mapped[float]
    precision: Mapped[str] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(60))
    is_closed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class SiteToLocate(Base):
    """A site whose address nobody could find yet: it stands at its commune's point until somebody can."""

    __tablename__ = "sites_to_locate"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)


class AttachedTerritory(Base):
    """A territory that an administrator has opened to a territorial body or facilitator."""

    __tablename__ = "attached_territories"
    __table_args__ = (Index("ix_attached_territories_territory_id", "territory_id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territories.id"), primary_key=True)
    attached_at: Mapped[datetime] = mapped_column(Instant)
    attached_by: Mapped[str] = mapped_column(String(16))
