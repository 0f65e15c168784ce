"""The accounts that the demonstration shows, and the tokens that are renewed each time it does."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select

from exchange.accounts.models import Account, ApiToken
from exchange.accounts.rules import token_digest
from exchange.demonstration.cast import PASSWORD, Person, people
from exchange.organisations.models import Organisation
from exchange.storage.database import transaction

TOKEN_NAME = "Démonstration"  # noqa: S105 - what the account page calls it
TOKEN_PREFIX = "gis_demo_"  # noqa: S105 - tells which tokens open nothing but invented data


@dataclass(frozen=True, slots=True)
class SignInShown:
    """How to come in as one of the actors; `organisation` is the slug of theirs, or of their former one."""

    actor: str
    email: str
    password: str
    token: str
    totp_secret: str | None
    organisation: str | None

    def shown(self) -> dict[str, str | None]:
        """Return it as `exchange demo --json` prints it."""
        return asdict(self)


def renew(now: datetime) -> list[SignInShown]:
    """Give every shown account a new token, forget the tokens given before, and tell them all.

    The tokens of the suspended and of the removed member are made like the others: that they open
    nothing is what they are there to show.
    """
    with transaction() as session:
        accounts = dict(
            session.execute(select(Account.email, Account.id).where(Account.is_demonstration)).tuples().all()
        )
        organisations = dict(
            session.execute(select(Organisation.slug, Organisation.id).where(Organisation.is_demonstration))
            .tuples()
            .all()
        )
        session.execute(
            delete(ApiToken).where(ApiToken.account_id.in_(accounts.values()), ApiToken.name == TOKEN_NAME)
        )
        shown = []
        for person in people():
            if person.actor is None or person.email not in accounts:
                continue
            token = TOKEN_PREFIX + secrets.token_urlsafe(32)
            place = person.organisation or person.was_in
            session.add(
                ApiToken(
                    token_sha256=token_digest(token),
                    account_id=accounts[person.email],
                    organisation_id=None if place is None else organisations[place],
                    name=TOKEN_NAME,
                    scopes=" ".join(_scopes(person)),
                    created_at=now,
                )
            )
            shown.append(
                SignInShown(
                    actor=person.actor,
                    email=person.email,
                    password=PASSWORD,
                    token=token,
                    totp_secret=None,
                    organisation=place,
                )
            )
        return shown


def _scopes(person: Person) -> tuple[str, ...]:
    if person.scopes:
        return person.scopes
    return ("read", "write", "admin") if person.is_administrator else ("read", "write")
