"""What claims need to know of a lot: its mass, and the listing and giver it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, Lot
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session

_COLUMNS: tuple[Any, ...] = (
    Lot.id,
    Lot.public_id,
    Lot.available_on,
    Lot.initial_g,
    Lot.adjusted_g,
    Lot.remaining_g,
    Lot.held_g,
    Lot.collected_g,
    Lot.removed_g,
    Lot.listing_id,
    Listing.public_id.label("listing"),
    Listing.title,
    Listing.status,
    Listing.kind,
    Listing.allocation,
    Listing.open_to_all,
    Listing.material_id,
    Listing.organisation_id,
    (Organisation.status == "active").label("giver_is_active"),
    Listing.site_id,
    Site.time_zone,
    Listing.unit,
    Listing.grams_per_unit,
    Listing.available_from,
    Listing.available_until,
)

# Statements are put together once: that costs more than asking them.
_LOTS = (
    select(*_COLUMNS)
    .join(Listing, Listing.id == Lot.listing_id)
    .join(Organisation, Organisation.id == Listing.organisation_id)
    .join(Site, Site.id == Listing.site_id)
)
_NAMED = _LOTS.where(Lot.public_id == bindparam("lot"))
_BY_ID = _LOTS.where(Lot.id == bindparam("lot"))
_NAMED_LOCKED, _BY_ID_LOCKED = (one.with_for_update(of=(Lot, Listing)) for one in (_NAMED, _BY_ID))
_OF_LISTING = _LOTS.where(Lot.listing_id == bindparam("listing")).order_by(Lot.available_on, Lot.id)


@dataclass(frozen=True, slots=True)
class LotView:
    """A lot and what its listing says of it. `*_id` are the database's own; masses in grams."""

    id: int
    public_id: str
    available_on: date
    initial_g: int
    adjusted_g: int
    remaining_g: int
    held_g: int
    collected_g: int
    removed_g: int
    listing_id: int
    listing: str
    title: str
    status: str
    kind: str
    allocation: str
    open_to_all: bool
    material_id: int
    organisation_id: int
    giver_is_active: bool
    site_id: int
    time_zone: str
    unit: str
    grams_per_unit: int
    available_from: date
    available_until: date | None

    @property
    def total_g(self) -> int:
        """What was ever there: announced, corrected and weighed in addition."""
        return self.initial_g + self.adjusted_g

    @property
    def committed_g(self) -> int:
        """What can no longer be taken back: held, collected or removed."""
        return self.held_g + self.collected_g + self.removed_g

    @property
    def is_open(self) -> bool:
        """Whether anything of it can be claimed today."""
        return self.status == "published" and self.remaining_g > 0 and self.giver_is_active


def lot_for(public_id: str) -> LotView:
    """Return the lot with this public id.

    Raises: Missing.
    """
    return _one(_NAMED, public_id)


def lot_by_id(lot_id: int) -> LotView:
    """Return the lot with this key of the database.

    Raises: Missing.
    """
    return _one(_BY_ID, lot_id)


def locked_lot_for(public_id: str) -> LotView:
    """Return the lot with this public id as it stands now, locked with its listing, in this order.

    Raises: Missing.
    """
    return _one(_NAMED_LOCKED, public_id)


def locked_lot_by_id(lot_id: int) -> LotView:
    """Return the lot with this key of the database as it stands now, locked with its listing, in this order.

    Raises: Missing.
    """
    return _one(_BY_ID_LOCKED, lot_id)


def lots_of(listing_id: int) -> tuple[LotView, ...]:
    """Return the lots of a listing, earliest first."""
    rows = session().execute(_OF_LISTING, {"listing": listing_id})
    return tuple(_view(row) for row in rows)


def lots_among(lot_ids: set[int]) -> dict[int, LotView]:
    """Return several lots at once, by key of the database."""
    rows = session().execute(_LOTS.where(Lot.id.in_(lot_ids)))
    return {row.id: _view(row) for row in rows}


def _one(statement: Select[Any], lot: int | str) -> LotView:
    row = session().execute(statement, {"lot": lot}).one_or_none()
    if row is None:
        raise Missing
    return _view(row)


def _view(row: Iterable[Any]) -> LotView:
    return LotView(*row)
