"""Moving sites from their commune's point to their address, once somebody has found it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from exchange.journal.actions import record
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.geography import Point
from exchange.organisations.actions.sites import CHANCE, Chance
from exchange.organisations.models import Site, SiteToLocate
from exchange.organisations.queries.sites import Lost
from exchange.organisations.rules import next_look, public_point
from exchange.storage.database import transaction


def locate(lost: Lost, point: Point, now: datetime, chance: Chance = CHANCE) -> bool:
    """Move a site to its address, its public point drawn anew; return whether it still was as it was read.

    Whoever changed it meanwhile has said better where it is, or asked again.
    """
    with transaction() as session:
        site = session.scalar(
            select(Site)
            .join(SiteToLocate, SiteToLocate.site_id == Site.id)
            .where(Site.id == lost.id, Site.version == lost.version)
            .with_for_update()
        )
        if site is None:
            return False
        shown = public_point(point, chance(), chance())
        site.latitude, site.longitude = point.latitude, point.longitude
        site.public_latitude, site.public_longitude = shown.latitude, shown.longitude
        site.precision = "address"
        site.version += 1
        stop_looking(lost)
        record(ANONYMOUS, "organisations.locate_site", "site", site.public_id, None, now)
        return True


def look_again(lost: Lost, now: datetime) -> None:
    """Have the address looked up again after a while that grows; after a dozen times no more."""
    with transaction() as session:
        row = session.scalar(select(SiteToLocate).where(SiteToLocate.site_id == lost.id).with_for_update())
        if row is None:
            return
        row.tries += 1
        wait = next_look(row.tries)
        if wait is None:
            stop_looking(lost)
        else:
            row.due_at = now + wait


def stop_looking(lost: Lost) -> None:
    """Leave a site at its commune's point: nobody knows its address."""
    with transaction() as session:
        session.execute(delete(SiteToLocate).where(SiteToLocate.site_id == lost.id))
