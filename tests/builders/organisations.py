"""Organisations as people register them, and their sites as managers place them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from exchange.accounts.actions import members
from exchange.kernel.actor import Actor
from exchange.organisations.actions import sites
from exchange.organisations.commands import PlaceSite, RegisterOrganisation
from exchange.organisations.models import Organisation
from exchange.storage.database import session
from tests.builders.accounts import Someone, someone
from tests.houses import NOW

STRASBOURG = "commune:67482"


@dataclass(frozen=True)
class Founded:
    """An organisation and the manager who registered it."""

    id: int
    public_id: str
    slug: str
    manager: Someone

    @property
    def actor(self) -> Actor:
        """Return the manager acting for it."""
        return self.manager.actor


def an_organisation(
    name: str = "Torréfaction du Rhin",
    *,
    kind: str = "company",
    country: str = "FR",
    identifiers: dict[str, str] | None = None,
    is_new: bool = False,
    manager: Someone | None = None,
    now: datetime = NOW,
) -> Founded:
    """Return an organisation registered by a manager; a company without a number gets a SIREN of its own."""
    founder = manager or someone(now=now)
    numbers = {"siren": a_siren()} if identifiers is None and kind == "company" else identifiers or {}
    command = RegisterOrganisation(
        kind, country, name, "", numbers, is_new=is_new or (kind != "company" and not numbers)
    )
    slug = members.found_organisation(founder.actor, command, None, now)
    row = session().scalars(select(Organisation).where(Organisation.slug == slug)).one()
    return Founded(row.id, row.public_id, slug, founder)


def a_siren() -> str:
    """Return a valid SIREN that no organisation has yet."""
    count = len(session().scalars(select(Organisation.id)).all())
    body = f"{10_000_000 + count:08d}"
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(body)]
    total = sum(digit // 10 + digit % 10 for digit in doubled)
    return body + str(-total % 10)


def a_place(**changes: object) -> PlaceSite:
    """Return the command for a site in Strasbourg, with changes."""
    given = {
        "name": "Atelier",
        "address": "12 rue de la Krutenau",
        "postcode": "67000",
        "commune": STRASBOURG,
        "latitude": 48.5801,
        "longitude": 7.7602,
        **changes,
    }
    return PlaceSite(**given)  # type: ignore[arg-type] # a test may hand in anything


def a_site(organisation: Founded, now: datetime = NOW, **changes: object) -> str:
    """Return the public id of a new site of an organisation."""
    return sites.add(organisation.actor, a_place(**changes), now)
