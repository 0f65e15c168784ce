"""Finding people: by a link that they were sent, by their public id, or by their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, or_, select

from exchange.accounts.models import Account, MailLink
from exchange.accounts.rules import email_folded, token_digest
from exchange.kernel.text import fold
from exchange.organisations.models import Organisation
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class OpenLink:
    """What a mail's link still opens, before it is used."""

    email: str
    name: str
    role: str | None
    organisation_name: str | None
    account: str | None
    account_name: str

    @property
    def has_account(self) -> bool:
        """Whether somebody has an account with the address already."""
        return self.account is not None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person as administrators find them."""

    public_id: str
    name: str
    email: str
    status: str
    is_administrator: bool
    created_at: datetime


def open_link(token: str, purpose: str, now: datetime) -> OpenLink | None:
    """Return what a link opens, or None if it was used, is too old, or its organisation is suspended."""
    found = (
        session()
        .execute(
            select(MailLink, Organisation)
            .outerjoin(Organisation, Organisation.id == MailLink.organisation_id)
            .where(
                MailLink.token_sha256 == token_digest(token),
                MailLink.purpose == purpose,
                MailLink.used_at.is_(None),
                MailLink.expires_at > now,
                or_(MailLink.organisation_id.is_(None), Organisation.status == "active"),
            )
        )
        .one_or_none()
    )
    if found is None:
        return None
    link, organisation = found
    account = (
        session()
        .execute(select(Account.public_id, Account.name).where(Account.email_folded == link.email_folded))
        .one_or_none()
    )
    return OpenLink(
        link.email,
        link.name,
        link.role,
        organisation.name if organisation else None,
        account.public_id if account else None,
        account.name if account else "",
    )


def names_of(public_ids: set[str]) -> dict[str, str]:
    """Return people's names by public id; whoever was erased is not in it."""
    rows = session().execute(select(Account.public_id, Account.name).where(Account.public_id.in_(public_ids)))
    return {row.public_id: row.name for row in rows}


def search(text: str, limit: int = 50) -> tuple[AccountRow, ...]:
    """Return the people whose name or address holds a text, for administrators, the newest first."""
    wanted = select(Account).order_by(Account.id.desc()).limit(limit)
    if text.strip():
        wanted = wanted.where(
            or_(
                Account.email_folded.contains(email_folded(text), autoescape=True),
                Account.folded_name.contains(fold(text), autoescape=True) if fold(text) else false(),
            )
        )
    return tuple(
        AccountRow(row.public_id, row.name, row.email, row.status, row.is_administrator, row.created_at)
        for row in session().scalars(wanted)
    )
