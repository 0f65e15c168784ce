"""Who the token stands for, and organisations as anyone sees them: communes, never an address."""

from __future__ import annotations

from typing import Annotated

from flask import Response

from exchange.accounts import policy as accounts
from exchange.api.answers import shown
from exchange.api.authentication import actor, guard, person
from exchange.api.blueprints import feature
from exchange.api.naming import called
from exchange.api.search import choice
from exchange.api.values import Answer, IdentifierOut
from exchange.organisations import policy
from exchange.organisations.queries.profile import profile_by_id, territories_of
from exchange.organisations.queries.sites import sites_of
from exchange.organisations.rules import KINDS

blueprint = feature("organisations", __name__, tag="People")


class Account(Answer):
    """The person behind the token."""

    id: IdentifierOut
    name: str
    email: str
    language: str


class OwnSite(Answer):
    """A site of one's own organisation: what a listing or a claim may name."""

    id: IdentifierOut
    name: str
    commune: str
    commune_name: str


class OwnOrganisation(Answer):
    """The organisation that the token acts for."""

    id: IdentifierOut
    slug: str
    name: str
    kind: Annotated[str, choice(KINDS)]
    role: str
    sites: list[OwnSite]
    territories: list[str]


class Membership(Answer):
    """An organisation that the person belongs to."""

    id: IdentifierOut
    slug: str
    name: str
    kind: Annotated[str, choice(KINDS)]
    role: str


class Me(Answer):
    """Who the token stands for, and within which scopes."""

    account: Account
    organisation: OwnOrganisation | None
    organisations: list[Membership]
    scopes: list[str]


class OrganisationCommune(Answer):
    """A commune where an organisation has a site."""

    key: str
    name: str


class Organisation(Answer):
    """An organisation in good standing; `is_checked` says whether an administrator has checked it."""

    id: IdentifierOut
    slug: str
    name: str
    kind: Annotated[str, choice(KINDS)]
    country: str
    description: str
    is_checked: bool
    is_demonstration: bool
    communes: list[OrganisationCommune]


@blueprint.get("/me")
@guard(accounts.SHOW)
@blueprint.output(Me)
@blueprint.doc(summary="Read who the token stands for", operation_id="readMe")
def me() -> Response:
    """Return the person, the organisation acted for with its sites, and the other organisations."""
    who, holder = actor(), person()
    memberships = [
        Membership(id=each.public_id, slug=each.slug, name=each.name, kind=each.kind, role=each.role)
        for each in holder.organisations
    ]
    return shown(
        Me(
            account=Account(
                id=holder.public_id, name=holder.name, email=holder.email, language=holder.language
            ),
            organisation=next((_own(each) for each in memberships if each.id == who.organisation), None),
            organisations=memberships,
            scopes=sorted(who.scopes or ()),
        )
    )


@blueprint.get("/organisations/<public_id:organisation>")
@guard(policy.SHOW)
@blueprint.output(Organisation)
@blueprint.doc(summary="Read an organisation", operation_id="readOrganisation")
def show(organisation: str) -> Response:
    """Return what anyone may see of an organisation."""
    view = profile_by_id(actor(), organisation)
    return shown(
        Organisation(
            id=view.public_id,
            slug=view.slug,
            name=view.name,
            kind=view.kind,
            country=view.country,
            description=view.description,
            is_checked=view.is_checked,
            is_demonstration=view.is_demonstration,
            communes=[
                OrganisationCommune(key=each.key, name=called(each.name, each.key)) for each in view.communes
            ],
        )
    )


def _own(membership: Membership) -> OwnOrganisation:
    organisation_id = actor().organisation_id
    assert organisation_id is not None
    return OwnOrganisation(
        **membership.model_dump(),
        sites=[
            OwnSite(
                id=site.public_id, name=site.name, commune=site.commune_key, commune_name=site.commune_name
            )
            for site in sites_of(organisation_id)
        ],
        territories=[each.key for each in territories_of(organisation_id)],
    )
