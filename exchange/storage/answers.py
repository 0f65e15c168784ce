"""What outside services answered, kept for a while, and whose turn it is to ask one, for all processes.

An answer stands under a hash of its question, so that what was asked cannot be read here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import String, Text, delete, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from exchange.storage.columns import Instant
from exchange.storage.database import Base, end_reading, session, transaction

KEPT = timedelta(days=90)
"""Streets are renamed and renumbered now and then; within a quarter an answer is as good as new."""


_LONGEST_QUEUE = timedelta(minutes=1)


class KeptAnswer(Base):
    """An answer of an outside service."""

    __tablename__ = "kept_answers"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    kept_until: Mapped[datetime] = mapped_column(Instant, index=True)


class ServiceTurn(Base):
    """When a service may be asked next."""

    __tablename__ = "service_turns"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    free_at: Mapped[datetime] = mapped_column(Instant)


class Answers:
    """The house's memory of services, at the clock's time.

    It is a convenience: while the database cannot be written, nothing is kept and nobody has a turn.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def recall(self, key: str) -> str | None:
        """Return an answer kept under a key, or None."""
        wanted = select(KeptAnswer.answer).where(KeptAnswer.key == key, KeptAnswer.kept_until > self._now())
        return session().scalar(wanted)

    def keep(self, key: str, answer: str) -> None:
        """Keep an answer under a key, for ninety days."""
        # Written by a twin meanwhile, or the database is busy: the service can be asked again.
        with suppress(OperationalError, IntegrityError), transaction() as current:
            current.merge(KeptAnswer(key=key, answer=answer, kept_until=self._now() + KEPT))

    def turn(self, name: str, pace_s: float, patience_s: float) -> float | None:
        """Take the next turn at a pace and return the seconds until then; None if it is too far off."""
        try:
            with transaction() as current:
                now = self._now()
                row = current.get(ServiceTurn, name, with_for_update=True)
                if row is None:
                    row = ServiceTurn(name=name, free_at=now)
                    current.add(row)
                # A turn far ahead was taken before the clock was put back: it holds nobody up.
                wait = row.free_at - now if row.free_at - now < _LONGEST_QUEUE else timedelta()
                wait_s = max(0.0, wait.total_seconds())
                if wait_s > patience_s:
                    return None
                row.free_at = now + timedelta(seconds=wait_s + pace_s)
                return wait_s
        except (OperationalError, IntegrityError):
            return None

    def leave(self) -> None:
        """End what is being read, so that no transaction waits for a service.

        Raises: RuntimeError within a transaction that writes.
        """
        end_reading()


def forget_old(now: datetime) -> int:
    """Delete the answers that are no longer kept; return how many."""
    with transaction() as current:
        gone = current.execute(delete(KeptAnswer).where(KeptAnswer.kept_until <= now))
        return int(gone.rowcount)  # type: ignore[attr-defined]
