from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from exchange.storage.columns import one_of
from exchange.storage.database import session, transaction
from exchange.storage.idempotency import IdempotencyKey

COLUMNS = {"actor": "a", "route": "r", "key": "k", "body_sha256": "", "status": 0, "resource": ""}


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-11, minutes=-30))),
    ],
)
def test_an_instant_comes_back_the_same_and_in_utc(app: Flask, instant: datetime) -> None:
    with transaction() as current:
        current.execute(insert(IdempotencyKey).values(**COLUMNS, created_at=instant))
    read = session().scalar(select(IdempotencyKey.created_at))
    assert read == instant
    assert read is not None
    assert read.tzinfo is UTC
    found = session().scalar(select(IdempotencyKey.key).where(IdempotencyKey.created_at <= instant))
    assert found == "k"


def test_an_instant_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="time zone"), transaction() as current:
        current.execute(insert(IdempotencyKey).values(**COLUMNS, created_at=datetime(2026, 1, 1)))


def test_a_choice_is_a_check_with_a_name() -> None:
    check = one_of("status", ("open", "closed"))
    assert str(check.sqltext) == "status IN ('open', 'closed')"
    assert check.name == "known_status"
