"""What the pages of organisations share: their blueprint, and whose page may be changed."""

from __future__ import annotations

from flask import Blueprint

from exchange.kernel.errors import Missing
from exchange.organisations.queries.profile import Profile, profile
from exchange.web.guards import actor

blueprint = Blueprint("organisations", __name__)


def own(slug: str) -> Profile:
    """Return the organisation of a page if it is the one acted for.

    Raises: Missing.
    """
    found = profile(actor(), slug)
    if found.id != actor().organisation_id:
        raise Missing
    return found
