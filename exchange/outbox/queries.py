"""What waits to be sent, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from exchange.outbox.models import Mail
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class SetAside:
    """A mail that waits for a person: to whom, which message, how often tried and why it failed."""

    public_id: str
    template: str
    recipient: str
    created_at: datetime
    set_aside_at: datetime
    attempts: int
    last_error: str


def set_aside(limit: int = 100) -> tuple[SetAside, ...]:
    """Return the mails that were set aside, the latest first."""
    rows = session().scalars(
        select(Mail).where(Mail.set_aside_at.is_not(None)).order_by(Mail.set_aside_at.desc()).limit(limit)
    )
    return tuple(
        SetAside(
            row.public_id,
            row.template,
            row.recipient,
            row.created_at,
            row.set_aside_at,
            row.attempts,
            row.last_error,
        )
        for row in rows
        if row.set_aside_at is not None
    )


def set_aside_total() -> int:
    """Return how many mails were set aside."""
    return session().scalar(select(func.count()).select_from(Mail).where(Mail.set_aside_at.is_not(None))) or 0


def waiting() -> int:
    """Return how many mails are still to be sent."""
    wanted = select(func.count()).select_from(Mail)
    return session().scalar(wanted.where(Mail.sent_at.is_(None), Mail.set_aside_at.is_(None))) or 0
