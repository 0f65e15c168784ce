"""What the tests of these pages share."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.builders.organisations import Founded, an_organisation
from tests.pages import signed_in


@pytest.fixture
def founded(client: FlaskClient) -> Founded:
    """Return an organisation whose manager is signed in."""
    organisation = an_organisation("Torréfaction du Rhin")
    signed_in(client, organisation.manager.public_id)
    return organisation
