"""People, organisations and tokens for the JSON face, put straight into the tables: no password is hashed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from exchange.accounts.models import Account, ApiToken, Membership
from exchange.accounts.rules import token_digest
from exchange.organisations.models import AttachedTerritory, Organisation, Site
from exchange.storage.database import transaction
from exchange.territories.models import Territory
from tests.clients import OutsideClient
from tests.houses import NOW

API = "/api/v1"
METROPOLE = "epci:246700488"


@dataclass(frozen=True)
class Member:
    """A person of an organisation, with a token for all scopes."""

    account: str
    organisation: str
    site: str
    token: str


class Caller:
    """Sends requests to the JSON face, with a token or without."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self._client = OutsideClient(app, app.response_class)
        self._token = token

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        match: str | None = None,
        **options: Any,
    ) -> TestResponse:
        """Return the response to one request; `key` and `match` are its conditional headers."""
        headers = {**options.pop("headers", {})}
        if self._token is not None:
            headers.setdefault("Authorization", f"Bearer {self._token}")
        if key is not None:
            headers["Idempotency-Key"] = key
        if match is not None:
            headers["If-Match"] = match
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return self._client.open(API + path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Return the response to a read."""
        return self("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Return the response to a POST of JSON."""
        return self("POST", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """Return the response to a PATCH of JSON."""
        return self("PATCH", path, body, **options)


@dataclass(frozen=True)
class World:
    """A giver, two receivers, a territorial body, a facilitator, and the ways to call for each."""

    app: Flask
    giver: Member
    receiver: Member
    other: Member
    body: Member
    facilitator: Member

    def joined_by(self, slug: str, kind: str) -> Member:
        """Return a member of one more organisation in Strasbourg."""
        with transaction() as session:
            return _member(session, slug, kind, "commune:67482", (48.57, 7.74))

    def calling(self, member: Member | None = None) -> Caller:
        """Return a caller for a member, or for nobody."""
        return Caller(self.app, None if member is None else member.token)

    def token(self, member: Member, **changes: Any) -> Caller:
        """Return a caller with another token of the member's: other scopes, expired, revoked."""
        with transaction() as session:
            kept = session.scalars(
                select(ApiToken).where(ApiToken.token_sha256 == token_digest(member.token))
            ).one()
            raw = f"token-{kept.id}-{sorted(changes)}"
            values = {"scopes": "read write", "expires_at": None, "revoked_at": None, **changes}
            session.add(
                ApiToken(
                    token_sha256=token_digest(raw),
                    account_id=kept.account_id,
                    organisation_id=kept.organisation_id,
                    name="other",
                    created_at=NOW,
                    **values,
                )
            )
        return Caller(self.app, raw)


LISTING = {
    "title": "Sacs à café en composite",
    "description": "10 % d’humidité <propres> ; {en liasses}",
    "material": "coffee-bags",
    "quantity": {"value": 300.5, "unit": "kg"},
    "available_from": "2026-03-16",
    "available_until": "2026-06-30",
    "waste_code": "150105",
    "price": {"mode": "free"},
}


def build(app: Flask) -> World:
    """Return a small world in the area of Strasbourg, committed."""
    with transaction() as session:
        return World(
            app,
            giver=_member(session, "torrefaction", "company", "commune:67482", (48.58, 7.75)),
            receiver=_member(session, "couture", "association", "commune:67218", (48.53, 7.71)),
            other=_member(session, "jardins", "association", "commune:67482", (48.57, 7.70)),
            body=_member(
                session, "metropole", "territorial_body", "commune:67482", (48.583, 7.75), METROPOLE
            ),
            facilitator=_member(session, "labo", "facilitator", "commune:67482", (48.583, 7.75), METROPOLE),
        )


def _member(
    session: Session, slug: str, kind: str, commune: str, point: tuple[float, float], attached: str = ""
) -> Member:
    organisation = Organisation(
        slug=slug, name=slug.title(), kind=kind, country="FR", created_at=NOW, checked_at=NOW
    )
    email = f"{slug}@example.org"
    account = Account(
        email=email,
        email_folded=email,
        name=f"Personne de {slug}",
        password_hash="none",
        created_at=NOW,
        password_changed_at=NOW,
    )
    session.add_all([organisation, account])
    session.flush()
    territory = session.scalars(select(Territory).where(Territory.key == commune)).one()
    site = Site(
        organisation_id=organisation.id,
        name="Atelier",
        address="12 rue de la Krutenau",
        postcode="67000",
        commune_id=territory.id,
        commune_vintage=territory.vintage,
        latitude=point[0],
        longitude=point[1],
        public_latitude=point[0] + 0.002,
        public_longitude=point[1],
        precision="address",
        time_zone="Europe/Paris",
        created_at=NOW,
    )
    token = f"token-of-{slug}"
    session.add_all(
        [
            site,
            Membership(
                account_id=account.id, organisation_id=organisation.id, role="manager", created_at=NOW
            ),
            ApiToken(
                token_sha256=token_digest(token),
                account_id=account.id,
                organisation_id=organisation.id,
                name="test",
                scopes="read write",
                created_at=NOW,
                expires_at=NOW + timedelta(days=300),
            ),
        ]
    )
    if attached:
        session.flush()
        perimeter = session.scalars(select(Territory).where(Territory.key == attached)).one()
        session.add(
            AttachedTerritory(
                organisation_id=organisation.id,
                territory_id=perimeter.id,
                attached_at=NOW,
                attached_by=account.public_id,
            )
        )
    session.flush()
    return Member(account.public_id, organisation.public_id, site.public_id, token)
