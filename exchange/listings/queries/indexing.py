"""What the index ought to hold: every open listing as an entry, worked out from the base tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import func, select

from exchange.kernel.geography import Point
from exchange.kernel.text import words
from exchange.listings.models import Listing, Lot
from exchange.materials.models import MaterialName
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session
from exchange.storage.indexes.interface import Entry, kept_words


def open_entries(listing_ids: Collection[int] | None = None) -> Iterator[Entry]:
    """Yield the index entries of the open listings, all or those among the ids, in order of id."""
    remaining = func.sum(Lot.remaining_g).label("remaining_g")
    statement = (
        select(
            Listing.id,
            Listing.organisation_id,
            Listing.material_id,
            Listing.waste_code_id,
            Listing.kind,
            Listing.title,
            Listing.description,
            Listing.published_at,
            Listing.available_until,
            Site.commune_id,
            Site.public_latitude,
            Site.public_longitude,
            remaining,
        )
        .join(Site, Site.id == Listing.site_id)
        .join(Organisation, Organisation.id == Listing.organisation_id)
        .join(Lot, Lot.listing_id == Listing.id)
        .where(Listing.status == "published", Organisation.status == "active")
        .group_by(Listing.id, Site.id)
        .having(func.sum(Lot.remaining_g) > 0)
        .order_by(Listing.id)
    )
    if listing_ids is not None:
        statement = statement.where(Listing.id.in_(listing_ids))
    wording = _material_words() if listing_ids is None else None
    for row in session().execute(statement).all():
        material = wording if wording is not None else _material_words(row.material_id)
        yield Entry(
            listing_id=row.id,
            organisation_id=row.organisation_id,
            commune_id=row.commune_id,
            material_id=row.material_id,
            waste_code_id=row.waste_code_id,
            kind=row.kind,
            point=Point(row.public_latitude, row.public_longitude),
            remaining_g=int(row.remaining_g),
            published_at=row.published_at,
            available_until=row.available_until,
            words=kept_words({*words(row.title), *words(row.description), *material[row.material_id]}),
        )


def _material_words(material_id: int | None = None) -> dict[int, set[str]]:
    statement = select(MaterialName.material_id, MaterialName.folded)
    if material_id is not None:
        statement = statement.where(MaterialName.material_id == material_id)
    found: dict[int, set[str]] = defaultdict(set)
    for key, folded in session().execute(statement):
        found[key].update(folded.split())
    return found
