"""Who is looking: the browser's cookie names a sign-in kept in the database, read at every request."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import DBAPIError

from exchange.accounts.actions import sessions
from exchange.accounts.queries import identity
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.organisations.queries.profile import holds_demonstration

if TYPE_CHECKING:
    from exchange.accounts.queries.identity import Person, SignedIn
    from exchange.settings import Settings


class Visitor(UserMixin):
    """What flask-login remembers of a signed-in person: the sign-in's token, never an account's number."""

    def __init__(self, token: str, signed_in: SignedIn) -> None:
        self.token = token
        self.actor: Actor = signed_in.actor
        self.person: Person = signed_in.person
        self.is_renewal_due: bool = signed_in.is_renewal_due

    def get_id(self) -> str:
        """Return the token of the sign-in."""
        return self.token


def register(app: Flask, settings: Settings) -> None:
    """Make cookies strict and let flask-login find the visitor."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-gisement" if settings.is_https else "gisement",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    manager = LoginManager(app)
    manager.session_protection = ""
    manager.user_loader(_visitor)
    app.context_processor(_template_values)

    @app.after_request
    def _keep_alive(response: Response) -> Response:
        # Once a day at most; a database too busy for it must not spoil an answer that is ready.
        visitor = _present()
        if visitor is not None and visitor.is_renewal_due:
            with suppress(DBAPIError):
                sessions.keep_alive(visitor.token, current_app.extensions["clock"].now())
        return response


def begin(token: str) -> None:
    """Sign the browser in under a new session; whatever it carried before is dropped."""
    session.clear()
    visitor = _visitor(token)
    if visitor is None:
        raise RuntimeError("a sign-in that has just begun must be found")
    login_user(visitor)


def end() -> None:
    """Forget the visitor's sign-in in this browser."""
    logout_user()
    session.clear()


def token() -> str | None:
    """Return the token of the present sign-in, if any."""
    visitor = _present()
    return None if visitor is None else visitor.token


def actor() -> Actor:
    """Return who acts in this request; anonymous outside one."""
    visitor = _present()
    return ANONYMOUS if visitor is None else visitor.actor


def person() -> Person | None:
    """Return the signed-in person, or None."""
    visitor = _present()
    return None if visitor is None else visitor.person


def stored_language() -> str | None:
    """Return the language that the signed-in person chose for their account, None where nobody has chosen.

    Errors are worded too: where the database does not say who is looking, nobody is.
    """
    try:
        reader = person()
    except DBAPIError:
        forgo()
        return None
    return reader.language if reader is not None and reader.is_language_chosen else None


def _present() -> Visitor | None:
    visitor = cast("object", current_user)
    return visitor if isinstance(visitor, Visitor) else None


def _template_values() -> dict[str, Any]:
    is_forgone = bool(g.get("is_visitor_forgone"))
    return {
        "actor": actor(),
        "current_person": person(),
        "is_demonstration": not is_forgone and holds_demonstration(),
    }


def forgo() -> None:
    """Ask the database no more in this request who is looking: it has just failed."""
    g.is_visitor_forgone = True


def _visitor(token: str) -> Visitor | None:
    if g.get("is_visitor_forgone"):
        return None
    signed_in = identity.signed_in(token, current_app.extensions["clock"].now())
    return None if signed_in is None else Visitor(token, signed_in)
