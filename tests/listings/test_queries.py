"""Reading listings: who sees which, in what words, and what cards say of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Missing
from exchange.kernel.paging import CursorInvalid, encode_cursor
from exchange.listings.actions import mass, steps
from exchange.listings.queries.cards import cards_among, cards_of, latest, own_cards, own_counts
from exchange.listings.queries.detail import detail
from exchange.listings.queries.lots import lot_by_id, lots_among, lots_of
from exchange.organisations.models import Organisation
from exchange.storage.database import transaction
from tests.builders.listings import Giver, a_draft, a_giver, a_listing, the_lot
from tests.houses import NOW


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


def suspend(giver: Giver) -> None:
    with transaction() as writing:
        found = select(Organisation).where(Organisation.slug == giver.slug)
        writing.scalars(found).one().status = "suspended"


def test_a_draft_is_missing_for_everyone_but_its_organisation(giver: Giver) -> None:
    draft, other = a_draft(giver), a_giver(name="Autre")
    assert detail(giver.actor, draft).is_giver
    for actor in (ANONYMOUS, other.actor):
        with pytest.raises(Missing):
            detail(actor, draft)
    with pytest.raises(Missing):
        detail(ANONYMOUS, "no such listing")


def test_a_listing_is_read_by_all_until_its_organisation_is_suspended(giver: Giver) -> None:
    listing = a_listing(giver)
    view = detail(ANONYMOUS, listing)
    assert (view.is_giver, view.steps, view.commune_name) == (False, (), "Strasbourg")
    assert view.time_zone == "Europe/Paris"
    suspend(giver)
    with pytest.raises(Missing):
        detail(ANONYMOUS, listing)
    assert detail(giver.actor, listing).is_giver
    assert latest() == cards_of(giver.slug).items == ()


def test_the_exact_place_stands_nowhere_in_what_is_read(giver: Giver) -> None:
    listing = a_listing(giver)
    view = detail(ANONYMOUS, listing)
    (card,) = latest()
    for said in (repr(view), repr(card)):
        assert "Krutenau" not in said
        assert "48.5836" not in said
    assert view.point == card.point


def test_the_giver_is_offered_the_steps_that_the_state_allows(giver: Giver) -> None:
    listing = a_listing(giver)
    assert [step.name for step in detail(giver.actor, listing).steps] == ["pause", "close"]
    assert detail(giver.actor, listing).is_editable
    steps.close(giver.actor, listing, now=NOW)
    assert detail(giver.actor, listing).steps == ()
    assert not detail(giver.actor, listing).is_editable


def test_masses_of_a_listing_are_those_of_its_lots(giver: Giver) -> None:
    listing = a_listing(giver, material="pallets", quantity=Decimal(12), unit="piece")
    mass.hold(the_lot(giver, listing).id, 100_000, claim="c", by="p", now=NOW)
    view = detail(ANONYMOUS, listing)
    assert view.is_counted
    assert (view.total_g, view.remaining_g, view.held_g, view.collected_g) == (300_000, 200_000, 100_000, 0)
    lot = the_lot(giver, listing)
    assert lots_among({lot.id}) == {lot.id: lot_by_id(lot.id)}
    assert lots_of(view.id) == view.lots


def test_a_card_says_the_units_while_the_lot_is_whole_and_then_the_mass(giver: Giver) -> None:
    listing = a_listing(giver, material="pallets", quantity=Decimal(12), unit="piece")
    (card,) = latest()
    assert (card.quantity, card.unit, card.mass_g, card.status) == (
        Decimal(12),
        "piece",
        300_000,
        "published",
    )
    assert (card.material_slug, card.organisation_name, card.commune_name) == (
        "pallets",
        giver.name,
        "Strasbourg",
    )
    mass.hold(the_lot(giver, listing).id, 25_000, claim="c", by="p", now=NOW)
    (card,) = latest()
    assert (card.quantity, card.mass_g, card.held_g) == (None, 275_000, 25_000)
    typed_as_mass = a_listing(giver, now=NOW + timedelta(seconds=1))
    assert latest()[0].public_id == typed_as_mass
    assert latest()[0].quantity is None


def test_cards_of_an_organisation_are_its_open_ones_newest_first_page_after_page(giver: Giver) -> None:
    listings = [a_listing(giver, now=NOW + timedelta(minutes=number // 2)) for number in range(5)]
    a_listing(a_giver(name="Autre"))
    a_draft(giver)
    steps.pause(giver.actor, listings[0], now=NOW)
    seen: list[str] = []
    cursor = None
    while True:
        page = cards_of(giver.slug, limit=2, cursor=cursor)
        assert page.total == 4
        seen += [card.public_id for card in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == listings[:0:-1]
    with pytest.raises(CursorInvalid):
        cards_of(giver.slug, cursor=encode_cursor("now", 1))


def test_ones_own_listings_are_shown_in_every_state_or_one(giver: Giver) -> None:
    draft, listing = a_draft(giver), a_listing(giver)
    a_listing(a_giver(name="Autre"))
    assert {card.public_id for card in own_cards(giver.actor).items} == {draft, listing}
    assert [card.public_id for card in own_cards(giver.actor, statuses=("draft",)).items] == [draft]
    assert own_counts(giver.actor) == {"draft": 1, "published": 1}
    with pytest.raises(Missing):
        own_cards(ANONYMOUS)


def test_cards_of_unknown_listings_are_left_out(giver: Giver) -> None:
    assert cards_among([]) == {}
    assert cards_among([10**9]) == {}
