"""What people see of their own account: open sessions and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from exchange.accounts.models import ApiToken, SignIn
from exchange.kernel.actor import Actor
from exchange.organisations.models import Organisation
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser session of one's own."""

    id: int
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token of one's own that still works; never the token itself."""

    public_id: str
    name: str
    scopes: tuple[str, ...]
    organisation_name: str | None
    created_at: datetime
    expires_at: datetime | None


def sessions_of(actor: Actor, now: datetime) -> tuple[OpenSession, ...]:
    """Return the actor's own open browser sessions, the latest used first."""
    rows = session().scalars(
        select(SignIn)
        .where(SignIn.account_id == actor.account_id, SignIn.expires_at > now)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return tuple(OpenSession(row.id, row.created_at, row.seen_at) for row in rows)


def tokens_of(actor: Actor, now: datetime) -> tuple[TokenView, ...]:
    """Return the actor's own tokens that still work, the newest first."""
    rows = session().execute(
        select(ApiToken, Organisation.name)
        .outerjoin(Organisation, Organisation.id == ApiToken.organisation_id)
        .where(
            ApiToken.account_id == actor.account_id,
            ApiToken.revoked_at.is_(None),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now),
        )
        .order_by(ApiToken.id.desc())
    )
    return tuple(
        TokenView(row.public_id, row.name, tuple(row.scopes.split()), name, row.created_at, row.expires_at)
        for row, name in rows
    )
