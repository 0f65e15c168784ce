from __future__ import annotations

import pytest
from flask import Flask

from exchange.claims.actions import answering
from exchange.claims.errors import MassAboveRequest, MassNotPositive, ReasonNeeded, ReasonTooLong
from exchange.claims.rules import TEXT_LIMIT
from exchange.listings.actions import steps
from exchange.listings.errors import ListingNotOpen, MassExceedsRemainder
from tests.builders.claims import KG, a_receiver, a_request, a_scene, an_accepted
from tests.houses import NOW


def test_acceptance_holds_what_was_asked_for(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene, 120 * KG)
    assert scene.seen(claim).row.held_g == 120 * KG
    assert (scene.balance().remaining_g, scene.balance().held_g) == (180 * KG, 120 * KG)


def test_the_giver_may_accept_a_part(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene, 120 * KG)
    answering.accept(scene.giver.actor, claim, 50 * KG, now=NOW)
    row = scene.seen(claim).row
    assert (row.requested_g, row.held_g) == (120 * KG, 50 * KG)
    assert scene.balance().held_g == 50 * KG


def test_the_giver_accepts_neither_more_nor_nothing(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene, 120 * KG)
    with pytest.raises(MassAboveRequest):
        answering.accept(scene.giver.actor, claim, 120 * KG + 1, now=NOW)
    with pytest.raises(MassNotPositive):
        answering.accept(scene.giver.actor, claim, 0, now=NOW)


def test_the_second_acceptance_of_the_same_mass_is_refused(app: Flask) -> None:
    scene = a_scene()
    first, second = a_request(scene, 200 * KG), a_request(scene, 200 * KG, by=a_receiver(name="Autre").actor)
    answering.accept(scene.giver.actor, first, now=NOW)
    with pytest.raises(MassExceedsRemainder):
        answering.accept(scene.giver.actor, second, now=NOW)
    answering.accept(scene.giver.actor, second, 100 * KG, now=NOW)
    assert (scene.balance().remaining_g, scene.balance().held_g) == (0, 300 * KG)


def test_a_paused_listing_still_honours_earlier_requests_and_a_closed_one_does_not(app: Flask) -> None:
    scene = a_scene()
    claim, late = a_request(scene), a_request(scene)
    steps.pause(scene.giver.actor, scene.listing, now=NOW)
    answering.accept(scene.giver.actor, claim, now=NOW)
    answering.cancel(scene.giver.actor, claim, "Plus besoin", now=NOW)
    steps.close(scene.giver.actor, scene.listing, now=NOW)
    with pytest.raises(ListingNotOpen):
        answering.accept(scene.giver.actor, late, now=NOW)


@pytest.mark.parametrize("side", ["giver", "receiver"])
def test_either_side_cancels_and_the_mass_returns(app: Flask, side: str) -> None:
    scene = a_scene()
    claim = an_accepted(scene, 300 * KG)
    answering.cancel(scene.side(side), claim, "Camion en panne", now=NOW)
    row = scene.seen(claim).row
    assert (row.state, row.held_g, row.reason) == ("cancelled", 0, "Camion en panne")
    assert (scene.balance().remaining_g, scene.balance().held_g) == (300 * KG, 0)


def test_a_no_comes_with_a_reason_of_readable_length(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene)
    with pytest.raises(ReasonNeeded):
        answering.decline(scene.giver.actor, claim, " \n ", now=NOW)
    with pytest.raises(ReasonTooLong):
        answering.decline(scene.giver.actor, claim, "x" * (TEXT_LIMIT + 1), now=NOW)
    answering.decline(scene.giver.actor, claim, "x" * TEXT_LIMIT, now=NOW)
    assert scene.seen(claim).row.state == "declined"


def test_honest_text_comes_back_identical(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene)
    reason = "10 % d’humidité, fûts <200 L>, {bois} – مرحبا 🌲"
    answering.decline(scene.giver.actor, claim, reason, now=NOW)
    assert scene.seen(claim).row.reason == reason
