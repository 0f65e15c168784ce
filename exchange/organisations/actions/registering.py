"""Registering and editing an organisation: its name, its numbers, its place in addresses."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing, Refusal, Refusals, Stale
from exchange.kernel.text import clean, fold
from exchange.organisations.commands import EditOrganisation, RegisterOrganisation
from exchange.organisations.errors import (
    CountryUnknown,
    DescriptionTooLong,
    IdentifierTaken,
    KindUnknown,
    OrganisationNameMissing,
)
from exchange.organisations.models import Organisation, OrganisationIdentifier
from exchange.organisations.rules import (
    COUNTRIES,
    KINDS,
    LONGEST_DESCRIPTION,
    check_identifiers,
    slugs,
)
from exchange.storage.database import transaction

_LONGEST_NAME = 200
_SLUGS_TRIED = 200


def register(actor: Actor, command: RegisterOrganisation, now: datetime) -> str:
    """Write a new organisation, not checked yet; return its slug.

    Raises: Refusals, IdentifierTaken.
    """
    if command.kind not in KINDS:
        raise KindUnknown
    if command.country not in COUNTRIES:
        raise CountryUnknown
    name, description, identifiers = _checked(command.kind, command.country, command)
    organisation = Organisation(
        name=name,
        kind=command.kind,
        country=command.country,
        description=description,
        created_at=now,
    )
    with transaction():
        _insert(organisation)
        _keep(organisation.id, identifiers)
        facts = {"kind": command.kind, "country": command.country, "schemes": sorted(identifiers)}
        record(actor, "organisations.register", "organisation", organisation.public_id, facts, now)
        return organisation.slug


def edit(actor: Actor, command: EditOrganisation, now: datetime) -> str:
    """Change the organisation acted for; return its slug.

    A new name or number makes it unchecked again.

    Raises: Stale, Refusals, IdentifierTaken.
    """
    with transaction() as session:
        organisation = session.scalar(
            select(Organisation).where(Organisation.id == actor.organisation_id).with_for_update()
        )
        if organisation is None:
            raise Missing
        if command.version is not None and organisation.version != command.version:
            raise Stale
        name, description, identifiers = _checked(organisation.kind, organisation.country, command)
        kept = session.execute(
            select(OrganisationIdentifier.scheme, OrganisationIdentifier.value).where(
                OrganisationIdentifier.organisation_id == organisation.id
            )
        )
        is_same_body = name == organisation.name and identifiers == {row.scheme: row.value for row in kept}
        session.execute(
            update(Organisation)
            .where(Organisation.id == organisation.id)
            .values(
                name=name,
                folded_name=fold(name),
                description=description,
                checked_at=organisation.checked_at if is_same_body else None,
                version=organisation.version + 1,
            )
        )
        if not is_same_body:
            session.execute(
                delete(OrganisationIdentifier).where(
                    OrganisationIdentifier.organisation_id == organisation.id
                )
            )
            _keep(organisation.id, identifiers)
        facts = {"unchecked": not is_same_body, "schemes": sorted(identifiers)}
        record(actor, "organisations.edit", "organisation", organisation.public_id, facts, now)
        return organisation.slug


def _checked(
    kind: str, country: str, command: RegisterOrganisation | EditOrganisation
) -> tuple[str, str, dict[str, str]]:
    refusals: list[Refusal] = []
    identifiers: dict[str, str] = {}
    name, description = " ".join(clean(command.name).split()), clean(command.description)
    if not name or len(name) > _LONGEST_NAME:
        refusals.append(OrganisationNameMissing())
    if len(description) > LONGEST_DESCRIPTION:
        refusals.append(DescriptionTooLong(most=LONGEST_DESCRIPTION))
    try:
        identifiers = check_identifiers(kind, country, command.identifiers, is_new=command.is_new)
    except Refusals as several:
        refusals.extend(several.refusals)
    if refusals:
        raise Refusals(refusals)
    return name, description, identifiers


def _insert(organisation: Organisation) -> None:
    """Write the organisation under the first slug that is free; two of one name at once get two slugs."""
    with transaction() as session:
        for slug in islice(slugs(organisation.name), _SLUGS_TRIED):
            if session.scalar(select(Organisation.id).where(Organisation.slug == slug)) is not None:
                continue
            organisation.slug = slug
            try:
                with session.begin_nested():
                    session.add(organisation)
            except IntegrityError:
                continue
            return
    raise OrganisationNameMissing


def _keep(organisation_id: int, identifiers: dict[str, str]) -> None:
    with transaction() as session:
        for scheme, value in identifiers.items():
            try:
                with session.begin_nested():
                    session.add(
                        OrganisationIdentifier(organisation_id=organisation_id, scheme=scheme, value=value)
                    )
            except IntegrityError as error:
                raise IdentifierTaken(at=scheme) from error
