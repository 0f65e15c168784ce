"""Counting tries in the database, so that every worker shares them; nobody is locked out for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, bindparam, delete, text, update

from exchange.accounts.errors import Throttled
from exchange.accounts.models import Attempt
from exchange.accounts.rules import ATTEMPTS_KEPT, Limit, wait_s
from exchange.storage.columns import Instant
from exchange.storage.database import transaction

_COUNT = (
    text(
        "INSERT INTO attempts (subject, count, since) VALUES (:subject, 1, :now)"
        " ON CONFLICT (subject) DO UPDATE SET"
        " count = CASE WHEN attempts.since <= :begin OR attempts.since > :now THEN 1"
        " ELSE attempts.count + 1 END,"
        " since = CASE WHEN attempts.since <= :begin OR attempts.since > :now THEN :now"
        " ELSE attempts.since END"
        " RETURNING count, since"
    )
    .bindparams(bindparam("now", type_=Instant), bindparam("begin", type_=Instant))
    .columns(count=Integer, since=Instant)
)


def take(subjects: list[tuple[str, Limit]], now: datetime) -> None:
    """Count one try for each subject before it is made: of many at once, no more get through than one by one.

    The count stands by itself: call it outside any transaction that may be rolled back.

    Raises: Throttled with the longest wait.
    """
    waits = []
    with transaction() as session:
        # One order for all: two tries at once never wait for each other's rows.
        for subject, limit in sorted(subjects, key=lambda pair: pair[0]):
            count, since = session.execute(
                _COUNT, {"subject": subject, "now": now, "begin": now - limit.window}
            ).one()
            waits.append(wait_s(limit, count, since, now))
    if any(waits):
        raise Throttled(max(waits))


def forgive(subject: str) -> None:
    """Forget the tries of a subject that proved who it is."""
    with transaction() as session:
        session.execute(delete(Attempt).where(Attempt.subject == subject))


def give_back(subject: str) -> None:
    """Take back one try: it succeeded, and only failures count."""
    with transaction() as session:
        session.execute(
            update(Attempt)
            .where(Attempt.subject == subject, Attempt.count > 0)
            .values(count=Attempt.count - 1)
        )


def forget_old(now: datetime) -> int:
    """Delete counts that no limit looks at any more; return how many."""
    with transaction() as session:
        gone = session.execute(delete(Attempt).where(Attempt.since < now - ATTEMPTS_KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]
