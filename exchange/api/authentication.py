"""Who calls: a bearer token and nothing else. Cookies are never read here, so no forged form can act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from flask import current_app, g, request

from exchange.accounts.queries import identity
from exchange.accounts.queries.identity import Person
from exchange.api.errors import ScopeMissing, TokenNeeded, TokenRefused
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Forbidden
from exchange.kernel.permissions import Permission, anyone

View = Callable[..., Any]

PUBLIC = Permission("reference.read", anyone)
"""For reference data and for the description of the API itself."""

_LONGEST_TOKEN = 200


def now() -> datetime:
    """Return the instant of this request, in UTC: one for all it does."""
    if "now" not in g:
        g.now = current_app.extensions["clock"].now()
    return cast("datetime", g.now)


def actor() -> Actor:
    """Return who calls: the token's holder, or nobody without one.

    Raises: TokenRefused.
    """
    if "api_actor" not in g:
        _identify()
    return cast("Actor", g.api_actor)


def person() -> Person:
    """Return the token's holder as a person.

    Raises: TokenNeeded, TokenRefused.
    """
    if not actor().is_signed_in:
        raise TokenNeeded
    return cast("Person", g.api_person)


def guard(permission: Permission) -> Callable[[View], View]:
    """Return a decorator that lets through only callers whom the permission allows.

    The view raises TokenNeeded (401) for nobody, ScopeMissing or Forbidden (403) for the others refused.
    """

    def stamp(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **names: Any) -> Any:
            who = actor()
            if permission.allows(who):
                return view(*arguments, **names)
            if not who.is_signed_in:
                raise TokenNeeded
            if permission.who(who):
                raise ScopeMissing(scope=permission.scope)
            raise Forbidden

        guarded.permission = permission  # type: ignore[attr-defined]  # a stamp that routes and tests read
        return guarded

    return stamp


def _identify() -> None:
    header = request.headers.get("Authorization")
    if header is None:
        g.api_actor, g.api_person = ANONYMOUS, None
        return
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.isascii() or not 1 <= len(token) <= _LONGEST_TOKEN:
        raise TokenRefused
    signed_in = identity.bearer(token, now())
    if signed_in is None:
        raise TokenRefused
    g.api_actor, g.api_person = signed_in.actor, signed_in.person
