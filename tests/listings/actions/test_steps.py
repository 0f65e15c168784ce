"""Every step of a listing's life from every state, and what follows from each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.errors import Missing, Refusals, Stale
from exchange.listings.actions import mass, steps
from exchange.listings.errors import NotCheckedYet, NotYours, SomethingHeld, StepClosed
from exchange.listings.lifecycle import after
from exchange.listings.models import STATUSES, ListingStep
from exchange.listings.queries.detail import detail
from exchange.listings.queries.faults import faults
from exchange.listings.queries.search import Criteria, search
from exchange.storage.database import session
from tests.builders.listings import Giver, a_draft, a_giver, a_listing, the_lot
from tests.houses import NOW

pytestmark = pytest.mark.usefixtures("app")

VERBS: dict[str, Any] = {
    "publish": steps.publish,
    "pause": steps.pause,
    "resume": steps.resume,
    "close": steps.close,
}


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


def in_state(giver: Giver, state: str) -> str:
    """Return a listing that came to a state the usual way."""
    if state == "draft":
        return a_draft(giver)
    listing = a_listing(giver, available_until=NOW.date())
    if state == "paused":
        steps.pause(giver.actor, listing, now=NOW)
    elif state == "exhausted":
        mass.remove(the_lot(giver, listing).id, 300_000, by="p", now=NOW)
    elif state == "closed":
        steps.close(giver.actor, listing, now=NOW)
    elif state == "expired":
        steps.expire_due(NOW + timedelta(days=2))
    assert detail(giver.actor, listing).status == state
    return listing


@pytest.mark.parametrize("state", STATUSES)
@pytest.mark.parametrize("step", VERBS)
def test_each_step_works_where_the_table_says_and_nowhere_else(giver: Giver, step: str, state: str) -> None:
    listing = in_state(giver, state)
    before = detail(giver.actor, listing)
    target = after(step, state)
    if target is None:
        with pytest.raises(StepClosed):
            VERBS[step](giver.actor, listing, now=NOW)
        assert detail(giver.actor, listing) == before
    else:
        assert VERBS[step](giver.actor, listing, now=NOW) == listing
        assert detail(giver.actor, listing).status == target
        last = session().scalars(select(ListingStep).order_by(ListingStep.id.desc()).limit(1)).one()
        assert (last.step, last.source, last.target, last.by) == (step, state, target, giver.actor.account)
    assert list(faults()) == []


@pytest.mark.parametrize("step", VERBS)
def test_only_the_giver_takes_a_step_and_only_on_what_it_has_read(giver: Giver, step: str) -> None:
    other = a_giver(name="Autre")
    listing = in_state(giver, {"publish": "draft", "resume": "paused"}.get(step, "published"))
    with pytest.raises(Missing if step == "publish" else NotYours):
        VERBS[step](other.actor, listing, now=NOW)
    with pytest.raises(Stale):
        VERBS[step](giver.actor, listing, now=NOW, version=99)


def test_publishing_makes_the_lot_and_opens_the_listing(giver: Giver) -> None:
    draft = a_draft(giver)
    assert search(Criteria()).total == 0
    steps.publish(giver.actor, draft, now=NOW)
    view = detail(giver.actor, draft)
    (lot,) = view.lots
    assert (lot.initial_g, lot.remaining_g, lot.available_on) == (300_000, 300_000, NOW.date())
    assert (view.published_at, view.is_open) == (NOW, True)
    assert [card.public_id for card in search(Criteria()).items] == [draft]


def test_a_house_may_ask_for_checked_organisations(giver: Giver) -> None:
    with pytest.raises(NotCheckedYet):
        steps.publish(giver.actor, a_draft(giver), now=NOW, only_checked=True)
    checked = a_giver(name="Vérifiée", is_checked=True)
    steps.publish(checked.actor, a_draft(checked), now=NOW, only_checked=True)


def test_nothing_is_published_that_would_expire_at_once(giver: Giver) -> None:
    draft = a_draft(giver, available_until=NOW.date())
    with pytest.raises(Refusals) as caught:
        steps.publish(giver.actor, draft, now=NOW + timedelta(days=1))
    assert [refusal.code for refusal in caught.value.refusals] == ["listing-availability-past"]


def test_a_listing_of_which_something_is_held_is_not_closed(giver: Giver) -> None:
    listing = a_listing(giver)
    mass.hold(the_lot(giver, listing).id, 1, claim="c", by="p", now=NOW)
    with pytest.raises(SomethingHeld):
        steps.close(giver.actor, listing, now=NOW)


def test_a_paused_listing_leaves_the_search_and_comes_back(giver: Giver) -> None:
    listing = a_listing(giver)
    steps.pause(giver.actor, listing, now=NOW)
    assert search(Criteria()).total == 0
    steps.resume(giver.actor, listing, now=NOW)
    assert search(Criteria()).total == 1


def test_resuming_what_was_emptied_meanwhile_exhausts_it(giver: Giver) -> None:
    listing = a_listing(giver)
    steps.pause(giver.actor, listing, now=NOW)
    mass.remove(the_lot(giver, listing).id, 300_000, by="p", now=NOW)
    assert detail(giver.actor, listing).status == "paused"
    steps.resume(giver.actor, listing, now=NOW)
    assert detail(giver.actor, listing).status == "exhausted"


def test_a_listing_expires_when_its_last_day_is_over_on_the_spot(app: Flask) -> None:
    last = datetime(2026, 3, 28, tzinfo=UTC).date()  # clocks change the night after
    east = a_giver(name="Est", time_zone="Pacific/Kiritimati")
    home = a_giver(name="Ici")
    west = a_giver(name="Ouest", time_zone="Pacific/Pago_Pago")
    listings = {giver.name: a_listing(giver, available_until=last) for giver in (east, home, west)}
    moments = {
        "Est": datetime(2026, 3, 28, 10, tzinfo=UTC),
        "Ici": datetime(2026, 3, 28, 23, tzinfo=UTC),
        "Ouest": datetime(2026, 3, 29, 11, tzinfo=UTC),
    }
    for giver, (name, over) in zip((east, home, west), moments.items(), strict=True):
        steps.expire_due(over - timedelta(seconds=1))
        assert detail(giver.actor, listings[name]).status == "published"
        assert steps.expire_due(over) == 1
        assert detail(giver.actor, listings[name]).status == "expired"
    assert steps.expire_due(moments["Ouest"]) == 0
    assert list(faults()) == []


def test_what_is_held_or_has_no_last_day_does_not_expire(giver: Giver) -> None:
    held, endless = a_listing(giver, available_until=NOW.date()), a_listing(giver, available_until=None)
    mass.hold(the_lot(giver, held).id, 1, claim="c", by="p", now=NOW)
    assert steps.expire_due(NOW + timedelta(days=40)) == 0
    assert {detail(giver.actor, each).status for each in (held, endless)} == {"published"}
