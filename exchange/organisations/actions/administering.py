"""What administrators do: check an organisation, suspend it, open territories to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.standing import after
from exchange.organisations.errors import NoTerritoryForThisKind, OrganisationStepImpossible
from exchange.organisations.models import AttachedTerritory, Organisation
from exchange.organisations.rules import TERRITORIAL_KINDS
from exchange.storage.database import transaction
from exchange.territories.queries import territory


def check(actor: Actor, slug: str, now: datetime, *, is_checked: bool = True) -> bool:
    """Mark an organisation as checked (or not checked after all); return whether that changed anything.

    Raises: Missing.
    """
    with transaction():
        organisation = _locked(slug)
        if (organisation.checked_at is not None) == is_checked:
            return False
        organisation.checked_at = now if is_checked else None
        action = "organisations.check" if is_checked else "organisations.uncheck"
        record(actor, action, "organisation", organisation.public_id, None, now)
        return True


def take_step(actor: Actor, slug: str, step: str, now: datetime) -> str:
    """Suspend or restore an organisation; its members are refused (or back) from the next request on.

    Raises: Missing, OrganisationStepImpossible.
    """
    with transaction():
        organisation = _locked(slug)
        reached = after(step, organisation.status)
        if reached is None:
            raise OrganisationStepImpossible
        organisation.status = reached
        record(actor, f"organisations.{step}", "organisation", organisation.public_id, None, now)
        return organisation.slug


def attach_territory(actor: Actor, slug: str, key: str, now: datetime) -> str:
    """Open a territory to a territorial body or facilitator; twice is once. Return the territory's key.

    Raises: Missing, NoTerritoryForThisKind, TerritoryUnknown.
    """
    with transaction() as session:
        organisation = _locked(slug)
        if organisation.kind not in TERRITORIAL_KINDS:
            raise NoTerritoryForThisKind
        found = territory(key)
        try:
            with session.begin_nested():
                session.add(
                    AttachedTerritory(
                        organisation_id=organisation.id,
                        territory_id=found.id,
                        attached_at=now,
                        attached_by=actor.account or "",
                    )
                )
        except IntegrityError:
            return found.key
        facts = {"territory": found.key}
        record(actor, "organisations.attach_territory", "organisation", organisation.public_id, facts, now)
        return found.key


def detach_territory(actor: Actor, slug: str, key: str, now: datetime) -> str:
    """Close a territory to an organisation; return the territory's key.

    Raises: Missing, TerritoryUnknown.
    """
    with transaction() as session:
        organisation = _locked(slug)
        found = territory(key)
        gone = session.execute(
            delete(AttachedTerritory).where(
                AttachedTerritory.organisation_id == organisation.id,
                AttachedTerritory.territory_id == found.id,
            )
        )
        if gone.rowcount:  # type: ignore[attr-defined]
            facts = {"territory": found.key}
            record(
                actor, "organisations.detach_territory", "organisation", organisation.public_id, facts, now
            )
        return found.key


def _locked(slug: str) -> Organisation:
    with transaction() as session:
        organisation = session.scalar(select(Organisation).where(Organisation.slug == slug).with_for_update())
    if organisation is None:
        raise Missing
    return organisation
