"""Listings as people publish them: an organisation with a site, and what it announces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from exchange.accounts.models import Account, Membership
from exchange.kernel.actor import Actor
from exchange.kernel.geography import Point
from exchange.kernel.identifiers import new_public_id
from exchange.listings.actions import steps, writing
from exchange.listings.commands import WriteListing
from exchange.listings.queries.detail import detail
from exchange.listings.queries.lots import LotView, lots_of
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import transaction
from exchange.territories.models import Territory
from tests.houses import NOW

STRASBOURG = "commune:67482"
CATHEDRAL = Point(48.5818, 7.7510)


@dataclass(frozen=True)
class Giver:
    """An organisation, a member of it, and its site."""

    actor: Actor
    site: str
    site_id: int
    slug: str
    name: str


def a_giver(
    *,
    name: str = "Torréfaction du Rhin",
    kind: str = "company",
    commune: str = STRASBOURG,
    public_point: Point = CATHEDRAL,
    time_zone: str = "Europe/Paris",
    is_checked: bool = False,
    now: datetime = NOW,
) -> Giver:
    """Return an organisation with one member and one site; its exact point lies 200 m north."""
    with transaction() as session:
        ending = new_public_id()[:6]
        commune_id = session.scalars(select(Territory.id).where(Territory.key == commune)).one()
        organisation = Organisation(
            slug=f"giver-{ending}",
            name=name,
            kind=kind,
            country="FR",
            checked_at=now if is_checked else None,
            created_at=now,
        )
        account = Account(
            email=f"{ending}@example.org",
            email_folded=f"{ending}@example.org",
            name="Camille Muller",
            password_hash="none: signs in by no password",
            created_at=now,
            password_changed_at=now,
        )
        session.add_all([organisation, account])
        session.flush()
        session.add(
            Membership(account_id=account.id, organisation_id=organisation.id, role="manager", created_at=now)
        )
        site = a_site(organisation.id, commune_id, public_point, time_zone=time_zone, now=now)
        session.add(site)
        session.flush()
        actor = Actor(
            account_id=account.id,
            account=account.public_id,
            organisation_id=organisation.id,
            organisation=organisation.public_id,
            organisation_kind=kind,
            role="manager",
        )
        return Giver(actor, site.public_id, site.id, organisation.slug, organisation.name)


def a_site(
    organisation_id: int,
    commune_id: int,
    public_point: Point,
    *,
    time_zone: str = "Europe/Paris",
    now: datetime = NOW,
) -> Site:
    """Return a site whose public point is given, not yet added to a session."""
    return Site(
        public_id=new_public_id(),
        organisation_id=organisation_id,
        name="Atelier",
        address="12 rue de la Krutenau",
        postcode="67000",
        commune_id=commune_id,
        commune_vintage="2026",
        latitude=min(public_point.latitude + 0.0018, 90.0),
        longitude=public_point.longitude,
        public_latitude=public_point.latitude,
        public_longitude=public_point.longitude,
        precision="address",
        time_zone=time_zone,
        created_at=now,
    )


def a_command(giver: Giver, **changes: Any) -> WriteListing:
    """Return a sound command of 300 kg of cardboard, with some of it changed."""
    plain = WriteListing(
        title="Cartons pliés",
        description="Cartons ondulés, propres et secs.",
        material="cardboard",
        quantity=Decimal(300),
        unit="kg",
        site=giver.site,
        available_from=NOW.date(),
        available_until=NOW.date() + timedelta(days=30),
    )
    return replace(plain, **changes)


def a_draft(giver: Giver, *, now: datetime = NOW, **changes: Any) -> str:
    """Return the public id of a draft."""
    return writing.create(giver.actor, a_command(giver, **changes), now=now)


def a_listing(giver: Giver, *, now: datetime = NOW, **changes: Any) -> str:
    """Return the public id of a published listing."""
    with transaction():
        return steps.publish(giver.actor, a_draft(giver, now=now, **changes), now=now)


def the_lot(giver: Giver, listing: str) -> LotView:
    """Return the one lot of a listing as it stands."""
    (lot,) = lots_of(detail(giver.actor, listing).id)
    return lot
