from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.listings.actions import writing
from exchange.listings.models import Listing
from exchange.listings.queries.detail import detail
from exchange.listings.queries.written import written_of
from tests.builders.listings import a_command, a_giver
from tests.houses import NOW


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"waste_code": "15 01 05", "unit": "big_bag", "grams_per_unit": 95_000},
        {"price_mode": "asks", "price_cents": 200, "price_per": "unit", "open_to_all": True},
    ],
)
def test_what_was_written_can_be_written_again(app: Flask, db: Session, told: dict[str, Any]) -> None:
    giver = a_giver()
    public_id = writing.create(giver.actor, a_command(giver, **told), now=NOW)
    listing = db.scalars(select(Listing).where(Listing.public_id == public_id)).one()

    again = written_of(listing)

    assert again == detail(giver.actor, public_id).written
    assert all(getattr(again, name) == value for name, value in told.items())
