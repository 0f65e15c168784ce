"""Holding, releasing, collecting: the balance stands, the record adds up, the state follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.kernel.errors import Missing
from exchange.listings.actions import mass, steps
from exchange.listings.errors import (
    ListingNotOpen,
    LostExceedsRest,
    MassExceedsRemainder,
    QuantityBelowCommitted,
)
from exchange.listings.models import Listing, ListingStep, LotChange
from exchange.listings.queries.faults import faults
from exchange.listings.queries.lots import LotView, lot_by_id, lot_for
from exchange.storage.database import session, transaction
from exchange.storage.indexes.choose import listing_index
from tests.builders.listings import Giver, a_draft, a_giver, a_listing, the_lot
from tests.races import Outcomes

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


@pytest.fixture
def lot(giver: Giver) -> LotView:
    return the_lot(giver, a_listing(giver))


def parts(lot_id: int) -> tuple[int, int, int, int, int]:
    view = lot_by_id(lot_id)
    assert view.initial_g + view.adjusted_g == (
        view.remaining_g + view.held_g + view.collected_g + view.removed_g
    )
    return view.adjusted_g, view.remaining_g, view.held_g, view.collected_g, view.removed_g


def recorded(lot_id: int) -> tuple[int, ...]:
    names = ("initial_g", "adjusted_g", "remaining_g", "held_g", "collected_g", "removed_g")
    sums = [func.sum(getattr(LotChange, name)) for name in names]
    row = session().execute(select(*sums).where(LotChange.lot_id == lot_id)).one()
    return tuple(int(value) for value in row)


def test_a_hold_takes_from_what_remains_and_the_index_follows(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 120_000, claim="c", by="p", now=now)
    assert parts(lot.id) == (0, 180_000, 120_000, 0, 0)
    assert listing_index().entries(session())[lot.listing_id].remaining_g == 180_000


def test_a_hold_never_exceeds_what_remains_and_leaves_no_trace(lot: LotView, now: datetime) -> None:
    with pytest.raises(MassExceedsRemainder) as caught:
        mass.hold(lot.id, 300_001, claim="c", by="p", now=now)
    assert (caught.value.code, caught.value.status) == ("claim-mass-exceeds-remainder", 409)
    assert parts(lot.id) == (0, 300_000, 0, 0, 0)
    assert recorded(lot.id) == (300_000, 0, 300_000, 0, 0, 0)


def test_the_last_gram_can_be_held_and_the_listing_leaves_the_search(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 300_000, claim="c", by="p", now=now)
    assert parts(lot.id) == (0, 0, 300_000, 0, 0)
    assert lot_by_id(lot.id).status == "published"
    assert not lot_by_id(lot.id).is_open
    assert listing_index().entries(session()) == {}


def test_collecting_all_exhausts_the_listing_and_mass_coming_back_replenishes_it(
    lot: LotView, now: datetime
) -> None:
    mass.hold(lot.id, 300_000, claim="c", by="p", now=now)
    mass.collect(lot.id, held_g=300_000, net_g=300_000, refused_g=0, lost_g=0, claim="c", by="p", now=now)
    assert lot_by_id(lot.id).status == "exhausted"
    mass.adjust(lot.id, 5_000, by="p", now=now)
    assert lot_by_id(lot.id).status == "published"
    assert parts(lot.id) == (5_000, 5_000, 0, 300_000, 0)
    steps_taken = session().scalars(select(ListingStep.step).order_by(ListingStep.id)).all()
    assert steps_taken == ["publish", "exhaust", "replenish"]
    assert list(faults()) == []


def test_a_net_above_the_hold_takes_from_what_remains_then_adjusts(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 250_000, claim="c", by="p", now=now)
    shift = mass.collect(
        lot.id, held_g=250_000, net_g=310_000, refused_g=0, lost_g=0, claim="c", by="p", now=now
    )
    assert shift.adjusted_g == 10_000
    assert parts(lot.id) == (10_000, 0, 0, 310_000, 0)
    kinds = session().scalars(select(LotChange.kind).order_by(LotChange.id)).all()
    assert kinds == ["listed", "held", "weighed", "collected"]
    assert recorded(lot.id) == (300_000, 10_000, 0, 0, 310_000, 0)


def test_what_was_refused_returns_and_what_was_lost_is_removed(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 100_000, claim="c", by="p", now=now)
    mass.collect(
        lot.id, held_g=100_000, net_g=80_000, refused_g=10_000, lost_g=5_000, claim="c", by="p", now=now
    )
    assert parts(lot.id) == (0, 225_000, 0, 70_000, 5_000)


def test_a_release_gives_back_all_but_what_was_lost(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 100_000, claim="c", by="p", now=now)
    mass.release(lot.id, 100_000, lost_g=30_000, claim="c", by="p", now=now)
    assert parts(lot.id) == (0, 270_000, 0, 0, 30_000)
    with pytest.raises(LostExceedsRest):
        mass.release(lot.id, 1, lost_g=2, claim="c", by="p", now=now)


def test_a_hold_that_is_not_there_cannot_be_released(lot: LotView, now: datetime) -> None:
    with pytest.raises(RuntimeError, match="hold"):
        mass.release(lot.id, 1, claim="c", by="p", now=now)
    assert parts(lot.id) == (0, 300_000, 0, 0, 0)


def test_an_adjustment_never_goes_below_what_is_committed(lot: LotView, now: datetime) -> None:
    mass.hold(lot.id, 100_000, claim="c", by="p", now=now)
    with pytest.raises(QuantityBelowCommitted) as caught:
        mass.adjust(lot.id, -200_001, by="p", now=now)
    assert caught.value.values == {"mass_kg": "100"}
    mass.adjust(lot.id, -200_000, by="p", now=now)
    assert parts(lot.id) == (-200_000, 0, 100_000, 0, 0)


def test_mass_that_is_gone_is_removed_up_to_what_remains(lot: LotView, now: datetime) -> None:
    mass.remove(lot.id, 300_000, by="p", now=now)
    assert parts(lot.id) == (0, 0, 0, 0, 300_000)
    assert lot_by_id(lot.id).status == "exhausted"
    with pytest.raises(MassExceedsRemainder):
        mass.remove(lot.id, 1, by="p", now=now)


def test_nothing_is_held_on_a_listing_that_has_ended(giver: Giver, lot: LotView, now: datetime) -> None:
    steps.close(giver.actor, lot.listing, now=now)
    with pytest.raises(ListingNotOpen):
        mass.hold(lot.id, 1, claim="c", by="p", now=now)


def test_an_accepted_claim_may_still_be_held_while_a_listing_is_paused(
    giver: Giver, lot: LotView, now: datetime
) -> None:
    steps.pause(giver.actor, lot.listing, now=now)
    mass.hold(lot.id, 1_000, claim="c", by="p", now=now)
    assert parts(lot.id)[2] == 1_000
    assert listing_index().entries(session()) == {}


def test_a_lot_is_found_by_its_public_id_or_missing(giver: Giver, lot: LotView) -> None:
    assert lot_for(lot.public_id) == lot_by_id(lot.id) == mass.locked_lot(lot.id)
    a_draft(giver)
    with pytest.raises(Missing):
        lot_for("0000000000000000")
    with pytest.raises(Missing):
        mass.locked_lot(lot.id + 1_000)


def test_a_refusal_later_in_the_transaction_undoes_the_hold(lot: LotView, now: datetime) -> None:
    with pytest.raises(MassExceedsRemainder), transaction():
        mass.hold(lot.id, 200_000, claim="c", by="p", now=now)
        mass.hold(lot.id, 200_000, claim="d", by="p", now=now)
    assert parts(lot.id) == (0, 300_000, 0, 0, 0)
    assert listing_index().entries(session())[lot.listing_id].remaining_g == 300_000


def test_of_sixteen_who_want_the_last_of_a_lot_exactly_one_holds_it(
    app: Flask, giver: Giver, lot: LotView, now: datetime, together: Callable[..., Outcomes]
) -> None:
    def wanting(number: int) -> Callable[[], Any]:
        return lambda: mass.hold(lot.id, 200_000, claim=f"c{number}", by="p", now=now)

    outcomes = together(app, [wanting(number) for number in range(16)])
    assert len(outcomes.returned) == 1
    assert [type(error) for error in outcomes.raised] == [MassExceedsRemainder] * 15
    session().rollback()
    assert parts(lot.id) == (0, 100_000, 200_000, 0, 0)
    assert session().scalars(select(Listing.status)).one() == "published"
