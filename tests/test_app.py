from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.app import create_app
from exchange.gateways import logs
from exchange.storage.database import disconnect
from tests.clients import OutsideClient, submit
from tests.houses import settings_for

FAULT = "a fault with a secret: hunter2"
PLACES = ["/", "/nothing-here", "/healthz", "/api/v1/materials", "/api/v1/nothing-here"]

BROKEN = ["/about", "/api/v1/materials"]


@pytest.fixture
def faulty(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a client of an application in which two views are broken."""

    def broken(**_places: object) -> None:
        raise RuntimeError(FAULT)

    for path in BROKEN:
        endpoint, _ = sqlite_app.url_map.bind("127.0.0.1").match(path)
        monkeypatch.setitem(sqlite_app.view_functions, endpoint, broken)
    return OutsideClient(sqlite_app, sqlite_app.response_class)


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_carries_its_own_number(client: FlaskClient, path: str) -> None:
    numbers = {client.get(path).headers["X-Request-Id"] for _ in range(3)}
    assert len(numbers) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", number) for number in numbers)


def test_an_error_is_answered_in_the_manner_of_the_face_it_happened_in(client: FlaskClient) -> None:
    page, answer = client.get("/nothing-here"), client.get("/api/v1/nothing-here")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["code"] == "not-found"


@pytest.mark.parametrize("path", BROKEN)
def test_a_fault_of_ours_tells_its_number_and_nothing_of_itself(faulty: FlaskClient, path: str) -> None:
    answer = faulty.get(path)
    body = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in body
    assert "hunter2" not in body
    assert "Traceback" not in body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.fixture
def _logs_put_back() -> Iterator[None]:
    """Point the logs at the standard error of the whole run again, once this test's own is closed."""
    yield
    logs.configure("INFO")


@pytest.mark.usefixtures("_logs_put_back")
def test_each_request_is_logged_as_one_line_of_json_without_its_query(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("INFO")
    answer = client.get("/listings?place=Strasbourg&q=hunter2")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    line = next(each for each in lines if each["request_id"] == answer.headers["X-Request-Id"])
    assert (line["endpoint"], line["status"], line["method"]) == ("listings.index", 200, "GET")
    assert "hunter2" not in json.dumps(lines)


def test_a_form_without_the_token_against_forgery_is_refused_and_the_api_needs_none(
    client: FlaskClient,
) -> None:
    assert client.post("/sign-in", data={"email": "a@example.org", "password": "x"}).status_code == 400
    assert client.post("/api/v1/listings", json={}).status_code == 401


def test_two_applications_in_one_process_keep_apart(tmp_path: Path) -> None:
    one, other = (create_app(settings_for(tmp_path / name)) for name in ("one", "other"))
    assert one.extensions["settings"].database_url != other.extensions["settings"].database_url
    assert one.url_map is not other.url_map
    disconnect(one)
    disconnect(other)


def test_while_another_writer_holds_the_database_reads_go_on_and_writes_are_asked_to_wait(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    path = sqlite_app.extensions["settings"].database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert client.get("/").status_code == 200
        assert client.get("/listings").status_code == 200
        assert client.get("/readyz").status_code == 200
        began = time.monotonic()
        answer = submit(client, "/sign-in", email="a@example.org", password="three honest words")
        assert time.monotonic() - began < 5
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        other.execute("ROLLBACK")
    assert submit(client, "/sign-in", email="a@example.org", password="three honest words").status_code == 422
