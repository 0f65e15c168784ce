"""Keeping the derived index true to the listings, in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from exchange.listings.models import Listing
from exchange.listings.queries.indexing import open_entries
from exchange.storage.database import transaction
from exchange.storage.indexes.choose import listing_index


def refresh(listing_ids: Collection[int]) -> None:
    """Bring the index up to date for these listings: open ones in, all others out."""
    if not listing_ids:
        return
    index = listing_index()
    with transaction() as session:
        session.flush()
        entries = {entry.listing_id: entry for entry in open_entries(listing_ids)}
        index.remove(session, [key for key in listing_ids if key not in entries])
        for entry in entries.values():
            index.put(session, entry)


def refresh_site(site_id: int) -> None:
    """Bring the index up to date for a site that moved: its listings follow its public point."""
    with transaction() as session:
        session.flush()
        refresh(list(session.scalars(select(Listing.id).where(Listing.site_id == site_id))))


def refresh_organisation(organisation_id: int) -> None:
    """Bring the index up to date for an organisation suspended or readmitted: its listings go or return."""
    with transaction() as session:
        session.flush()
        own = select(Listing.id).where(Listing.organisation_id == organisation_id)
        refresh(list(session.scalars(own)))


def refresh_mass(listing_id: int, remaining_g: int, *, is_open: bool) -> None:
    """Bring the index up to date after a change of mass alone: one small write in the usual case."""
    with transaction() as session:
        session.flush()
        if not is_open or not listing_index().set_remaining(session, listing_id, remaining_g):
            refresh([listing_id])


def rebuild() -> int:
    """Throw the index away and build it anew; return how many listings are open."""
    index = listing_index()
    with transaction() as session:
        session.flush()
        index.clear(session)
        count = 0
        for entry in open_entries():
            index.put(session, entry)
            count += 1
        return count
