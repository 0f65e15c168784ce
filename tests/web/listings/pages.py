"""A member's browser on the pages of listings: what is typed, and the buttons pressed."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient

from exchange.accounts.actions import sessions
from tests.builders.listings import Giver
from tests.houses import NOW

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
KEY = re.compile(r'name="idempotency_key"[^>]*value="([^"]+)"')
KEPT = re.compile(r'name="kept"\s+value="([^"]+)"')
"""Photographs that a form holds on to."""


def signed_in(client: FlaskClient, giver: Giver) -> FlaskClient:
    """Return the browser with the giver signed in."""
    assert giver.actor.account is not None
    token = sessions.begin(giver.actor.account, NOW)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def typed(giver: Giver, **changes: Any) -> dict[str, Any]:
    """Return a sound form as a browser sends it, with some of it changed."""
    plain = {
        "title": "Palettes Europe",
        "material": "pallets",
        "quantity": "12",
        "unit": "piece",
        "kg_per_unit": "25,5",
        "description": "Bon état",
        "waste_code": "150103",
        "legal_status": "",
        "site": giver.site,
        "available_from": "16/03/2026",
        "available_until": "2026-04-30",
        "handling": "",
        "price_mode": "free",
        "price_eur": "",
        "price_per": "lot",
        "allocation": "giver_chooses",
        "do": "publish",
    }
    return {**plain, **changes}


def tokens(client: FlaskClient, path: str = "/listings/new") -> dict[str, str]:
    """Return the tokens that a form on a page carries."""
    text = client.get(path).text
    token, key = TOKEN.search(text), KEY.search(text)
    assert token is not None
    assert key is not None
    return {"csrf_token": token[1], "idempotency_key": key[1]}


def press(client: FlaskClient, path: str, data: dict[str, Any], form: str | None = None) -> Any:
    """Send a form as its page would; `form` is the page that shows it, if another."""
    return client.post(
        path, data={**tokens(client, form or path), **data}, content_type="multipart/form-data"
    )
