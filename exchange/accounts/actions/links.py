"""Links sent by mail: made, used once, replaced by newer ones, forgotten."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from exchange.accounts.errors import LinkSpent
from exchange.accounts.models import MailLink
from exchange.accounts.rules import LINK_KEPT, email_folded, token_digest
from exchange.kernel.identifiers import new_public_id
from exchange.storage.database import transaction


def make(
    purpose: str,
    email: str,
    lifetime: timedelta,
    now: datetime,
    *,
    name: str = "",
    language: str = "fr",
    account_id: int | None = None,
    organisation_id: int | None = None,
    role: str | None = None,
) -> tuple[str, str]:
    """Make a link and return its public id and its token; older ones of its kind open nothing any more."""
    public_id, token = new_public_id(), secrets.token_urlsafe(32)
    with transaction() as session:
        replace(purpose, email, now, organisation_id=organisation_id)
        session.add(
            MailLink(
                public_id=public_id,
                token_sha256=token_digest(token),
                purpose=purpose,
                email=email,
                email_folded=email_folded(email),
                name=name,
                language=language,
                account_id=account_id,
                organisation_id=organisation_id,
                role=role,
                created_at=now,
                expires_at=now + lifetime,
            )
        )
    return public_id, token


def use(token: str, purpose: str, now: datetime) -> MailLink:
    """Use a link and return its row, to be read inside the same transaction; of two at once, one wins.

    Raises: LinkSpent.
    """
    with transaction() as session:
        used = session.execute(
            update(MailLink)
            .where(
                MailLink.token_sha256 == token_digest(token),
                MailLink.purpose == purpose,
                MailLink.used_at.is_(None),
                MailLink.expires_at > now,
            )
            .values(used_at=now)
        )
        if used.rowcount != 1:  # type: ignore[attr-defined]
            raise LinkSpent
        return session.scalars(select(MailLink).where(MailLink.token_sha256 == token_digest(token))).one()


def replace(purpose: str, email: str, now: datetime, *, organisation_id: int | None = None) -> None:
    """Make every open link of a purpose for an address (and an organisation) open nothing any more."""
    with transaction() as session:
        session.execute(
            update(MailLink)
            .where(
                MailLink.purpose == purpose,
                MailLink.email_folded == email_folded(email),
                MailLink.organisation_id == organisation_id,
                MailLink.used_at.is_(None),
            )
            .values(used_at=now)
        )


def forget_old(now: datetime) -> int:
    """Delete links that have opened nothing for a month; return how many."""
    with transaction() as session:
        gone = session.execute(delete(MailLink).where(MailLink.expires_at < now - LINK_KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]
