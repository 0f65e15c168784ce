"""From a wish to have an account to an account: nobody learns whether an address is known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from exchange.accounts import mails
from exchange.accounts.actions import links, throttling
from exchange.accounts.commands import AskSignUp, FinishSignUp
from exchange.accounts.errors import AddressTaken, EmailInvalid, LinkSpent, NameMissing
from exchange.accounts.models import Account
from exchange.accounts.queries import people
from exchange.accounts.rules import (
    MAIL_PER_ADDRESS,
    MAIL_PER_NETWORK,
    RESET_LINK,
    SIGN_UP_LINK,
    attempt_subject,
    email_folded,
    email_of,
    network_of,
    password_fault,
    person_name,
)
from exchange.gateways import passwords
from exchange.journal.actions import record
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Refusal, Refusals
from exchange.kernel.languages import spoken
from exchange.storage.database import session, transaction


def ask(command: AskSignUp, network: str, now: datetime) -> str:
    """Send a link to finish signing up, or, to an address with an account, a link to a new password.

    Both take the same steps and the same time. Return the link's public id. Call it outside any
    transaction: tries are counted.

    Raises: Refusals of name and address, Throttled.
    """
    email, name = _checked(command)
    language = spoken(command.language)
    count_mail(email, network, now)
    with transaction():
        account = _account_of(email)
        if account is None:
            link, token = links.make("sign_up", email, SIGN_UP_LINK, now, name=name, language=language)
            mails.sign_up(email, name, language, token, now=now)
        else:
            link, token = links.make("reset", account.email, RESET_LINK, now, account_id=account.id)
            mails.sign_up_known(account.email, account.name, account.language, token, now=now)
        record(ANONYMOUS, "accounts.ask_sign_up", "mail_link", link, None, now)
        return link


def ask_reset(email: str, language: str, network: str, now: datetime) -> str:
    """Send a link to a new password, or, to an address without an account, a link to create one.

    The link goes to the stored address and replaces earlier ones. Return its public id.

    Raises: EmailInvalid, Throttled.
    """
    address, language = email_of(email), spoken(language)
    count_mail(address, network, now)
    with transaction():
        account = _account_of(address)
        if account is None:
            link, token = links.make("sign_up", address, SIGN_UP_LINK, now, language=language)
            mails.reset_unknown(address, language, token, now=now)
        else:
            link, token = links.make("reset", account.email, RESET_LINK, now, account_id=account.id)
            mails.reset(account.email, account.name, account.language, token, now=now)
        record(ANONYMOUS, "accounts.ask_reset", "mail_link", link, None, now)
        return link


def finish(command: FinishSignUp, now: datetime) -> str:
    """Use a sign-up link and return the new account's public id.

    Raises: LinkSpent, AddressTaken, or Refusals of name and password.
    """
    link = people.open_link(command.token, "sign_up", now)
    if link is None:
        raise LinkSpent
    name, hashed = name_and_hash(command.name, command.password, link.email)
    with transaction():
        used = links.use(command.token, "sign_up", now)
        return open_account(used.email, name, hashed, used.language, now)


def name_and_hash(name: str, password: str, email: str) -> tuple[str, str]:
    """Return a checked name and the hash of a checked password: slow, so outside any transaction.

    Raises: Refusals.
    """
    refusals: list[Refusal] = []
    checked = name
    try:
        checked = person_name(name)
    except NameMissing as refusal:
        refusals.append(refusal)
    fault = password_fault(password, (name, email), passwords.common())
    if fault is not None:
        refusals.append(fault)
    if refusals:
        raise Refusals(refusals)
    session().rollback()
    return checked, passwords.hash_password(password)


def open_account(email: str, name: str, hashed: str, language: str, now: datetime) -> str:
    """Write a new account and return its public id.

    Raises: AddressTaken.
    """
    account = Account(
        email=email,
        email_folded=email_folded(email),
        name=name,
        password_hash=hashed,
        language=language,
        created_at=now,
        password_changed_at=now,
    )
    with transaction() as current:
        try:
            with current.begin_nested():
                current.add(account)
        except IntegrityError as error:
            raise AddressTaken from error
        actor = Actor(account_id=account.id, account=account.public_id)
        record(actor, "accounts.sign_up", "account", account.public_id, None, now)
        return account.public_id


def count_mail(email: str, network: str, now: datetime) -> None:
    """Count one mail asked for by somebody unknown.

    Raises: Throttled.
    """
    throttling.take(
        [
            (attempt_subject("mail", email_folded(email)), MAIL_PER_ADDRESS),
            (attempt_subject("mail-from", network_of(network)), MAIL_PER_NETWORK),
        ],
        now,
    )


def _checked(command: AskSignUp) -> tuple[str, str]:
    refusals: list[Refusal] = []
    email = name = ""
    try:
        email = email_of(command.email)
    except EmailInvalid as refusal:
        refusals.append(refusal)
    try:
        name = person_name(command.name)
    except NameMissing as refusal:
        refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return email, name


def _account_of(email: str) -> Account | None:
    return session().scalar(select(Account).where(Account.email_folded == email_folded(email)))
