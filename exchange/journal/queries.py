"""Reading the journal, the newest entries first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from exchange.journal.models import JournalEntry
from exchange.kernel.paging import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: who (public ids), what, on what, and its facts."""

    at: datetime
    account: str | None
    organisation: str | None
    action: str
    subject_kind: str
    subject: str
    facts: Mapping[str, Any]


def tail(*, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Entry]:
    """Return the latest entries, the newest first.

    Raises: CursorInvalid.
    """
    total = session().scalar(select(func.count()).select_from(JournalEntry)) or 0
    wanted = select(JournalEntry).order_by(JournalEntry.id.desc()).limit(limit + 1)
    if cursor:
        wanted = wanted.where(JournalEntry.id < decode_cursor(cursor, int)[0])
    rows = session().scalars(wanted).all()
    further = encode_cursor(rows[limit - 1].id) if len(rows) > limit else None
    return Page(tuple(_entry(row) for row in rows[:limit]), total, further)


def of_subject(subject_kind: str, subject: str) -> tuple[Entry, ...]:
    """Return all that was done to one subject, the oldest first."""
    wanted = select(JournalEntry).where(
        JournalEntry.subject_kind == subject_kind, JournalEntry.subject == subject
    )
    return tuple(_entry(row) for row in session().scalars(wanted.order_by(JournalEntry.id)))


def _entry(row: JournalEntry) -> Entry:
    return Entry(
        row.at, row.account, row.organisation, row.action, row.subject_kind, row.subject, dict(row.facts)
    )
