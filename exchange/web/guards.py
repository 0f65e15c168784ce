"""Every route says who may try it: `@guard(permission)`, checked before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.kernel.errors import Forbidden, Missing
from exchange.kernel.permissions import Permission, anyone
from exchange.web import session

View = Callable[..., Any]

PUBLIC = Permission("pages.read", anyone)
"""For pages that show nothing of anyone: the home page, the texts, the state of the server."""

actor = session.actor


def now() -> datetime:
    """Return the instant of this request, in UTC: one for all it does."""
    if "now" not in g:
        g.now = current_app.extensions["clock"].now()
    return cast("datetime", g.now)


def guard(permission: Permission) -> Callable[[View], View]:
    """Return a decorator that lets through only actors whom the permission allows.

    An anonymous visitor is sent to sign in and comes back afterwards; anyone else refused gets 403.
    """

    def stamp(view: View) -> View:
        @wraps(view)
        def guarded(*arguments: Any, **names: Any) -> Any:
            if any("\x00" in value for value in names.values() if isinstance(value, str)):
                raise Missing  # no row has such a name, and PostgreSQL refuses even to look
            if permission.allows(actor()):
                return view(*arguments, **names)
            if not actor().is_signed_in:
                return _to_sign_in()
            raise Forbidden

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return stamp


def safe_next(target: str | None) -> str | None:
    """Return the path to come back to if it stays on this site, else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return None if any(ord(character) < 32 or character == "\\" for character in target) else target


def _to_sign_in() -> Response:
    place = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=safe_next(place)), 303)
