"""What claims need to know of a lot: its mass, and the listing and giver it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Result, Select, bindparam, select

from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, Lot
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session, table_of

_LOTS, _LISTINGS = table_of(Lot), table_of(Listing)
_GIVERS, _SITES = table_of(Organisation), table_of(Site)
_COLUMNS: tuple[Any, ...] = (
    _LOTS.c.id,
    _LOTS.c.public_id,
    _LOTS.c.available_on,
    _LOTS.c.initial_g,
    _LOTS.c.adjusted_g,
    _LOTS.c.remaining_g,
    _LOTS.c.held_g,
    _LOTS.c.collected_g,
    _LOTS.c.removed_g,
    _LOTS.c.listing_id,
    _LISTINGS.c.public_id.label("listing"),
    _LISTINGS.c.title,
    _LISTINGS.c.status,
    _LISTINGS.c.kind,
    _LISTINGS.c.allocation,
    _LISTINGS.c.open_to_all,
    _LISTINGS.c.material_id,
    _LISTINGS.c.organisation_id,
    (_GIVERS.c.status == "active").label("giver_is_active"),
    _LISTINGS.c.site_id,
    _SITES.c.time_zone,
    _LISTINGS.c.unit,
    _LISTINGS.c.grams_per_unit,
    _LISTINGS.c.available_from,
    _LISTINGS.c.available_until,
)

# Statements are put together once: that costs more than asking them.
_WHOLE = (
    select(*_COLUMNS)
    .join(_LISTINGS, _LISTINGS.c.id == _LOTS.c.listing_id)
    .join(_GIVERS, _GIVERS.c.id == _LISTINGS.c.organisation_id)
    .join(_SITES, _SITES.c.id == _LISTINGS.c.site_id)
)
_NAMED = _WHOLE.where(_LOTS.c.public_id == bindparam("lot"))
_BY_ID = _WHOLE.where(_LOTS.c.id == bindparam("lot"))
_NAMED_LOCKED, _BY_ID_LOCKED = (one.with_for_update(of=(_LOTS, _LISTINGS)) for one in (_NAMED, _BY_ID))
_OF_LISTING = _WHOLE.where(_LOTS.c.listing_id == bindparam("listing")).order_by(
    _LOTS.c.available_on, _LOTS.c.id
)


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
    return tuple(_view(row) for row in _asked(_OF_LISTING, {"listing": listing_id}))


def lots_among(lot_ids: set[int]) -> dict[int, LotView]:
    """Return several lots at once, by key of the database."""
    return {row.id: _view(row) for row in _asked(_WHOLE.where(_LOTS.c.id.in_(lot_ids)), {})}


def _one(statement: Select[Any], lot: int | str) -> LotView:
    row = _asked(statement, {"lot": lot}).one_or_none()
    if row is None:
        raise Missing
    return _view(row)


def _asked(statement: Select[Any], values: Mapping[str, Any]) -> Result[Any]:
    current = session()
    current.flush()
    return current.execute(statement, values)


def _view(row: Iterable[Any]) -> LotView:
    return LotView(*row)
