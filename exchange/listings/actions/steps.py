"""The steps that a giver, or the calendar, takes with a listing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from exchange.journal.actions import record
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.time import day_in
from exchange.listings.actions import mass
from exchange.listings.actions.index import refresh
from exchange.listings.actions.judging import is_checked, judge
from exchange.listings.actions.taking import lock, take
from exchange.listings.actions.writing import own_listing
from exchange.listings.errors import NotCheckedYet, SomethingHeld, StepClosed
from exchange.listings.lifecycle import BY_NAME, after
from exchange.listings.models import Listing, Lot
from exchange.listings.queries.written import written_of
from exchange.organisations.models import Site
from exchange.storage.database import session as reading
from exchange.storage.database import transaction


def publish(
    actor: Actor,
    public_id: str,
    *,
    now: datetime,
    only_checked: bool = False,
    version: int | None = None,
) -> str:
    """Publish a draft: its lot comes to be, and others find it. Returns its public id.

    `only_checked` asks for an organisation that an administrator has checked.

    Raises: Missing, NotYours, Stale, StepClosed, NotCheckedYet, Refusals.
    """
    with transaction() as session:
        listing = own_listing(session, actor, public_id, version)
        if after("publish", listing.status) is None:
            raise StepClosed
        if only_checked and not is_checked(listing.organisation_id):
            raise NotCheckedYet
        judged = judge(actor, written_of(listing), now, going_public=True)
        lot = Lot(listing_id=listing.id, available_on=listing.available_from)
        mass.list_lot(session, lot, judged.mass_g, by=actor.account, now=now)
        return _taken(session, actor, listing, "publish", now)


def pause(actor: Actor, public_id: str, *, now: datetime, version: int | None = None) -> str:
    """Take a listing off the search for a while; claims under way go on.

    Raises: Missing, NotYours, Stale, StepClosed.
    """
    with transaction() as session:
        return _taken(session, actor, own_listing(session, actor, public_id, version), "pause", now)


def resume(actor: Actor, public_id: str, *, now: datetime, version: int | None = None) -> str:
    """Publish a paused listing again; it must still be fit to be published.

    Raises: Missing, NotYours, Stale, StepClosed, Refusals.
    """
    with transaction() as session:
        listing = own_listing(session, actor, public_id, version)
        if after("resume", listing.status) is None:
            raise StepClosed
        judge(actor, written_of(listing), now, going_public=True)
        taken = _taken(session, actor, listing, "resume", now)
        mass.follow(session, listing.id, now)
        return taken


def close(actor: Actor, public_id: str, *, now: datetime, version: int | None = None) -> str:
    """End a listing of which nothing is set aside. What remains unclaimed is on record and not lost.

    Claims that still await an answer are a matter for the slice of claims, which closes through here.

    Raises: Missing, NotYours, Stale, StepClosed, SomethingHeld.
    """
    with transaction() as session:
        listing = own_listing(session, actor, public_id, version)
        if after("close", listing.status) is None:
            raise StepClosed
        if _held_g(session, listing.id):
            raise SomethingHeld
        return _taken(session, actor, listing, "close", now)


def expire_due(now: datetime) -> int:
    """Expire what was published or paused and is past its last day, unless some of it is held.

    The last day counts whole, in the site's own time zone. Returns how many expired.
    """
    expired = 0
    for listing_id, public_id, time_zone in _past_their_day(now):
        with transaction() as session:
            lock(session, listing_id)
            status, until = session.execute(
                select(Listing.status, Listing.available_until).where(Listing.id == listing_id)
            ).one()
            is_due = until is not None and until < day_in(now, time_zone)
            if not is_due or after("expire", status) is None or _held_g(session, listing_id):
                continue
            take(session, listing_id, "expire", by=None, now=now)
            refresh([listing_id])
            record(ANONYMOUS, "listings.expire", "listing", public_id, None, now)
            expired += 1
    return expired


def _past_their_day(now: datetime) -> list[tuple[int, str, str]]:
    # No place on Earth is a day ahead of UTC's tomorrow: a wide net, judged exactly one by one.
    rows = reading().execute(
        select(Listing.id, Listing.public_id, Site.time_zone)
        .join(Site, Site.id == Listing.site_id)
        .where(
            or_(*(Listing.status == source for source in BY_NAME["expire"].sources)),
            Listing.available_until <= now.date(),
        )
        .order_by(Listing.id)
    )
    return list(rows.tuples())


def _taken(session: Session, actor: Actor, listing: Listing, step: str, now: datetime) -> str:
    take(session, listing.id, step, by=actor.account, now=now)
    refresh([listing.id])
    record(actor, f"listings.{step}", "listing", listing.public_id, None, now)
    return listing.public_id


def _held_g(session: Session, listing_id: int) -> int:
    held = select(func.coalesce(func.sum(Lot.held_g), 0)).where(Lot.listing_id == listing_id)
    return int(session.execute(held).scalar_one())
