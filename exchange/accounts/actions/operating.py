"""What operators do from the command line: open accounts with a password, issue tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from exchange.accounts.actions import credentials, members, signing_up
from exchange.accounts.commands import CreateToken
from exchange.accounts.errors import OrganisationNeeded
from exchange.accounts.models import Account
from exchange.accounts.queries import identity
from exchange.accounts.rules import email_folded, email_of
from exchange.journal.actions import record
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Missing
from exchange.kernel.languages import SOURCE_LANGUAGE
from exchange.organisations.models import Organisation
from exchange.storage.database import session, transaction


def create_account(
    email: str, password: str, *, role: str, organisation: str | None, now: datetime, name: str | None = None
) -> str:
    """Open an account as administrator, or as manager or member of an organisation; return its public id.

    Raises: EmailInvalid, Refusals of name and password, AddressTaken, OrganisationNeeded, Missing.
    """
    address = email_of(email)
    checked, hashed = signing_up.name_and_hash(name or address.partition("@")[0], password, address)
    with transaction() as current:
        public_id = signing_up.open_account(address, checked, hashed, SOURCE_LANGUAGE, now)
        account = current.scalars(select(Account).where(Account.public_id == public_id)).one()
        if role == "administrator":
            account.is_administrator = True
        elif organisation is None:
            raise OrganisationNeeded
        if organisation is not None:
            found = current.scalar(select(Organisation.id).where(Organisation.slug == organisation))
            if found is None:
                raise Missing
            members.join(account.id, found, "manager" if role == "administrator" else role, now)
        record(ANONYMOUS, "accounts.create", "account", public_id, {"role": role}, now)
        return public_id


def issue_token_for(
    email: str,
    *,
    scopes: Sequence[str],
    organisation: str | None = None,
    name: str = "exchange",
    now: datetime,
) -> str:
    """Return a new token for a person, acting for one of their organisations (the first by default).

    Raises: Missing, ScopesUnknown.
    """
    account = session().scalar(
        select(Account).where(Account.email_folded == email_folded(email), Account.status == "active")
    )
    if account is None:
        raise Missing
    choices = identity.choices_of(account.id)
    if organisation is not None:
        choices = tuple(choice for choice in choices if choice.slug == organisation)
        if not choices:
            raise Missing
    actor = Actor(
        account_id=account.id,
        account=account.public_id,
        organisation_id=choices[0].id if choices else None,
        organisation=choices[0].public_id if choices else None,
        is_administrator=account.is_administrator,
    )
    return credentials.create_token(actor, CreateToken(name, tuple(scopes)), now)[1]
