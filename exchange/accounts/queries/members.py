"""Who belongs to an organisation, who is invited, and whom its mails reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from exchange.accounts.models import Account, MailLink, Membership
from exchange.storage.database import session, table_of

# Put together once: every mail asks it.
_ACCOUNTS, _MEMBERSHIPS = table_of(Account), table_of(Membership)
_RECIPIENTS = (
    select(_ACCOUNTS.c.name, _ACCOUNTS.c.email, _ACCOUNTS.c.language)
    .join(_MEMBERSHIPS, _MEMBERSHIPS.c.account_id == _ACCOUNTS.c.id)
    .where(
        _MEMBERSHIPS.c.organisation_id == bindparam("organisation"),
        _ACCOUNTS.c.status == "active",
    )
    .order_by(_ACCOUNTS.c.id)
)


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an organisation, as its managers see them."""

    public_id: str
    name: str
    email: str
    role: str
    status: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has answered yet."""

    public_id: str
    email: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a mail to an organisation reaches."""

    name: str
    email: str
    language: str


def members_of(organisation_id: int) -> tuple[Member, ...]:
    """Return an organisation's members, managers first, then by name."""
    rows = session().execute(
        select(Account, Membership)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id)
        .order_by(Membership.role, Account.name, Account.id)
    )
    return tuple(
        Member(who.public_id, who.name, who.email, place.role, who.status, place.created_at)
        for who, place in rows
    )


def invitations_of(organisation_id: int, now: datetime) -> tuple[Invitation, ...]:
    """Return an organisation's invitations that can still be answered, the latest first."""
    rows = session().scalars(
        select(MailLink)
        .where(
            MailLink.organisation_id == organisation_id,
            MailLink.purpose == "invitation",
            MailLink.used_at.is_(None),
            MailLink.expires_at > now,
        )
        .order_by(MailLink.id.desc())
    )
    return tuple(Invitation(row.public_id, row.email, row.role or "member", row.expires_at) for row in rows)


def recipients(organisation_id: int) -> tuple[Recipient, ...]:
    """Return the members of an organisation whom its mails reach: those whose account is active."""
    current = session()
    current.flush()
    rows = current.execute(_RECIPIENTS, {"organisation": organisation_id})
    return tuple(Recipient(*row) for row in rows)
