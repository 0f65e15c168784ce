"""Placing, moving and closing the sites of an organisation."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select

from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing, Refusal, Refusals, Stale
from exchange.kernel.geography import Point
from exchange.kernel.text import clean
from exchange.organisations.commands import PlaceSite
from exchange.organisations.errors import (
    AddressTooLong,
    PositionFarFromCommune,
    PositionInvalid,
    SiteNameMissing,
)
from exchange.organisations.models import Site, SiteToLocate
from exchange.organisations.rules import COMMUNE_REACH_KM, is_near, next_look, public_point
from exchange.storage.database import transaction
from exchange.territories.errors import CommuneUnknown
from exchange.territories.queries import TerritoryView, commune_of

Chance = Callable[[], float]
CHANCE: Chance = secrets.SystemRandom().random
"""Draws public points: nobody can foresee or repeat it."""

_LONGEST_NAME = 120
_LONGEST_ADDRESS = 300
_LONGEST_POSTCODE = 12


def add(actor: Actor, command: PlaceSite, now: datetime, chance: Chance = CHANCE) -> str:
    """Write a new site of the organisation acted for, its public point drawn now; return its public id.

    Raises: Refusals.
    """
    assert actor.organisation_id is not None
    with transaction() as session:
        site = Site(organisation_id=actor.organisation_id, created_at=now, version=0)
        _place(site, command, chance)
        session.add(site)
        session.flush()
        _look_later(site, command, now)
        record(actor, "organisations.add_site", "site", site.public_id, None, now)
        return site.public_id


def edit(
    actor: Actor,
    public_id: str,
    command: PlaceSite,
    version: int | None,
    now: datetime,
    chance: Chance = CHANCE,
) -> str:
    """Change a site; its public point is drawn anew only if it moves. Return its public id.

    Raises: Missing, Stale, Refusals.
    """
    with transaction():
        site = _own(actor, public_id)
        if version is not None and site.version != version:
            raise Stale
        before = (site.latitude, site.longitude)
        _place(site, command, chance)
        _look_later(site, command, now)
        facts = {"moved": before != (site.latitude, site.longitude)}
        record(actor, "organisations.edit_site", "site", site.public_id, facts, now)
        return site.public_id


def set_closed(actor: Actor, public_id: str, *, is_closed: bool, now: datetime) -> str:
    """Close a site, so that nothing new is listed there, or open it again; return its public id.

    Raises: Missing.
    """
    with transaction():
        site = _own(actor, public_id)
        if site.is_closed != is_closed:
            site.is_closed = is_closed
            site.version += 1
            action = "organisations.close_site" if is_closed else "organisations.reopen_site"
            record(actor, action, "site", site.public_id, None, now)
        return site.public_id


def _own(actor: Actor, public_id: str) -> Site:
    with transaction() as session:
        site = session.scalar(
            select(Site)
            .where(Site.public_id == public_id, Site.organisation_id == actor.organisation_id)
            .with_for_update()
        )
    if site is None:
        raise Missing
    return site


def _place(site: Site, command: PlaceSite, chance: Chance) -> None:
    name, address, postcode, commune = _checked(command)
    assert commune.point is not None
    assert commune.time_zone is not None
    if command.latitude is None or command.longitude is None:
        point, precision = commune.point, "commune"
    else:
        point, precision = Point(command.latitude, command.longitude), command.precision
    if (site.latitude, site.longitude) != (point.latitude, point.longitude):
        shown = public_point(point, chance(), chance())
        site.latitude, site.longitude = point.latitude, point.longitude
        site.public_latitude, site.public_longitude = shown.latitude, shown.longitude
    site.name, site.address, site.postcode = name, address, postcode
    site.commune_id, site.commune_vintage = commune.id, commune.vintage
    site.time_zone, site.precision = commune.time_zone, precision
    site.version += 1


def _look_later(site: Site, command: PlaceSite, now: datetime) -> None:
    """Have the address of a site looked up again, or no longer, as the site was placed now."""
    wait = next_look(0)
    with transaction() as session:
        session.execute(delete(SiteToLocate).where(SiteToLocate.site_id == site.id))
        if command.is_to_locate and site.precision == "commune" and wait is not None:
            session.add(SiteToLocate(site_id=site.id, due_at=now + wait))


def _checked(command: PlaceSite) -> tuple[str, str, str, TerritoryView]:
    refusals: list[Refusal] = []
    name, address, postcode = (
        " ".join(clean(text).split()) for text in (command.name, command.address, command.postcode)
    )
    if not name or len(name) > _LONGEST_NAME:
        refusals.append(SiteNameMissing())
    if len(address) > _LONGEST_ADDRESS or len(postcode) > _LONGEST_POSTCODE:
        refusals.append(AddressTooLong())
    commune: TerritoryView | None = None
    try:
        commune = commune_of(command.commune)
    except CommuneUnknown as refusal:
        refusals.append(refusal)
    if commune is not None:
        fault = _position_fault(command, commune)
        if fault is not None:
            refusals.append(fault)
    if refusals or commune is None:
        raise Refusals(refusals)
    return name, address, postcode, commune


def _position_fault(command: PlaceSite, commune: TerritoryView) -> Refusal | None:
    if command.latitude is None and command.longitude is None:
        return None
    if command.latitude is None or command.longitude is None:
        return PositionInvalid()
    if not (math.isfinite(command.latitude) and math.isfinite(command.longitude)):
        return PositionInvalid()
    if abs(command.latitude) > 90 or abs(command.longitude) > 180:
        return PositionInvalid()
    assert commune.point is not None
    if not is_near(Point(command.latitude, command.longitude), commune.point):
        return PositionFarFromCommune(km=int(COMMUNE_REACH_KM), commune=commune.name)
    return None
