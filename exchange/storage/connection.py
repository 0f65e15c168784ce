"""How each database is opened: durable, strict, and waiting politely for its turn."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event

LOCK_WAIT_MS = 4_000
"""How long a statement waits for another writer before the answer is "try again" (promise: within 5 s)."""

BEGIN = "exchange_begin"
"""Execution option that names how a transaction begins on SQLite."""

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    f"PRAGMA busy_timeout = {LOCK_WAIT_MS}",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)


def engine_options(url: str) -> dict[str, Any]:
    """Return the engine options for a database URL."""
    if url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": LOCK_WAIT_MS / 1000}, "pool_size": 16}
    return {
        "pool_pre_ping": True,
        "pool_size": 16,
        # Compiling a statement takes a second where a perimeter is a whole country: more than it gains.
        "connect_args": {"options": f"-c timezone=UTC -c lock_timeout={LOCK_WAIT_MS} -c jit=off"},
    }


def prepare(engine: Engine) -> None:
    """Make every connection of an engine follow the house's rules; call once per engine."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _open(dbapi_connection: Any, _record: Any) -> None:
        # The stock driver would open transactions by itself and leak rows past a rolled-back savepoint.
        dbapi_connection.isolation_level = None
        for pragma in _PRAGMAS:
            dbapi_connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGIN, 'DEFERRED')}")
