"""The mails of accounts, one function for each; templates stand in `templates/mails/accounts/`."""

from __future__ import annotations

from datetime import datetime

from exchange.outbox.actions import send


def sign_up(email: str, name: str, language: str, token: str, *, now: datetime) -> None:
    """Send the link that finishes a sign-up."""
    send("accounts/sign_up", email, language, {"name": name, "token": token}, now=now)


def sign_up_known(email: str, name: str, language: str, token: str, *, now: datetime) -> None:
    """Tell somebody who signs up again that they have an account, with a link to a new password."""
    send("accounts/sign_up_known", email, language, {"name": name, "token": token}, now=now)


def reset(email: str, name: str, language: str, token: str, *, now: datetime) -> None:
    """Send the link to a new password."""
    send("accounts/reset", email, language, {"name": name, "token": token}, now=now)


def reset_unknown(email: str, language: str, token: str, *, now: datetime) -> None:
    """Tell somebody without an account that there is none, with a link to create one."""
    send("accounts/reset_unknown", email, language, {"token": token}, now=now)


def password_changed(email: str, name: str, language: str, *, now: datetime) -> None:
    """Tell a person that their password has changed."""
    send("accounts/password_changed", email, language, {"name": name}, now=now)


def invitation(
    email: str, language: str, token: str, *, inviter: str, organisation: str, role: str, now: datetime
) -> None:
    """Send the link by which somebody joins an organisation."""
    shown = {"token": token, "inviter": inviter, "organisation": organisation, "role": role}
    send("accounts/invitation", email, language, shown, now=now)


def organisation_checked(
    email: str, name: str, language: str, *, organisation: str, slug: str, now: datetime
) -> None:
    """Tell a member that the organisation has been checked."""
    shown = {"name": name, "organisation": organisation, "slug": slug}
    send("organisations/checked", email, language, shown, now=now)


def organisation_standing(
    email: str, name: str, language: str, *, organisation: str, status: str, now: datetime
) -> None:
    """Tell a member that the organisation has been suspended, or is back."""
    shown = {"name": name, "organisation": organisation, "status": status}
    send("organisations/standing", email, language, shown, now=now)
