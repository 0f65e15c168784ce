"""A test client whose requests arrive from outside, as a real server's do."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

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
