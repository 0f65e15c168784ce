"""Signing in and out, and choosing the organisation acted for."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select, update

from exchange.accounts.actions import throttling
from exchange.accounts.errors import SignInRefused
from exchange.accounts.models import Account, SignIn
from exchange.accounts.queries import identity
from exchange.accounts.rules import (
    MOST_PASSWORD,
    SIGN_IN_PER_ADDRESS,
    SIGN_IN_PER_NETWORK,
    attempt_subject,
    email_folded,
    network_of,
    session_end,
    token_digest,
)
from exchange.gateways import passwords
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.storage.database import session, transaction


def sign_in(email: str, password: str, network: str, now: datetime) -> str:
    """Return the token of a new session for whoever knows the password.

    A wrong password, an unknown address and a suspended account get the same refusal after the same
    work. Tries are counted even though the refusal leaves nothing else behind: call it outside any
    transaction.

    Raises: SignInRefused, Throttled.
    """
    folded = email_folded(email)
    of_address = attempt_subject("sign-in", folded)
    of_network = attempt_subject("sign-in-from", network_of(network))
    throttling.take([(of_address, SIGN_IN_PER_ADDRESS), (of_network, SIGN_IN_PER_NETWORK)], now)
    found = (
        session()
        .execute(
            select(Account.public_id, Account.password_hash, Account.status).where(
                Account.email_folded == folded
            )
        )
        .one_or_none()
    )
    # The hash takes its time: no transaction is held open meanwhile.
    session().rollback()
    is_right = passwords.matches(found.password_hash if found else None, password[: MOST_PASSWORD + 1])
    if found is None or not is_right or found.status != "active":
        raise SignInRefused
    with transaction():
        throttling.forgive(of_address)
        throttling.give_back(of_network)
        if passwords.is_outdated(found.password_hash):
            _rehash(found.public_id, password)
        return begin(found.public_id, now)


def begin(account: str, now: datetime) -> str:
    """Return the token of a new session for a person who has just proved who they are.

    The person acts for the organisation they joined first.

    Raises: SignInRefused if the account may not sign in.
    """
    token = secrets.token_urlsafe(32)
    with transaction() as current:
        person = current.scalar(
            select(Account).where(Account.public_id == account, Account.status == "active")
        )
        if person is None:
            raise SignInRefused
        choices = identity.choices_of(person.id)
        current.add(
            SignIn(
                token_sha256=token_digest(token),
                account_id=person.id,
                organisation_id=choices[0].id if choices else None,
                created_at=now,
                seen_at=now,
                expires_at=session_end(now, now),
            )
        )
        actor = Actor(account_id=person.id, account=person.public_id)
        record(actor, "accounts.sign_in", "account", person.public_id, None, now)
    return token


def sign_out(token: str, now: datetime) -> None:
    """End the session of a token; one that has ended already stays so."""
    with transaction() as current:
        found = current.execute(
            select(SignIn.id, Account.id.label("account_id"), Account.public_id)
            .join(Account, Account.id == SignIn.account_id)
            .where(SignIn.token_sha256 == token_digest(token))
        ).one_or_none()
        if found is not None:
            current.execute(delete(SignIn).where(SignIn.id == found.id))
            actor = Actor(account_id=found.account_id, account=found.public_id)
            record(actor, "accounts.sign_out", "account", found.public_id, None, now)


def keep_alive(token: str, now: datetime) -> None:
    """Prolong a session in use; call it when the reading of the session says that it is due."""
    with transaction() as current:
        row = current.scalar(
            select(SignIn).where(SignIn.token_sha256 == token_digest(token), SignIn.expires_at > now)
        )
        if row is not None:
            row.seen_at, row.expires_at = now, session_end(row.created_at, now)


def act_for(actor: Actor, token: str, organisation: str, now: datetime) -> str:
    """Let a session act for another of the person's organisations; return that one's public id.

    Raises: Missing unless the person is a member and the organisation in good standing.
    """
    with transaction() as current:
        choice = next(
            (one for one in identity.choices_of(actor.account_id or 0) if one.public_id == organisation), None
        )
        if choice is None:
            raise Missing
        current.execute(
            update(SignIn)
            .where(SignIn.token_sha256 == token_digest(token), SignIn.account_id == actor.account_id)
            .values(organisation_id=choice.id)
        )
        record(actor, "accounts.act_for", "organisation", choice.public_id, None, now)
    return choice.public_id


def end_others(actor: Actor, token: str | None, now: datetime) -> str:
    """End every session of the actor but the one of this token; return the account's public id."""
    assert actor.account is not None
    with transaction() as current:
        others = delete(SignIn).where(SignIn.account_id == actor.account_id)
        if token is not None:
            others = others.where(SignIn.token_sha256 != token_digest(token))
        ended = current.execute(others)
        facts = {"ended": int(ended.rowcount)}  # type: ignore[attr-defined]
        record(actor, "accounts.end_sessions", "account", actor.account, facts, now)
    return actor.account


def forget_ended(now: datetime) -> int:
    """Delete sessions that have ended by themselves; return how many."""
    with transaction() as current:
        gone = current.execute(delete(SignIn).where(SignIn.expires_at <= now))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _rehash(account: str, password: str) -> None:
    with transaction() as current:
        current.execute(
            update(Account)
            .where(Account.public_id == account)
            .values(password_hash=passwords.hash_password(password))
        )
