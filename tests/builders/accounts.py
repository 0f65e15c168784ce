"""People as they come to be: signed up through the link of a mail, members by invitation or founding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import select

from exchange.accounts.actions import members, sessions, signing_up
from exchange.accounts.commands import AskSignUp
from exchange.accounts.models import Account
from exchange.accounts.queries import identity
from exchange.gateways import passwords
from exchange.kernel.actor import Actor
from exchange.kernel.identifiers import new_public_id
from exchange.outbox.models import Mail
from exchange.storage.database import session, transaction
from tests.houses import NOW

PASSWORD = "une tasse de café noir"
NETWORK = "192.0.2.7"


@dataclass(frozen=True)
class Someone:
    """A person with a password, and nothing else yet."""

    id: int
    public_id: str
    email: str
    name: str

    @property
    def actor(self) -> Actor:
        """Return the person as they act now, for their first organisation if any."""
        token = sessions.begin(self.public_id, NOW)
        found = identity.signed_in(token, NOW)
        assert found is not None
        return found.actor


@cache
def _hashed(password: str) -> str:
    return passwords.hash_password(password)


def someone(
    email: str | None = None,
    *,
    name: str = "Camille Muller",
    password: str = PASSWORD,
    is_administrator: bool = False,
    now: datetime = NOW,
) -> Someone:
    """Return a person with an account; the hash of a password is made once per run."""
    address = email or f"{new_public_id()[:8]}@example.org"
    with transaction() as current:
        public_id = signing_up.open_account(address, name, _hashed(password), "fr", now)
        account = current.scalars(select(Account).where(Account.public_id == public_id)).one()
        account.is_administrator = is_administrator
        return Someone(account.id, public_id, address, name)


def a_member(organisation_id: int, *, role: str = "member", **names: Any) -> Someone:
    """Return a person who belongs to an organisation."""
    person = someone(**names)
    members.join(person.id, organisation_id, role, names.get("now", NOW))
    return person


def an_administrator(**names: Any) -> Someone:
    """Return an administrator."""
    return someone(is_administrator=True, name="Alix Administratrice", **names)


def mails() -> list[Mail]:
    """Return every mail written so far, the oldest first."""
    session().rollback()
    return list(session().scalars(select(Mail).order_by(Mail.id)))


def token_of(mail: Mail) -> str:
    """Return the token that a mail carries."""
    token = mail.parameters["token"]
    assert isinstance(token, str)
    return token


def asked_sign_up(
    email: str = "nouvelle@example.org", name: str = "Nour Nouvelle", now: datetime = NOW
) -> str:
    """Ask for an account and return the token of the mail that follows."""
    signing_up.ask(AskSignUp(email, name, "fr"), NETWORK, now)
    return token_of(mails()[-1])
