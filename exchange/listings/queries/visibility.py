"""Whose listings an actor may read, as a condition of the database."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from exchange.kernel.actor import Actor
from exchange.listings.models import Listing
from exchange.organisations.models import Organisation


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on listings joined to their organisation.

    Drafts are for members of the giver; listings of a suspended organisation for nobody else either.
    """
    public = and_(Listing.status != "draft", Organisation.status == "active")
    if actor.organisation_id is None:
        return public
    return or_(public, Listing.organisation_id == actor.organisation_id)
