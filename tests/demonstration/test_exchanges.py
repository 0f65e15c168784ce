from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.claims.models import Claim, ClaimStep
from exchange.demonstration.cast import Cast, settle, told
from exchange.demonstration.exchanges import of_the_past, of_today
from exchange.demonstration.timeline import tell
from exchange.demonstration.wares import Shelf
from exchange.demonstration.year import plan
from exchange.ledger.models import LedgerLine
from exchange.listings.models import Listing, Lot
from exchange.settings import Settings
from exchange.storage.database import session


@pytest.fixture
def cast(app: Flask, now: datetime) -> Cast:
    return settle(random.Random(1), now - timedelta(days=420))


@pytest.fixture
def shelf(app: Flask, cast: Cast) -> Shelf:
    settings: Settings = app.extensions["settings"]
    return Shelf(cast, settings.media_dir)


def listing_with(stage: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        entry
        for entry in told("today")["listing"]
        if any(claim["stage"] == stage for claim in entry.get("claim", ()))
    )
    return found


def test_a_lot_of_the_past_ends_closed_with_all_its_loads_in_the_ledger(
    cast: Cast, shelf: Shelf, now: datetime
) -> None:
    past = next(lot for lot in plan(random.Random(5), now) if len(lot.loads) == 3)

    tell([of_the_past(past, cast, shelf)])

    lines = session().scalars(select(LedgerLine).order_by(LedgerLine.id)).all()
    lot = session().scalars(select(Lot)).one()
    assert [line.handed_over_at for line in lines] == [load.handed_over_at for load in past.loads]
    assert lot.collected_g == sum(line.grams for line in lines)
    assert session().scalars(select(Listing.status)).one() == "closed"


@pytest.mark.parametrize(
    "stage",
    [
        "requested",
        "declined",
        "withdrawn",
        "accepted",
        "cancelled",
        "scheduled",
        "handed_over",
        "disputed",
        "confirmed",
    ],
)
def test_a_claim_of_today_stands_at_its_stage(stage: str, cast: Cast, shelf: Shelf, now: datetime) -> None:
    tell(of_today(listing_with(stage), cast, shelf, now))

    assert stage in session().scalars(select(Claim.state)).all()
    assert max(session().scalars(select(ClaimStep.at))) < now


def test_every_stage_of_the_table_stands_on_some_desk() -> None:
    stages = {claim["stage"] for entry in told("today")["listing"] for claim in entry.get("claim", ())}
    states = {entry.get("state", "published") for entry in told("today")["listing"]}

    assert stages >= {
        "requested",
        "accepted",
        "proposed",
        "scheduled",
        "handed_over",
        "disputed",
        "confirmed",
    }
    assert states == {"draft", "published", "paused", "closed"}
