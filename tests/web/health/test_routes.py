"""The two questions an operator's probe asks."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from exchange.storage.database import transaction


def test_the_process_says_that_it_lives(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_migrated_database_is_ready_and_an_older_one_is_not(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    finally:
        with transaction() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
