"""Who plays in the demonstration: invented organisations, their people and their sites."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select

from exchange.accounts.models import Account, Membership
from exchange.accounts.rules import email_folded
from exchange.demonstration.tables import PLACES, told
from exchange.gateways.passwords import hash_password
from exchange.kernel.actor import Actor
from exchange.organisations.actions import administering, sites
from exchange.organisations.commands import PlaceSite
from exchange.organisations.models import Organisation
from exchange.storage.appending import append_all
from exchange.storage.database import transaction

PASSWORD = "copeaux-et-pellicules"  # noqa: S105 - shown to whoever loads the demonstration
"""The one password of every demonstration account."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; `actor` names the accounts that the demonstration shows to its visitors."""

    name: str
    email: str
    actor: str | None
    organisation: str | None
    role: str
    was_in: str | None
    is_administrator: bool
    is_suspended: bool
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The managers who act in the demonstration's past and the sites where they do, by slug."""

    managers: Mapping[str, Actor]
    sites: Mapping[str, str]


@cache
def people(places: tuple[str, ...] = PLACES) -> tuple[Person, ...]:
    """Return everybody of some territories, those shown to visitors first."""
    organisations = [entry for place in places for entry in told("cast", place)["organisation"]]
    present = {None, *(entry["slug"] for entry in organisations)}
    entries = [
        entry
        for place in places
        for entry in told("cast", place).get("person", ())
        if entry.get("organisation") in present
    ]
    return tuple(
        Person(
            name=entry["name"],
            email=entry["email"],
            actor=entry.get("actor"),
            organisation=entry.get("organisation"),
            role=entry.get("role", "member"),
            was_in=entry.get("was_in"),
            is_administrator=entry.get("is_administrator", False),
            is_suspended=entry.get("is_suspended", False),
            scopes=tuple(entry.get("scopes", ())),
        )
        for entry in (*entries, *_managers(organisations))
    )


def _managers(organisations: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in organisations:
        if "manager" in entry:
            yield {**entry["manager"], "organisation": entry["slug"], "role": "manager"}


def settle(chance: random.Random, now: datetime, places: tuple[str, ...] = PLACES) -> Cast:
    """Bring everybody of some territories in at an instant of the past; return who acts and where.

    Nobody belongs to an organisation yet: mails reach members only, see `join`.

    Organisations are written without any register number, which the usual way in would ask of companies:
    an invented number may be somebody's.
    """
    with transaction() as session:
        described = [entry for place in places for entry in told("cast", place)["organisation"]]
        organisations = {entry["slug"]: _organisation(entry, now) for entry in described}
        session.add_all(organisations.values())
        accounts = _accounts(people(places), now)
        session.add_all(accounts.values())
        session.flush()
        managers = {
            person.organisation: _actor(accounts[person.email], organisations[person.organisation])
            for person in people(places)
            if person.organisation is not None and person.role == "manager"
        }
        administrator = next(
            Actor(account_id=found.id, account=found.public_id, is_administrator=True)
            for found in accounts.values()
            if found.is_administrator
        )
        for entry in described:
            if entry["checked"]:
                administering.check(administrator, entry["slug"], now)
            for key in entry.get("territories", ()):
                administering.attach_territory(administrator, entry["slug"], key, now)
        placed = {
            entry["slug"]: sites.add(managers[entry["slug"]], _site(entry["site"]), now, chance.random)
            for entry in described
        }
        return Cast(managers, placed)


def join(now: datetime, places: tuple[str, ...] = PLACES) -> None:
    """Make everybody of some territories a member of their organisation, since an instant of the past."""
    with transaction() as session:
        accounts = dict(
            session.execute(select(Account.email, Account.id).where(Account.is_demonstration)).tuples().all()
        )
        organisations = dict(
            session.execute(select(Organisation.slug, Organisation.id).where(Organisation.is_demonstration))
            .tuples()
            .all()
        )
        append_all(
            Membership,
            [
                {
                    "account_id": accounts[person.email],
                    "organisation_id": organisations[person.organisation],
                    "role": person.role,
                    "created_at": now,
                }
                for person in people(places)
                if person.organisation is not None
            ],
        )


def _organisation(entry: Mapping[str, Any], now: datetime) -> Organisation:
    return Organisation(
        slug=entry["slug"],
        name=entry["name"],
        kind=entry["kind"],
        country=entry["country"],
        description=entry["description"],
        is_demonstration=True,
        created_at=now,
    )


def _accounts(cast: tuple[Person, ...], now: datetime) -> dict[str, Account]:
    hashed = hash_password(PASSWORD)
    return {
        person.email: Account(
            email=person.email,
            email_folded=email_folded(person.email),
            name=person.name,
            password_hash=hashed,
            is_administrator=person.is_administrator,
            is_demonstration=True,
            status="suspended" if person.is_suspended else "active",
            created_at=now,
            password_changed_at=now,
        )
        for person in cast
    }


def _actor(account: Account, organisation: Organisation) -> Actor:
    return Actor(
        account_id=account.id,
        account=account.public_id,
        organisation_id=organisation.id,
        organisation=organisation.public_id,
        organisation_kind=organisation.kind,
        role="manager",
    )


def _site(entry: Mapping[str, Any]) -> PlaceSite:
    return PlaceSite(
        name=entry["name"],
        address=entry["address"],
        postcode=entry["postcode"],
        commune=f"commune:{entry['commune']}",
        latitude=entry["latitude"],
        longitude=entry["longitude"],
        precision="address",
    )
