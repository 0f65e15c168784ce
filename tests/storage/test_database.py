from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from exchange.kernel.errors import Refusal
from exchange.settings import Settings
from exchange.storage.database import engine, session, snapshot, transaction
from exchange.storage.idempotency import IdempotencyKey
from tests.houses import NOW
from tests.races import Outcomes


def put(current: Session, key: str, now: datetime = NOW) -> None:
    """Write one row of the plainest table there is."""
    values = {"actor": "a", "route": "r", "key": key, "body_sha256": "", "status": 0, "resource": ""}
    current.execute(insert(IdempotencyKey).values(**values, created_at=now))


def keys() -> list[str]:
    """Return the keys that anyone else can see: read on a connection of its own."""
    with engine().connect() as connection:
        return list(connection.scalars(select(IdempotencyKey.key).order_by(IdempotencyKey.key)))


def test_what_was_written_is_seen_by_others_once_the_transaction_ends(app: Flask) -> None:
    with transaction() as current:
        put(current, "one")
        assert keys() == []
    assert keys() == ["one"]


def test_an_inner_transaction_joins_the_outer_one(app: Flask) -> None:
    with transaction() as outer:
        with transaction() as inner:
            assert inner is outer
            put(inner, "inner")
        assert keys() == []
        put(outer, "outer")
    assert keys() == ["inner", "outer"]


@pytest.mark.parametrize("error", [Refusal(), RuntimeError("fault"), KeyboardInterrupt()])
def test_whatever_passes_through_takes_everything_back(app: Flask, error: BaseException) -> None:
    with pytest.raises(type(error)), transaction() as outer:
        put(outer, "outer")
        with transaction() as inner:
            put(inner, "inner")
            raise error
    assert keys() == []
    with transaction() as current:
        put(current, "afterwards")
    assert keys() == ["afterwards"]


def test_nothing_leaks_past_a_rolled_back_savepoint(app: Flask) -> None:
    with transaction() as current:
        put(current, "before")
        with pytest.raises(RuntimeError), current.begin_nested():
            put(current, "inside")
            raise RuntimeError("only the savepoint goes")
        put(current, "after")
    assert keys() == ["after", "before"]


def test_a_savepoint_opened_first_does_not_outlive_its_transaction(app: Flask) -> None:
    with pytest.raises(Refusal), transaction() as current:
        with current.begin_nested():
            put(current, "inside")
        raise Refusal
    assert keys() == []


def test_a_snapshot_shows_one_moment_while_others_write(app: Flask) -> None:
    def count(current: Session) -> int:
        return current.scalar(select(func.count()).select_from(IdempotencyKey)) or 0

    def write_elsewhere(key: str) -> None:
        def write() -> None:
            with app.app_context(), transaction() as other:
                put(other, key)

        thread = Thread(target=write)
        thread.start()
        thread.join(timeout=30)

    with snapshot() as current:
        assert count(current) == 0
        write_elsewhere("late")
        assert keys() == ["late"]
        assert count(current) == 0
    assert count(session()) == 1


def test_a_snapshot_is_for_reading(app: Flask) -> None:
    with snapshot(), pytest.raises(RuntimeError, match="snapshot"), transaction():
        pass
    with transaction() as current:
        put(current, "afterwards")
        with snapshot() as inner:
            assert inner is current
    assert keys() == ["afterwards"]


def test_reading_before_writing_reads_nothing_stale(app: Flask, together: Callable[..., Outcomes]) -> None:
    """Eight threads each read the count and write the next number: none is written twice."""
    with transaction() as current:
        put(current, "00")

    def add() -> str:
        with transaction() as current:
            # On PostgreSQL rows are locked one by one; on SQLite BEGIN IMMEDIATE keeps writers apart.
            first = select(IdempotencyKey).where(IdempotencyKey.key == "00").with_for_update()
            current.execute(first).scalar_one()
            key = f"{current.scalar(select(func.count()).select_from(IdempotencyKey)):02d}"
            put(current, key)
            return key

    outcomes = together(app, [add] * 8)
    assert outcomes.raised == ()
    assert sorted(outcomes.returned) == [f"{number:02d}" for number in range(1, 9)]


def test_a_transaction_begins_immediate_and_a_read_does_not(sqlite_app: Flask) -> None:
    begun: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        session().scalar(text("SELECT 1"))
        with transaction() as current:
            put(current, "one")
        session().scalar(text("SELECT 1"))
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    assert begun == ["BEGIN DEFERRED", "BEGIN IMMEDIATE", "BEGIN DEFERRED"]


def test_a_database_locked_by_someone_else_is_told_within_five_seconds_while_reads_go_on(
    sqlite_app: Flask,
) -> None:
    settings: Settings = sqlite_app.extensions["settings"]
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"), transaction() as current:
            put(current, "never")
        assert time.monotonic() - began < 5
        assert session().scalar(select(func.count()).select_from(IdempotencyKey)) == 0
        other.execute("ROLLBACK")
    with transaction() as current:
        put(current, "afterwards")
    assert keys() == ["afterwards"]


@pytest.mark.postgresql
def test_a_row_locked_by_someone_else_is_told_within_five_seconds(postgresql_app: Flask) -> None:
    with transaction() as current:
        put(current, "one")
    taken, done = Event(), Event()
    lock = text("SELECT 1 FROM idempotency_keys WHERE key = 'one' FOR UPDATE")

    def hold() -> None:
        with postgresql_app.app_context(), engine().connect() as other:
            other.execute(lock)
            taken.set()
            done.wait(timeout=30)

    thread = Thread(target=hold)
    thread.start()
    assert taken.wait(timeout=10)
    began = time.monotonic()
    try:
        with pytest.raises(OperationalError, match="lock timeout"), transaction() as current:
            current.execute(lock)
        assert time.monotonic() - began < 5
    finally:
        done.set()
        thread.join(timeout=10)
