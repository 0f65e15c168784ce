"""Who is signed in: a browser session or a token, judged anew at every request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from exchange.accounts.models import Account, ApiToken, Membership, SignIn
from exchange.accounts.rules import SESSION_RENEWED_AFTER, token_digest
from exchange.kernel.actor import Actor
from exchange.organisations.models import AttachedTerritory, Organisation
from exchange.storage.database import session

_ADMIN_SCOPE = "admin"


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation in good standing that a person may act for, and in which role."""

    id: int
    public_id: str
    slug: str
    name: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """The signed-in person as pages name them; the organisation is the one acted for."""

    public_id: str
    name: str
    email: str
    language: str
    is_language_chosen: bool
    is_demonstration: bool
    organisation_name: str | None
    organisation_slug: str | None
    organisations: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session or a good token: who acts, who that is, and whether the session wants prolonging."""

    actor: Actor
    person: Person
    sign_in_id: int | None
    is_renewal_due: bool = False


def signed_in(token: str, now: datetime) -> SignedIn | None:
    """Return who holds a browser session, judged anew at every request, or None.

    A suspended account is nobody; without a place in an organisation in good standing the person
    acts for none.
    """
    found = (
        session()
        .execute(
            select(SignIn, Account)
            .join(Account, Account.id == SignIn.account_id)
            .where(
                SignIn.token_sha256 == token_digest(token),
                SignIn.expires_at > now,
                Account.status == "active",
            )
        )
        .one_or_none()
    )
    if found is None:
        return None
    sign_in, account = found
    return _acting(
        account,
        sign_in.organisation_id,
        sign_in_id=sign_in.id,
        is_renewal_due=now - sign_in.seen_at > SESSION_RENEWED_AFTER,
    )


def bearer(token: str, now: datetime) -> SignedIn | None:
    """Return who a token stands for, within its scopes, or None.

    A token made for an organisation dies with the person's place in it or the organisation's standing.
    """
    found = (
        session()
        .execute(
            select(ApiToken, Account)
            .join(Account, Account.id == ApiToken.account_id)
            .where(
                ApiToken.token_sha256 == token_digest(token),
                ApiToken.revoked_at.is_(None),
                or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now),
                Account.status == "active",
            )
        )
        .one_or_none()
    )
    if found is None:
        return None
    kept, account = found
    signed = _acting(account, kept.organisation_id, scopes=frozenset(kept.scopes.split()))
    return signed if kept.organisation_id == signed.actor.organisation_id else None


def choices_of(account_id: int) -> tuple[Choice, ...]:
    """Return the organisations in good standing that a person belongs to, the earliest joined first."""
    rows = session().execute(
        select(Organisation, Membership.role)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, Organisation.status == "active")
        .order_by(Membership.created_at, Organisation.id)
    )
    return tuple(
        Choice(found.id, found.public_id, found.slug, found.name, found.kind, role) for found, role in rows
    )


def _acting(
    account: Account,
    organisation_id: int | None,
    *,
    scopes: frozenset[str] | None = None,
    sign_in_id: int | None = None,
    is_renewal_due: bool = False,
) -> SignedIn:
    choices = choices_of(account.id)
    chosen = next((choice for choice in choices if choice.id == organisation_id), None)
    actor = Actor(
        account_id=account.id,
        account=account.public_id,
        organisation_id=chosen.id if chosen else None,
        organisation=chosen.public_id if chosen else None,
        organisation_kind=chosen.kind if chosen else None,
        role=chosen.role if chosen else None,
        is_administrator=account.is_administrator and (scopes is None or _ADMIN_SCOPE in scopes),
        scopes=scopes,
        territories=_territories(chosen),
    )
    person = Person(
        public_id=account.public_id,
        name=account.name,
        email=account.email,
        language=account.language,
        is_language_chosen=account.is_language_chosen,
        is_demonstration=account.is_demonstration,
        organisation_name=chosen.name if chosen else None,
        organisation_slug=chosen.slug if chosen else None,
        organisations=choices,
    )
    return SignedIn(actor, person, sign_in_id, is_renewal_due)


def _territories(chosen: Choice | None) -> frozenset[int]:
    if chosen is None or chosen.kind not in {"territorial_body", "facilitator"}:
        return frozenset()
    wanted = select(AttachedTerritory.territory_id).where(AttachedTerritory.organisation_id == chosen.id)
    return frozenset(session().scalars(wanted))
