from __future__ import annotations

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from exchange.kernel.errors import Refusal
from exchange.storage.refusals import Busy, Full, refusal_for


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (OperationalError("x", {}, sqlite3.OperationalError("database is locked")), Busy),
        (
            OperationalError(
                "x", {}, psycopg.errors.LockNotAvailable("canceling statement due to lock timeout")
            ),
            Busy,
        ),
        (OperationalError("x", {}, psycopg.errors.AdminShutdown("terminating connection")), Busy),
        (OperationalError("x", {}, sqlite3.OperationalError("database or disk is full")), Full),
        (OperationalError("x", {}, sqlite3.OperationalError("disk I/O error")), Full),
        (
            OperationalError(
                "x", {}, psycopg.errors.DiskFull("could not extend file: No space left on device")
            ),
            Full,
        ),
        (OperationalError("x", {}, sqlite3.OperationalError("no such table: lots")), None),
        (ProgrammingError("x", {}, psycopg.errors.SyntaxError("syntax error")), None),
        (IntegrityError("x", {}, sqlite3.IntegrityError("UNIQUE constraint failed")), None),
        (ProgrammingError("x", {}, psycopg.ProgrammingError("closed"), connection_invalidated=True), Busy),
    ],
)
def test_a_database_that_cannot_serve_just_now_is_told_from_a_fault_of_ours(
    error: DBAPIError, refusal: type[Refusal] | None
) -> None:
    answer = refusal_for(error)
    assert (None if answer is None else type(answer)) is refusal


def test_a_busy_database_asks_for_patience_and_a_full_one_for_room() -> None:
    assert (Busy.status, Full.status) == (503, 507)
