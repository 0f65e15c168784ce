"""The last kilogram has exactly one winner: real threads, each with its own session, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask

from exchange.claims.actions import answering, weighing
from exchange.claims.commands import HandOver
from exchange.claims.errors import StepClosed
from exchange.claims.queries.faults import faults
from exchange.claims.queries.lists import of_listing
from exchange.ledger.queries.faults import faults as ledger_faults
from exchange.ledger.queries.lines import lines_of
from exchange.listings.errors import MassExceedsRemainder
from tests.builders.claims import KG, a_handed_over, a_receiver, a_request, a_scene, an_accepted, on_a_scale
from tests.houses import NOW
from tests.races import Outcomes

TOGETHER = 32
Together = Callable[..., Outcomes]


def test_of_32_who_claim_the_last_kilogram_one_is_served(app: Flask, together: Together) -> None:
    scene = a_scene(allocation="first_come")
    receivers = [a_receiver(name=f"Association {number}").actor for number in range(TOGETHER)]
    outcomes = together(app, [partial(a_request, scene, 300 * KG, by=actor) for actor in receivers])
    assert [type(error) for error in outcomes.raised] == [MassExceedsRemainder] * (TOGETHER - 1)
    assert len(outcomes.returned) == 1
    lot = scene.balance()
    assert (lot.remaining_g, lot.held_g, lot.collected_g) == (0, 300 * KG, 0)
    assert [row.public_id for row in of_listing(scene.giver.actor, scene.listing)] == list(outcomes.returned)
    assert list(faults(NOW)) == []


def test_of_32_acceptances_of_the_last_kilogram_one_holds(app: Flask, together: Together) -> None:
    scene = a_scene()
    claims = [a_request(scene, 300 * KG) for _ in range(TOGETHER)]
    outcomes = together(
        app, [partial(answering.accept, scene.giver.actor, claim, now=NOW) for claim in claims]
    )
    assert [type(error) for error in outcomes.raised] == [MassExceedsRemainder] * (TOGETHER - 1)
    assert len(outcomes.returned) == 1
    lot = scene.balance()
    assert (lot.remaining_g, lot.held_g) == (0, 300 * KG)
    rows = of_listing(scene.giver.actor, scene.listing)
    assert sorted(row.state for row in rows) == ["accepted", *["requested"] * (TOGETHER - 1)]
    assert list(faults(NOW)) == []


def test_shares_that_fit_are_all_served_and_no_gram_more(app: Flask, together: Together) -> None:
    scene = a_scene(allocation="first_come")
    outcomes = together(app, [partial(a_request, scene, 30 * KG) for _ in range(16)])
    assert len(outcomes.returned) == 10
    assert outcomes.raised_of(MassExceedsRemainder) == 6
    assert (scene.balance().remaining_g, scene.balance().held_g) == (0, 300 * KG)


def test_a_load_confirmed_by_many_presses_counts_once(app: Flask, together: Together) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG)
    outcomes = together(
        app,
        [
            partial(weighing.confirm, scene.receiver.actor, claim, on_a_scale(100 * KG), now=NOW)
            for _ in range(8)
        ],
    )
    assert [type(error) for error in outcomes.raised] == [StepClosed] * 7
    assert [line.grams for line in lines_of(claim)] == [100 * KG]
    assert scene.balance().collected_g == 100 * KG
    assert list(ledger_faults(NOW)) == []


def test_of_cancelling_and_handing_over_one_wins_for_each_claim(app: Flask, together: Together) -> None:
    scene = a_scene()
    held = [an_accepted(scene, 30 * KG) for _ in range(10)]
    calls = [
        partial(answering.cancel, scene.side("giver" if number % 2 else "receiver"), claim, "Non", now=NOW)
        for number, claim in enumerate(held)
    ]
    calls += [
        partial(weighing.hand_over, scene.giver.actor, claim, HandOver(on_a_scale(30 * KG)), now=NOW)
        for claim in held
    ]
    outcomes = together(app, calls)
    assert [type(error) for error in outcomes.raised] == [StepClosed] * 10
    lot = scene.balance()
    assert lot.remaining_g + lot.held_g == 300 * KG
    assert list(faults(NOW)) == []
