"""A giver, and a browser in which one of its members is signed in."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders.listings import Giver, a_giver
from tests.web.listings.pages import signed_in


@pytest.fixture
def giver(sqlite_app: Flask) -> Giver:
    """Return an organisation with a site."""
    return a_giver()


@pytest.fixture
def member(client: FlaskClient, giver: Giver) -> FlaskClient:
    """Return a browser in which a member of it is signed in."""
    return signed_in(client, giver)
