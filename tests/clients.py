"""A test client whose requests arrive from outside, as a real server's do."""

from __future__ import annotations

from contextvars import Context
from html.parser import HTMLParser
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exchange.storage.database import session


class OutsideClient(FlaskClient):
    """A client whose requests run in a context of their own.

    With the test's context pushed, Flask would share its session and its `g` (hence the signed-in
    person) among all requests. What the test has read before a request is read anew after it.
    """

    def open(self, *arguments: Any, **options: Any) -> Any:
        """Send a request and return its response."""
        if has_app_context():
            own = session()
            if own.new or own.dirty or own.deleted:
                raise AssertionError("the test has written without a transaction: nobody else will see it")
            own.rollback()
        return Context().run(super().open, *arguments, **options)


class FormFields(HTMLParser):
    """The hidden fields of every form of a page that posts, by the form's action."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, dict[str, str]] = {}
        self._action: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a hidden field of the form that is open."""
        given = dict(attrs)
        if tag == "form":
            is_post = (given.get("method") or "").lower() == "post"
            self._action = given.get("action") or "" if is_post else None
            if self._action is not None:
                self.hidden.setdefault(self._action, {})
        elif tag == "input" and self._action is not None and given.get("type") == "hidden":
            self.hidden[self._action][given.get("name") or ""] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._action = None


def submit(client: FlaskClient, page: str, action: str | None = None, **fields: Any) -> TestResponse:
    """Open a page, fill in its form and send it, as a browser would with its hidden fields.

    `action` is the form's own address where it differs from the page's.

    Raises: LookupError without such a form.
    """
    shown = client.get(page)
    forms = FormFields(shown.get_data(as_text=True)).hidden
    for spelling in (action or "", action or page):
        if spelling in forms:
            return client.post(action or page, data={**forms[spelling], **fields})
    raise LookupError(f"{page} ({shown.status}) shows no form for {action or page}, only {sorted(forms)}")


def sign_in(client: FlaskClient, email: str, password: str) -> TestResponse:
    """Sign a client in through the page, and return the answer.

    Raises: AssertionError if the house refuses.
    """
    answer = submit(client, "/sign-in", email=email, password=password)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer
