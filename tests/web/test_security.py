"""Every answer carries the same strict headers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from exchange.web.security import policy

ADDRESSES = [
    "/",
    "/listings",
    "/sign-in",
    "/nothing-here",
    "/healthz",
    "/api/v1/listings",
    "/api/v1/nothing-here",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_framed_by_the_same_rules(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert len(headers["X-Request-Id"]) == 16


def test_tiles_are_allowed_as_images_and_nothing_else() -> None:
    allowed = policy("https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' data: https://*.tiles.example;" in allowed
    assert "script-src 'self';" in allowed


def test_a_form_without_its_token_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "a@b.example", "password": "x"})
    assert answer.status_code == 400
    assert "formulaire" in answer.get_data(as_text=True)


def test_a_page_varies_with_the_cookie(client: FlaskClient) -> None:
    assert "Cookie" in client.get("/").headers["Vary"]
