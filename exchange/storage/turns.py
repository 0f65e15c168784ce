"""One at a time: work that no two processes may do at once, each waiting for its turn."""

from __future__ import annotations

import hashlib

from sqlalchemy import text

from exchange.storage.database import transaction


def take_turn(name: str) -> None:
    """Wait until nobody else has the turn of this name, and keep it until the open transaction ends.

    SQLite's write transactions are alone by nature; PostgreSQL lends an advisory lock.
    """
    with transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
            session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
