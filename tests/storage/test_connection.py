from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from exchange.storage.connection import engine_options
from exchange.storage.database import engine, transaction


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 4_000)],
)
def test_sqlite_is_opened_durable_and_strict(sqlite_app: Flask, pragma: str, value: object) -> None:
    with engine().connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_second_connection_is_opened_by_the_same_rules(sqlite_app: Flask) -> None:
    with engine().connect(), engine().connect() as second:
        assert second.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.postgresql
def test_postgresql_speaks_utc_and_waits_four_seconds(postgresql_app: Flask) -> None:
    with engine().connect() as connection:
        assert connection.scalar(text("SHOW timezone")) == "UTC"
        assert connection.scalar(text("SHOW lock_timeout")) == "4s"


def test_a_row_cannot_point_at_nothing(app: Flask) -> None:
    orphan = text("INSERT INTO territory_successors (territory_id, successor_id) VALUES (-1, -2)")
    with pytest.raises(IntegrityError), transaction() as current:
        current.execute(orphan)


def test_one_connection_stays_open_so_that_the_write_ahead_log_stays_too(sqlite_app: Flask) -> None:
    path = Path(sqlite_app.extensions["settings"].database_url.removeprefix("sqlite:///"))
    with transaction() as current:
        current.execute(text("DELETE FROM idempotency_keys"))
    engine().dispose()
    assert path.with_name(path.name + "-wal").exists()


def test_both_databases_lend_out_as_many_connections() -> None:
    assert engine_options("sqlite:///x")["pool_size"] == engine_options("postgresql+psycopg://x")["pool_size"]
