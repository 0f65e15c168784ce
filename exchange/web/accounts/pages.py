"""What the pages of accounts share: their blueprint, and how a try at a secret is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, g, request

from exchange.accounts.errors import LinkSpent, Throttled
from exchange.kernel.errors import Refusal, Refusals
from exchange.web.fields import Form
from exchange.web.problems import attach, page

Result = TypeVar("Result")

blueprint = Blueprint("accounts", __name__)


def attempt(form: Form, verb: Callable[[], Result]) -> Result | None:
    """Run a verb that a secret was typed for; a refusal is put beside its field, and None returned.

    Unlike `problems.perform` it opens no transaction around the verb (tries are counted even when
    they fail) and keeps no trace of what was typed.
    """
    try:
        return verb()
    except Refusals as several:
        attach(form, several.refusals)
    except LinkSpent:
        raise
    except Refusal as refusal:
        attach(form, [refusal])
        if isinstance(refusal, Throttled):
            g.retry_after_s = refusal.retry_after_s
    return None


def shown(template: str, form: Form, **context: Any) -> Response:
    """Return a page with a form; too many tries are answered with the wait that they cost."""
    response = page(template, form, **context)
    wait_s = g.get("retry_after_s")
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    return _private(response)


def link_spent(purpose: str) -> Response:
    """Return the page for a link that opens nothing any more: what it was for, and how to get another."""
    response = page("accounts/link_spent.html", purpose=purpose)
    response.status_code = LinkSpent.status
    return _private(response)


def network() -> str:
    """Return the address that the request came from."""
    return request.remote_addr or ""


def _private(response: Response) -> Response:
    """Keep pages about secrets out of every cache, and their addresses out of every Referer."""
    response.headers["Cache-Control"] = "no-store"
    return response
