from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from exchange.claims.commands import Weigh
from exchange.claims.models import Claim, ClaimStep
from exchange.demonstration.cast import Cast
from exchange.demonstration.exchanges import of_the_past, of_today
from exchange.demonstration.past import PastLot, plan
from exchange.demonstration.tables import told
from exchange.demonstration.timeline import tell
from exchange.demonstration.wares import Shelf
from exchange.ledger.models import LedgerLine
from exchange.listings.models import Listing, Lot
from exchange.storage.database import session


def listing_with(stage: str) -> dict[str, Any]:
    """Return a listing of Strasbourg with a claim at a stage, by somebody who plays there, and no other."""
    here = {entry["slug"] for entry in told("cast", "strasbourg")["organisation"]}
    for entry in told("today", "strasbourg")["listing"]:
        for claim in entry.get("claim", ()):
            if claim["stage"] == stage and claim["receiver"] in here:
                return {name: value for name, value in entry.items() if name != "motif"} | {"claim": [claim]}
    raise LookupError(stage)


def a_past_lot(now: datetime, **wanted: Any) -> PastLot:
    """Return a lot of the past between people of Strasbourg; `wanted` are values of its ware."""
    here = {entry["slug"] for entry in told("cast", "strasbourg")["organisation"]}
    return next(
        lot
        for lot in plan(random.Random(5), now)
        if lot.ware["giver"] in here
        and {load.receiver for load in lot.loads} <= here
        and len(lot.loads) > 2
        and all(lot.ware.get(name) == value for name, value in wanted.items())
    )


def test_a_lot_of_the_past_ends_closed_with_all_its_loads_in_the_ledger(
    cast: Cast, shelf: Shelf, now: datetime
) -> None:
    past = a_past_lot(now, motif="bread")

    tell([of_the_past(past, cast, shelf)])

    lines = session().scalars(select(LedgerLine).order_by(LedgerLine.id)).all()
    lot = session().scalars(select(Lot)).one()
    assert [line.handed_over_at for line in lines] == [load.handed_over_at for load in past.loads]
    assert lot.collected_g == sum(line.grams for line in lines)
    assert session().scalars(select(Listing.status)).one() == "closed"


def test_a_weight_too_far_from_the_givers_is_settled_by_the_givers_word(
    cast: Cast, shelf: Shelf, now: datetime
) -> None:
    past = a_past_lot(now, motif="bread")
    load = past.loads[0]
    told = Weigh(gross_g=load.mass_g // 2 + 20_000, tare_g=20_000)
    settled = replace(load, received=told, settled_at=load.confirmed_at + timedelta(hours=5))
    disputed = replace(past, loads=(settled,), closed_at=load.confirmed_at + timedelta(days=3))

    tell([of_the_past(disputed, cast, shelf)])

    assert session().scalars(select(LedgerLine.grams)).all() == [load.mass_g // 2]
    assert "disputed" in session().scalars(select(ClaimStep.target)).all()
    assert session().scalars(select(Claim.state)).all() == ["confirmed"]


def test_a_listing_past_its_day_expires_with_the_calendar(cast: Cast, shelf: Shelf, now: datetime) -> None:
    over = next(entry for entry in told("today", "strasbourg")["listing"] if entry.get("state") == "expired")

    tell(of_today({name: over[name] for name in over if name != "motif"}, cast, shelf, now))

    listing = session().scalars(select(Listing)).one()
    assert listing.status == "expired"
    assert listing.closed_at is not None
    assert now - timedelta(hours=1) < listing.closed_at < now


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
