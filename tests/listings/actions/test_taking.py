"""Taking a step: the state, the version and the record move together."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.listings.actions.taking import lock, take
from exchange.listings.errors import StepClosed
from exchange.listings.models import Listing, ListingStep
from exchange.storage.database import session, transaction
from tests.builders.listings import a_giver, a_listing
from tests.houses import NOW


def test_a_step_moves_state_version_and_record_together(app: Flask) -> None:
    listing = a_listing(a_giver())
    with transaction() as writing:
        key, version = writing.execute(select(Listing.id, Listing.version)).one()
        lock(writing, key)
        assert take(writing, key, "close", by="someone", now=NOW) == "closed"
    row = session().execute(select(Listing.status, Listing.version, Listing.closed_at)).one()
    assert tuple(row) == ("closed", version + 1, NOW)
    last = session().scalars(select(ListingStep).order_by(ListingStep.id.desc())).first()
    assert last is not None
    assert (last.step, last.source, last.target, last.at, last.by) == (
        "close",
        "published",
        "closed",
        NOW,
        "someone",
    )
    assert listing


def test_a_step_closed_by_the_table_is_refused_at_the_root(app: Flask) -> None:
    a_listing(a_giver())
    with transaction() as writing:
        key = writing.scalars(select(Listing.id)).one()
        with pytest.raises(StepClosed):
            take(writing, key, "resume", by=None, now=NOW)
        writing.execute(update(Listing).values(status="closed"))
        with pytest.raises(StepClosed):
            take(writing, key, "expire", by=None, now=NOW)
