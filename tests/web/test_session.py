"""The browser's cookie names a sign-in kept in the database; nothing else makes a visitor."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from exchange.accounts.actions import operating as accounts
from exchange.accounts.queries import identity
from exchange.kernel.actor import ANONYMOUS
from exchange.settings import read_settings
from exchange.web import session

PASSWORD = "des copeaux bien secs 1998"


@pytest.fixture
def account(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    now = client.application.extensions["clock"].now()
    return accounts.create_account(
        "ada@atelier.example", PASSWORD, role="administrator", organisation=None, now=now
    )


def sign_in(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "ada@atelier.example", "password": PASSWORD})
    assert answer.status_code == 303


def test_nobody_is_anonymous_by_accident(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        assert session.actor() == ANONYMOUS
        assert session.person() is None
        assert session.token() is None


def test_signing_in_gives_a_strict_cookie_and_signing_out_takes_its_worth(
    client: FlaskClient, account: str
) -> None:
    sign_in(client)
    cookie = client.get_cookie("gisement")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert client.get("/account").status_code == 200
    kept = cookie.value
    client.post("/sign-out")
    client.set_cookie("gisement", kept)
    assert client.get("/account").status_code == 303


def test_a_signed_in_page_is_not_kept_by_caches(client: FlaskClient, account: str) -> None:
    sign_in(client)
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_whatever_the_browser_carried_before_is_dropped_at_sign_in(client: FlaskClient, account: str) -> None:
    with client.session_transaction() as carried:
        carried["planted"] = "by somebody else"
    sign_in(client)
    with client.session_transaction() as carried:
        assert "planted" not in carried


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    settings = read_settings(
        {"EXCHANGE_INSTANCE_DIR": str(tmp_path), "EXCHANGE_BASE_URL": "https://gisement.example"}
    )
    app = Flask(__name__)
    session.register(app, settings)
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-gisement"
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_a_database_that_fails_still_leaves_a_page_that_says_so(
    client: FlaskClient, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)

    def away(*_: object) -> None:
        raise OperationalError("SELECT", None, Exception("server closed the connection"))

    monkeypatch.setattr(identity, "signed_in", away)
    answer = client.get("/account")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
