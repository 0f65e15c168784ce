"""Organisations as everybody sees them, and as administrators look for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.text import clean, fold
from exchange.organisations.models import AttachedTerritory, Organisation, OrganisationIdentifier, Site
from exchange.organisations.rules import SCHEMES
from exchange.storage.database import session
from exchange.territories.models import Territory


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune where an organisation has a site."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation's public page: its communes, never an address, and its numbers in public registers."""

    id: int
    public_id: str
    slug: str
    name: str
    kind: str
    country: str
    description: str
    status: str
    is_demonstration: bool
    checked_at: datetime | None
    created_at: datetime
    version: int
    identifiers: tuple[tuple[str, str], ...]
    communes: tuple[Commune, ...]

    @property
    def is_checked(self) -> bool:
        """Whether an administrator has checked who this is."""
        return self.checked_at is not None


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation in a list."""

    public_id: str
    slug: str
    name: str
    kind: str
    country: str
    status: str
    is_checked: bool
    is_demonstration: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Attached:
    """A territory opened to an organisation."""

    id: int
    key: str
    level: str
    name: str


def profile(actor: Actor, slug: str) -> Profile:
    """Return an organisation; a suspended one is there for administrators only.

    Raises: Missing.
    """
    return _profile(actor, session().scalar(select(Organisation).where(Organisation.slug == clean(slug))))


def profile_by_id(actor: Actor, public_id: str) -> Profile:
    """Return an organisation by its public id; a suspended one is there for administrators only.

    Raises: Missing.
    """
    return _profile(
        actor, session().scalar(select(Organisation).where(Organisation.public_id == clean(public_id)))
    )


def _profile(actor: Actor, found: Organisation | None) -> Profile:
    if found is None or (found.status != "active" and not actor.is_administrator):
        raise Missing
    numbers = session().execute(
        select(OrganisationIdentifier.scheme, OrganisationIdentifier.value).where(
            OrganisationIdentifier.organisation_id == found.id
        )
    )
    communes = session().execute(
        select(Territory.key, Territory.name)
        .join(Site, Site.commune_id == Territory.id)
        .where(Site.organisation_id == found.id, Site.is_closed.is_(False))
        .distinct()
        .order_by(Territory.name, Territory.key)
    )
    return Profile(
        id=found.id,
        public_id=found.public_id,
        slug=found.slug,
        name=found.name,
        kind=found.kind,
        country=found.country,
        description=found.description,
        status=found.status,
        is_demonstration=found.is_demonstration,
        checked_at=found.checked_at,
        created_at=found.created_at,
        version=found.version,
        identifiers=tuple(
            sorted(((row.scheme, row.value) for row in numbers), key=lambda pair: SCHEMES.index(pair[0]))
        ),
        communes=tuple(Commune(row.key, row.name) for row in communes),
    )


def search(text: str = "", *, only_unchecked: bool = False, limit: int = 50) -> tuple[Row, ...]:
    """Return organisations whose name or number holds a text, for administrators, the newest first."""
    wanted = select(Organisation).order_by(Organisation.id.desc()).limit(limit)
    if only_unchecked:
        wanted = wanted.where(Organisation.checked_at.is_(None), Organisation.status == "active")
    folded = fold(text)
    if folded:
        number = folded.replace(" ", "").upper()
        numbered = select(OrganisationIdentifier.organisation_id).where(
            OrganisationIdentifier.value == number
        )
        wanted = wanted.where(
            Organisation.folded_name.contains(folded, autoescape=True) | Organisation.id.in_(numbered)
        )
    elif text.strip():
        return ()
    return tuple(
        Row(
            row.public_id,
            row.slug,
            row.name,
            row.kind,
            row.country,
            row.status,
            row.checked_at is not None,
            row.is_demonstration,
            row.created_at,
        )
        for row in session().scalars(wanted)
    )


def unchecked_total() -> int:
    """Return how many active organisations nobody has checked yet."""
    wanted = select(func.count()).select_from(Organisation)
    return (
        session().scalar(wanted.where(Organisation.checked_at.is_(None), Organisation.status == "active"))
        or 0
    )


def names_of(public_ids: set[str]) -> dict[str, str]:
    """Return organisations' names by public id."""
    rows = session().execute(
        select(Organisation.public_id, Organisation.name).where(Organisation.public_id.in_(public_ids))
    )
    return {row.public_id: row.name for row in rows}


def territories_of(organisation_id: int) -> tuple[Attached, ...]:
    """Return the territories opened to an organisation, by level and name."""
    rows = session().execute(
        select(Territory.id, Territory.key, Territory.level, Territory.name)
        .join(AttachedTerritory, AttachedTerritory.territory_id == Territory.id)
        .where(AttachedTerritory.organisation_id == organisation_id)
        .order_by(Territory.level, Territory.name)
    )
    return tuple(Attached(row.id, row.key, row.level, row.name) for row in rows)


def holds_demonstration() -> bool:
    """Whether invented organisations are shown here, so that every page must say so."""
    shown = select(exists().where(Organisation.is_demonstration.is_(True)))
    return bool(session().execute(shown).scalar_one())
