"""One effect per key: a repeated request gets the first one's outcome, from the effect's own transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Index, String, Text, bindparam, delete, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.errors import Refusal
from exchange.kernel.wording import N_
from exchange.storage.columns import Instant
from exchange.storage.database import Base, table_of, transaction

KEPT = timedelta(days=7)
MAX_KEY_LENGTH = 200


class KeyReused(Refusal):
    """The same key came back with another body."""

    code = "idempotency-key-reused"
    status = 422
    wording = N_("Cet envoi a déjà servi pour une autre demande. Rechargez la page et recommencez.")


class TwinRunning(Refusal):
    """A twin of this request is still running; try again shortly."""

    code = "idempotency-twin-running"
    status = 409
    wording = N_("Le même envoi est encore en cours. Patientez quelques secondes.")


class IdempotencyKey(Base):
    """The outcome of one keyed request; `body_sha256` tells a repeat from a reuse."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    actor: Mapped[str] = mapped_column(String(80), primary_key=True)
    route: Mapped[str] = mapped_column(String(120), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    body_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    resource: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Instant)


_KEYS = table_of(IdempotencyKey)
_CLAIMED = text(
    "INSERT INTO idempotency_keys (actor, route, key, body_sha256, status, resource, created_at)"
    " VALUES (:actor, :route, :key, :body_sha256, :status, :resource, :created_at)"
    " ON CONFLICT DO NOTHING"
).bindparams(*(bindparam(column.name, type_=column.type) for column in _KEYS.c))
_TOLD = (
    update(_KEYS)
    .where(
        _KEYS.c.actor == bindparam("of_actor"),
        _KEYS.c.route == bindparam("of_route"),
        _KEYS.c.key == bindparam("of_key"),
    )
    .values(status=bindparam("reached"), resource=bindparam("outcome"))
)


@dataclass(slots=True)
class Outcome:
    """What a keyed request came to. `is_repeat` tells that nothing needs doing: answer from the rest."""

    is_repeat: bool = False
    status: int = 200
    resource: str = ""
    recorded: bool = field(default=False, repr=False)

    def record(self, status: int, resource: str = "") -> None:
        """Say what the effect was: the HTTP status and the resource's public id."""
        self.status, self.resource, self.recorded = status, resource, True


@contextmanager
def once(*, actor: str, route: str, key: str | None, body: bytes, now: datetime) -> Iterator[Outcome]:
    """Yield the outcome to fill in (or the earlier one) inside the transaction of the effect.

    Without a key it is a plain transaction. A refusal passing through leaves no trace, so that the
    same key may be tried again. While a twin runs, the insert waits for it.

    Raises: KeyReused, TwinRunning.
    """
    digest = hashlib.sha256(body).hexdigest()
    with transaction() as session:
        if key is None:
            yield Outcome()
            return
        row = {
            "actor": actor,
            "route": route,
            "key": key,
            "body_sha256": digest,
            "status": 0,
            "resource": "",
            "created_at": now,
        }
        try:
            is_first = session.execute(_CLAIMED, row).rowcount == 1  # type: ignore[attr-defined]
        except OperationalError as error:
            if "lock timeout" in str(error).lower():
                raise TwinRunning from error
            raise
        if not is_first:
            yield _earlier(session.get_one(IdempotencyKey, (actor, route, key)), digest)
            return
        outcome = Outcome()
        yield outcome
        if not outcome.recorded:
            raise RuntimeError("a keyed effect must record its outcome")
        told = {"reached": outcome.status, "outcome": outcome.resource}
        session.execute(_TOLD, {"of_actor": actor, "of_route": route, "of_key": key, **told})


def forget_old(now: datetime) -> int:
    """Delete keys older than seven days; return how many."""
    with transaction() as session:
        gone = session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _earlier(stored: IdempotencyKey, digest: str) -> Outcome:
    if stored.body_sha256 != digest:
        raise KeyReused
    return Outcome(is_repeat=True, status=stored.status, resource=stored.resource)
