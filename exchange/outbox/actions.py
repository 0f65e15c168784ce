"""Mails: written with the event that they tell of, leased by one worker at a time, sent or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update

from exchange.kernel.errors import Missing
from exchange.kernel.identifiers import new_public_id
from exchange.outbox.models import Mail
from exchange.outbox.rules import KEPT_AFTER_SENDING, LEASE, SECRETS, is_set_aside, wait_after
from exchange.storage.appending import append
from exchange.storage.database import transaction

_LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Leased:
    """A mail in the hands of this worker until its lease ends."""

    id: int
    public_id: str
    template: str
    recipient: str
    language: str
    parameters: Mapping[str, Any]
    created_at: datetime


def send(
    template: str, recipient: str, language: str, parameters: Mapping[str, Any], *, now: datetime
) -> str:
    """Queue a mail in the transaction of its event; return its public id.

    `template` is a pair under `templates/mails/` without its ending ("accounts/sign_up"). Parameters
    are plain values that JSON can hold.
    """
    public_id = new_public_id()
    append(
        Mail,
        public_id=public_id,
        template=template,
        recipient=recipient,
        language=language,
        parameters=dict(parameters),
        created_at=now,
        due_at=now,
    )
    return public_id


def lease_next(now: datetime) -> Leased | None:
    """Return the oldest mail that is due and in nobody's hands, now in ours; None if there is none."""
    free = (
        Mail.sent_at.is_(None),
        Mail.set_aside_at.is_(None),
        Mail.due_at <= now,
        or_(Mail.leased_until.is_(None), Mail.leased_until < now),
    )
    while True:
        with transaction() as session:
            found = session.scalar(select(Mail.id).where(*free).order_by(Mail.due_at, Mail.id).limit(1))
            if found is None:
                return None
            # Another worker may have seen the same row: only one of the two updates meets the condition.
            taken = session.execute(
                update(Mail).where(Mail.id == found, *free).values(leased_until=now + LEASE),
                execution_options={"synchronize_session": False},
            )
            if _count(taken) == 1:
                mail = session.get_one(Mail, found, populate_existing=True)
                return Leased(
                    mail.id,
                    mail.public_id,
                    mail.template,
                    mail.recipient,
                    mail.language,
                    dict(mail.parameters),
                    mail.created_at,
                )


def mark_sent(mail: Leased, now: datetime) -> None:
    """Note that a mail has left, and forget what it opened."""
    with transaction() as session:
        row = session.get_one(Mail, mail.id)
        row.sent_at, row.leased_until, row.last_error = now, None, ""
        row.parameters = {name: value for name, value in mail.parameters.items() if name not in SECRETS}


def mark_failed(mail: Leased, error: str, now: datetime) -> None:
    """Note that a mail was refused: it waits, longer each time, and is set aside in the end."""
    with transaction() as session:
        row = session.get_one(Mail, mail.id)
        row.attempts += 1
        row.leased_until, row.last_error = None, error[:_LONGEST_ERROR]
        row.due_at = now + wait_after(row.attempts)
        if is_set_aside(row.attempts):
            row.set_aside_at = now


def let_go(mail: Leased) -> None:
    """Give a mail back untried: the server, not the mail, was at fault, so its place in the queue stays."""
    with transaction() as session:
        session.get_one(Mail, mail.id).leased_until = None


def retry(public_id: str, now: datetime) -> str:
    """Put a mail that was set aside back in the queue; return its public id.

    Raises: Missing.
    """
    with transaction() as session:
        put_back = session.execute(
            update(Mail)
            .where(Mail.public_id == public_id, Mail.set_aside_at.is_not(None), Mail.sent_at.is_(None))
            .values(set_aside_at=None, attempts=0, due_at=now, leased_until=None)
        )
        if _count(put_back) != 1:
            raise Missing
    return public_id


def forget_sent(now: datetime) -> int:
    """Delete mails that left more than thirty days ago; return how many."""
    with transaction() as session:
        return _count(session.execute(delete(Mail).where(Mail.sent_at < now - KEPT_AFTER_SENDING)))


def _count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
