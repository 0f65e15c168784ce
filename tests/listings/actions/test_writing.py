"""Drafts and corrections: every fault is told at once, and nothing that was promised is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.journal.models import JournalEntry
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Forbidden, Missing, Refusals, Stale
from exchange.listings.actions import mass, steps, writing
from exchange.listings.errors import NotYours, QuantityBelowCommitted, StepClosed
from exchange.listings.models import Lot, LotChange
from exchange.listings.queries.detail import detail
from exchange.listings.queries.faults import faults
from exchange.listings.queries.search import Criteria, search
from exchange.storage.database import session
from tests.builders.listings import Giver, a_command, a_draft, a_giver, a_listing, the_lot
from tests.houses import NOW

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


def test_a_draft_keeps_exactly_what_was_written(giver: Giver) -> None:
    command = a_command(
        giver,
        title="  Sacs   de jute ",
        description="10 % d'humidité, {bois} <200 L> \U0001f33f قهوة\r\nà sec",
        material="jute-sacks",
        quantity=Decimal("12.5"),
        unit="pallet",
        grams_per_unit=25_500,
        waste_code="150109",
        legal_status="by_product",
        price_mode="asks",
        price_cents=1_250,
        price_per="unit",
        allocation="first_come",
        open_to_all=True,
        handling="Quai, 8 h à 12 h",
    )
    view = detail(giver.actor, writing.create(giver.actor, command, now=NOW))
    assert view.written == replace(
        command,
        title="Sacs de jute",
        description="10 % d'humidité, {bois} <200 L> \U0001f33f قهوة\nà sec",
        waste_code="15 01 09",
    )
    assert (view.status, view.version, view.announced_g, view.lots) == ("draft", 1, 318_750, ())
    assert view.remaining_g == 318_750


def test_nobody_writes_without_an_organisation(giver: Giver) -> None:
    with pytest.raises(Forbidden):
        writing.create(ANONYMOUS, a_command(giver), now=NOW)


def test_another_quantity_adjusts_the_lot_and_never_below_what_is_committed(
    giver: Giver, now: datetime
) -> None:
    listing = a_listing(giver)
    lot = the_lot(giver, listing)
    mass.hold(lot.id, 100_000, claim="c", by="p", now=now)
    writing.edit(giver.actor, listing, a_command(giver, quantity=Decimal(250)), now=now)
    changed = the_lot(giver, listing)
    assert (changed.adjusted_g, changed.remaining_g, changed.held_g) == (-50_000, 150_000, 100_000)
    with pytest.raises(QuantityBelowCommitted):
        writing.edit(giver.actor, listing, a_command(giver, quantity=Decimal("99.9")), now=now)
    assert the_lot(giver, listing) == changed
    assert detail(giver.actor, listing).written.quantity == 250
    assert list(faults()) == []


def test_saying_the_same_quantity_again_adjusts_nothing_even_after_a_heavier_weighing(
    giver: Giver, now: datetime
) -> None:
    listing = a_listing(giver)
    lot = the_lot(giver, listing)
    mass.hold(lot.id, 300_000, claim="c", by="p", now=now)
    mass.collect(lot.id, held_g=300_000, net_g=310_000, refused_g=0, lost_g=0, claim="c", by="p", now=now)
    writing.edit(giver.actor, listing, a_command(giver, title="Cartons"), now=now)
    assert the_lot(giver, listing).adjusted_g == 10_000
    kinds = session().scalars(select(LotChange.kind).order_by(LotChange.id)).all()
    assert kinds == ["listed", "held", "weighed", "collected"]


def test_more_of_an_exhausted_listing_opens_it_again(giver: Giver, now: datetime) -> None:
    listing = a_listing(giver)
    mass.remove(the_lot(giver, listing).id, 300_000, by="p", now=now)
    assert detail(giver.actor, listing).status == "exhausted"
    writing.edit(giver.actor, listing, a_command(giver, quantity=Decimal(400)), now=now)
    assert detail(giver.actor, listing).status == "published"
    assert [card.mass_g for card in search(Criteria()).items] == [100_000]


def test_what_was_promised_does_not_change_once_some_of_it_is_held(giver: Giver, now: datetime) -> None:
    listing = a_listing(giver)
    writing.edit(giver.actor, listing, a_command(giver, material="paper"), now=now)
    mass.hold(the_lot(giver, listing).id, 1, claim="c", by="p", now=now)
    with pytest.raises(Refusals) as caught:
        writing.edit(giver.actor, listing, a_command(giver, material="wood", unit="t"), now=now)
    assert {refusal.at for refusal in caught.value.refusals} == {"material", "unit"}


def test_words_of_an_edit_are_found_at_once(giver: Giver, now: datetime) -> None:
    listing = a_listing(giver)
    writing.edit(giver.actor, listing, a_command(giver, title="Plaques d’aggloméré"), now=now)
    assert search(Criteria(q="agglomere")).total == 1
    assert search(Criteria(q="plies")).total == 0


def test_an_edit_of_something_changed_meanwhile_is_stale(giver: Giver, now: datetime) -> None:
    draft = a_draft(giver)
    writing.edit(giver.actor, draft, a_command(giver, title="Une"), now=now, version=1)
    with pytest.raises(Stale):
        writing.edit(giver.actor, draft, a_command(giver, title="Autre"), now=now, version=1)
    assert detail(giver.actor, draft).written.title == "Une"


def test_foreign_drafts_are_missing_and_foreign_listings_are_not_yours(giver: Giver, now: datetime) -> None:
    other = a_giver(name="Autre")
    command = a_command(other)
    with pytest.raises(Missing):
        writing.edit(other.actor, a_draft(giver), command, now=now)
    with pytest.raises(NotYours):
        writing.edit(other.actor, a_listing(giver), command, now=now)


def test_a_listing_that_has_ended_is_read_only(giver: Giver, now: datetime) -> None:
    listing = a_listing(giver)
    steps.close(giver.actor, listing, now=now)
    with pytest.raises(StepClosed):
        writing.edit(giver.actor, listing, a_command(giver), now=now)


def test_a_draft_can_be_deleted_and_a_published_listing_cannot(giver: Giver, now: datetime) -> None:
    draft, listing = a_draft(giver), a_listing(giver)
    writing.delete_draft(giver.actor, draft, now=now)
    with pytest.raises(Missing):
        detail(giver.actor, draft)
    with pytest.raises(StepClosed):
        writing.delete_draft(giver.actor, listing, now=now)
    assert session().scalar(select(func.count()).select_from(Lot)) == 1


def test_each_act_leaves_one_line_in_the_journal_without_free_text(giver: Giver, now: datetime) -> None:
    listing = a_listing(giver)
    writing.edit(giver.actor, listing, a_command(giver, title="Secret de famille"), now=now)
    rows = session().scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
    assert [row.action for row in rows] == ["listings.create", "listings.publish", "listings.edit"]
    assert all(row.subject == listing and row.account == giver.actor.account for row in rows)
    assert rows[-1].facts == {"fields": ["title"], "mass_g": 300_000}
