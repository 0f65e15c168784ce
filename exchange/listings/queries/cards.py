"""Cards: what is shown of a listing wherever several are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.geography import Point
from exchange.kernel.paging import DEFAULT_LIMIT, CursorInvalid, Page, decode_cursor, encode_cursor
from exchange.kernel.units import MASS_UNITS
from exchange.listings.models import Listing, ListingPhotograph, Lot
from exchange.listings.rules import QUANTITY_SCALE, mass_of
from exchange.materials.models import Material, MaterialName
from exchange.materials.rules import SOURCE_LANGUAGE
from exchange.media.models import Photograph
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session, snapshot
from exchange.territories.models import Territory

MAX_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Card:
    """A listing in a list. `mass_g` is what can still be claimed, or what was announced when nothing can.

    `quantity` and `unit` are as typed, in a counted unit, while the lot is whole; else None.
    `photograph` is the public id of the first one. `point` is the site's public one.
    """

    public_id: str
    title: str
    kind: str
    status: str
    material_name: str
    material_slug: str
    mass_g: int
    held_g: int
    quantity: Decimal | None
    unit: str
    available_from: date
    available_until: date | None
    price_mode: str
    price_cents: int
    price_per: str
    allocation: str
    commune: str
    commune_name: str
    point: Point
    organisation: str
    organisation_name: str
    organisation_slug: str
    is_demonstration: bool
    photograph: str | None
    photograph_alternative: str
    published_at: datetime | None
    distance_km: float | None = None


def cards_among(
    listing_ids: Collection[int],
    distances: Mapping[int, float | None] | None = None,
    language: str = SOURCE_LANGUAGE,
) -> dict[int, Card]:
    """Return the cards of listings by their key; unknown keys are left out."""
    if not listing_ids:
        return {}
    asked, source = aliased(MaterialName), aliased(MaterialName)
    columns: tuple[Any, ...] = (
        Listing,
        Organisation.public_id.label("organisation"),
        Organisation.name.label("organisation_name"),
        Organisation.slug,
        Organisation.is_demonstration,
        Site.public_latitude,
        Site.public_longitude,
        Territory.key.label("commune"),
        Territory.name.label("commune_name"),
        Material.slug.label("material_slug"),
        func.coalesce(asked.name, source.name, Material.slug).label("material_name"),
    )
    rows = session().execute(
        select(*columns)
        .join(Organisation, Organisation.id == Listing.organisation_id)
        .join(Site, Site.id == Listing.site_id)
        .join(Territory, Territory.id == Site.commune_id)
        .join(Material, Material.id == Listing.material_id)
        .outerjoin(asked, and_(asked.material_id == Material.id, asked.language == language))
        .outerjoin(source, and_(source.material_id == Material.id, source.language == SOURCE_LANGUAGE))
        .where(Listing.id.in_(listing_ids))
        .execution_options(populate_existing=True)
    )
    masses, pictures = _masses(listing_ids), _first_photographs(listing_ids)
    return {
        row.Listing.id: _card(row, masses, pictures, (distances or {}).get(row.Listing.id)) for row in rows
    }


def latest(limit: int = 6, language: str = SOURCE_LANGUAGE) -> tuple[Card, ...]:
    """Return the open listings published last."""
    with snapshot() as reading:
        ids = reading.scalars(
            select(Listing.id)
            .join(Organisation, Organisation.id == Listing.organisation_id)
            .where(is_open())
            .order_by(Listing.published_at.desc(), Listing.id.desc())
            .limit(limit)
        ).all()
        return _in_order(ids, language)


def cards_of(
    organisation_slug: str,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Page[Card]:
    """Return a page of an organisation's open listings, newest first.

    Raises: CursorInvalid.
    """
    return _newest(and_(is_open(), Organisation.slug == organisation_slug), limit, cursor, language)


def own_cards(
    actor: Actor,
    *,
    statuses: Collection[str] | None = None,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Page[Card]:
    """Return a page of the listings of the organisation acted for, in any of these states (all: None).

    Raises: Missing for an actor without organisation; CursorInvalid.
    """
    if actor.organisation_id is None:
        raise Missing
    own: ColumnElement[bool] = Listing.organisation_id == actor.organisation_id
    if statuses is not None:
        own = and_(own, Listing.status.in_(statuses))
    return _newest(own, limit, cursor, language)


def own_counts(actor: Actor) -> dict[str, int]:
    """Return how many listings the organisation acted for has in each state; absent states have none."""
    rows = session().execute(
        select(Listing.status, func.count())
        .where(Listing.organisation_id == actor.organisation_id)
        .group_by(Listing.status)
    )
    return dict(rows.tuples().all())


def is_open() -> ColumnElement[bool]:
    """Return the condition of an open listing, joined to its organisation: published, mass remaining."""
    remaining = select(Lot.id).where(Lot.listing_id == Listing.id, Lot.remaining_g > 0).exists()
    return and_(Listing.status == "published", Organisation.status == "active", remaining)


def _newest(wanted: ColumnElement[bool], limit: int, cursor: str | None, language: str) -> Page[Card]:
    """Return a page by when a listing was published, or written where it is a draft."""
    moment = func.coalesce(Listing.published_at, Listing.created_at)
    after: ColumnElement[bool] = true()
    if cursor is not None:
        text, key = decode_cursor(cursor, str, int)
        place = instant_of(text)
        after = or_(moment < place, and_(moment == place, Listing.id < bounded(key)))
    with snapshot() as reading:
        joined = Organisation.id == Listing.organisation_id
        total = reading.scalar(
            select(func.count()).select_from(Listing).join(Organisation, joined).where(wanted)
        )
        rows = reading.execute(
            select(Listing.id, Listing.published_at, Listing.created_at)
            .join(Organisation, joined)
            .where(wanted, after)
            .order_by(moment.desc(), Listing.id.desc())
            .limit(limit + 1)
        ).all()
        last = rows[limit - 1] if len(rows) > limit else None
        return Page(
            _in_order([row.id for row in rows[:limit]], language),
            total or 0,
            None
            if last is None
            else encode_cursor((last.published_at or last.created_at).isoformat(), last.id),
        )


def instant_of(text: str) -> datetime:
    """Return the instant that a cursor names.

    Raises: CursorInvalid.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise CursorInvalid from error
    if instant.tzinfo is None or not 1970 < instant.year < 9999:
        raise CursorInvalid
    return instant


