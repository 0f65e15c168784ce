"""New passwords, the profile, and tokens for programs."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from exchange.accounts import mails
from exchange.accounts.actions import links, throttling
from exchange.accounts.commands import CreateToken, UpdateProfile
from exchange.accounts.errors import (
    CurrentPasswordWrong,
    LanguageUnknown,
    LinkSpent,
    ScopesUnknown,
    TokenNameMissing,
)
from exchange.accounts.models import Account, ApiToken, SignIn
from exchange.accounts.queries import people
from exchange.accounts.rules import (
    LONGEST_TOKEN_NAME,
    MOST_PASSWORD,
    SIGN_IN_PER_ADDRESS,
    attempt_subject,
    is_scopes,
    password_fault,
    person_name,
    token_digest,
)
from exchange.gateways import passwords
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.languages import spoken
from exchange.kernel.text import clean, fold
from exchange.storage.database import session, transaction

TOKEN_LIFETIME = timedelta(days=365)
TOKEN_PREFIX = "gis_"  # noqa: S105 - tells scanners what was leaked; it opens nothing


def reset_password(token: str, password: str, now: datetime) -> str:
    """Use a reset link to set a new password; every session ends. Return the account's public id.

    Raises: LinkSpent, or what is wrong with the password.
    """
    link = people.open_link(token, "reset", now)
    if link is None:
        raise LinkSpent
    hashed = _new_hash(password, (link.account_name, link.email))
    with transaction() as current:
        used = links.use(token, "reset", now)
        account = current.get(Account, used.account_id)
        if account is None or account.status != "active":
            raise LinkSpent
        _set_password(account, hashed, None, now)
        throttling.forgive(attempt_subject("sign-in", account.email_folded))
        actor = Actor(account_id=account.id, account=account.public_id)
        record(actor, "accounts.reset_password", "account", account.public_id, None, now)
        return account.public_id


def change_password(actor: Actor, present: str, password: str, token: str | None, now: datetime) -> str:
    """Set a new password; every other session ends. Return the account's public id.

    Tries of the present password are counted: call it outside any transaction.

    Raises: CurrentPasswordWrong, Throttled, or what is wrong with the new password.
    """
    account = _own(actor)
    subject = attempt_subject("sign-in", account.email_folded)
    name, email, kept = account.name, account.email, account.password_hash
    throttling.take([(subject, SIGN_IN_PER_ADDRESS)], now)
    session().rollback()
    if not passwords.matches(kept, present[: MOST_PASSWORD + 1]):
        raise CurrentPasswordWrong
    hashed = _new_hash(password, (name, email))
    with transaction():
        throttling.forgive(subject)
        account = _own(actor)
        _set_password(account, hashed, token, now)
        record(actor, "accounts.change_password", "account", account.public_id, None, now)
        return account.public_id


def update_profile(actor: Actor, command: UpdateProfile, now: datetime) -> str:
    """Change the actor's own name and language; return the account's public id.

    Raises: NameMissing, LanguageUnknown.
    """
    name = person_name(command.name)
    with transaction():
        account = _own(actor)
        account.name, account.folded_name = name, fold(name)
        _choose(account, command.language)
        record(actor, "accounts.update", "account", account.public_id, None, now)
        return account.public_id


def choose_language(actor: Actor, language: str, now: datetime) -> str:
    """Read and be written to in another language from now on; return the account's public id.

    Raises: LanguageUnknown.
    """
    with transaction():
        account = _own(actor)
        _choose(account, language)
        record(actor, "accounts.choose_language", "account", account.public_id, {"language": language}, now)
        return account.public_id


def create_token(actor: Actor, command: CreateToken, now: datetime) -> tuple[str, str]:
    """Make a token acting for the actor's present organisation; return its public id and the token, once.

    Raises: TokenNameMissing, ScopesUnknown.
    """
    name = clean(command.name)
    if not name or len(name) > LONGEST_TOKEN_NAME:
        raise TokenNameMissing
    if not is_scopes(command.scopes, may_administer=actor.is_administrator):
        raise ScopesUnknown
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    with transaction() as current:
        kept = ApiToken(
            token_sha256=token_digest(token),
            account_id=_own(actor).id,
            organisation_id=actor.organisation_id,
            name=name,
            scopes=" ".join(command.scopes),
            created_at=now,
            expires_at=now + TOKEN_LIFETIME,
        )
        current.add(kept)
        current.flush()
        facts = {"scopes": list(command.scopes)}
        record(actor, "accounts.create_token", "api_token", kept.public_id, facts, now)
        return kept.public_id, token


def revoke_token(actor: Actor, token: str, now: datetime) -> str:
    """Make one of the actor's own tokens good for nothing; return its public id.

    Raises: Missing.
    """
    with transaction() as current:
        revoked = current.execute(
            update(ApiToken)
            .where(
                ApiToken.public_id == token,
                ApiToken.account_id == actor.account_id,
                ApiToken.revoked_at.is_(None),
            )
            .values(revoked_at=now)
        )
        if revoked.rowcount != 1:  # type: ignore[attr-defined]
            raise Missing
        record(actor, "accounts.revoke_token", "api_token", token, None, now)
    return token


def _choose(account: Account, language: str) -> None:
    if spoken(language) != language:
        raise LanguageUnknown
    account.language, account.is_language_chosen = language, True


def _own(actor: Actor) -> Account:
    account = session().scalar(select(Account).where(Account.id == actor.account_id))
    if account is None:
        raise Missing
    return account


def _new_hash(password: str, own: tuple[str, ...]) -> str:
    fault = password_fault(password, own, passwords.common())
    if fault is not None:
        raise fault
    session().rollback()
    return passwords.hash_password(password)


def _set_password(account: Account, hashed: str, kept_token: str | None, now: datetime) -> None:
    account.password_hash, account.password_changed_at = hashed, now
    others = delete(SignIn).where(SignIn.account_id == account.id)
    if kept_token is not None:
        others = others.where(SignIn.token_sha256 != token_digest(kept_token))
    session().execute(others)
    links.replace("reset", account.email, now)
    mails.password_changed(account.email, account.name, account.language, now=now)