def bounded(key: int) -> int:
    """Return a key that a cursor names, if it can be one.

    Raises: CursorInvalid.
    """
    if not 0 <= key <= MAX_KEY:
        raise CursorInvalid
    return key


def _in_order(ids: Sequence[int], language: str) -> tuple[Card, ...]:
    cards = cards_among(ids, language=language)
    return tuple(cards[key] for key in ids)


def _masses(listing_ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    rows = session().execute(
        select(
            Lot.listing_id,
            func.sum(Lot.remaining_g),
            func.sum(Lot.held_g),
            func.sum(Lot.initial_g + Lot.adjusted_g),
        )
        .where(Lot.listing_id.in_(listing_ids))
        .group_by(Lot.listing_id)
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


def _first_photographs(listing_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = session().execute(
        select(ListingPhotograph.listing_id, Photograph.public_id, ListingPhotograph.alternative)
        .join(Photograph, Photograph.id == ListingPhotograph.photograph_id)
        .where(ListingPhotograph.listing_id.in_(listing_ids))
        .order_by(ListingPhotograph.position.desc())
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _card(
    row: Row[Any],
    masses: Mapping[int, tuple[int, int, int]],
    pictures: Mapping[int, tuple[str, str]],
    distance_km: float | None,
) -> Card:
    listing: Listing = row.Listing
    announced_g = mass_of(listing.quantity_thousandths, listing.unit, listing.grams_per_unit)
    remaining_g, held_g, total_g = masses.get(listing.id, (announced_g, 0, announced_g))
    mass_g = remaining_g or total_g
    is_whole = listing.unit not in MASS_UNITS and mass_g == announced_g
    photograph, alternative = pictures.get(listing.id, (None, ""))
    return Card(
        public_id=listing.public_id,
        title=listing.title,
        kind=listing.kind,
        status=listing.status,
        material_name=row.material_name,
        material_slug=row.material_slug,
        mass_g=mass_g,
        held_g=held_g,
        quantity=Decimal(listing.quantity_thousandths) / QUANTITY_SCALE if is_whole else None,
        unit=listing.unit,
        available_from=listing.available_from,
        available_until=listing.available_until,
        price_mode=listing.price_mode,
        price_cents=listing.price_cents,
        price_per=listing.price_per,
        allocation=listing.allocation,
        commune=row.commune,
        commune_name=row.commune_name,
        point=Point(row.public_latitude, row.public_longitude),
        organisation=row.organisation,
        organisation_name=row.organisation_name,
        organisation_slug=row.slug,
        is_demonstration=row.is_demonstration,
        photograph=photograph,
        photograph_alternative=alternative,
        published_at=listing.published_at,
        distance_km=distance_km,
    )
