"""Any sequence of steps by anyone keeps the lot balanced, holds true, and the ledger equal to what left."""

from __future__ import annotations

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.claims.actions import answering, meeting, weighing
from exchange.claims.commands import HandOver, Weigh
from exchange.claims.lifecycle import HOLDING
from exchange.claims.queries.faults import faults
from exchange.claims.queries.lists import of_listing
from exchange.kernel.errors import Refusal, Refusals
from exchange.ledger.actions.sealing import seal
from exchange.ledger.queries.faults import faults as ledger_faults
from exchange.ledger.queries.lines import lines_of
from exchange.listings.queries.faults import faults as listing_faults
from tests.builders.claims import KG, WISH, Scene, a_request, a_scene
from tests.houses import NOW

masses = st.one_of(st.integers(0, 400 * KG), st.sampled_from([0, 1, 100 * KG, 300 * KG]))
sides = st.sampled_from(["giver", "receiver"])
which = st.integers(0, 3)
step = st.one_of(
    st.tuples(st.just("request"), st.integers(1, 350 * KG)),
    st.tuples(st.just("accept"), which, sides, st.one_of(st.none(), masses)),
    st.tuples(
        st.sampled_from(["decline", "withdraw", "cancel", "schedule", "dispute", "seal"]), which, sides
    ),
    st.tuples(st.sampled_from(["hand_over", "confirm", "resolve"]), which, sides, masses, masses, masses),
    st.tuples(st.just("yield"), which, sides),
)


def take(scene: Scene, claims: list[str], event: tuple[Any, ...]) -> None:
    """Try one step; a refusal is an answer like any other."""
    name, *rest = event
    if name == "request":
        claims.append(a_request(scene, rest[0], pickup_from=WISH.starts_at, pickup_until=WISH.ends_at))
        return
    if name == "seal":
        seal(NOW, batch=2)
        return
    if not claims:
        return
    actor, claim = scene.side(rest[1]), claims[rest[0] % len(claims)]
    if name in {"hand_over", "confirm", "resolve"}:
        weigh = Weigh(net_g=rest[2], method="scale", refused_g=rest[3] // 4, lost_g=rest[4] // 8)
        asked: Any = HandOver(weigh) if name == "hand_over" else weigh
        getattr(weighing, name)(actor, claim, asked, now=NOW)
    elif name == "accept":
        answering.accept(actor, claim, rest[2], now=NOW)
    elif name == "withdraw":
        answering.withdraw(actor, claim, now=NOW)
    elif name == "schedule":
        meeting.schedule(actor, claim, WISH, now=NOW)
    elif name == "yield":
        weighing.resolve(actor, claim, now=NOW)
    elif name == "dispute":
        weighing.dispute(actor, claim, "Non", now=NOW)
    else:
        getattr(answering, name)(actor, claim, "Non", now=NOW)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(["giver_chooses", "first_come"]), st.lists(step, min_size=3, max_size=18))
def test_no_sequence_of_steps_loses_or_invents_a_gram(
    app: Flask, allocation: str, events: list[tuple[Any, ...]]
) -> None:
    scene = a_scene(allocation=allocation)
    claims: list[str] = []
    for event in events:
        before = scene.balance()
        try:
            take(scene, claims, event)
        except (Refusal, Refusals):
            assert scene.balance() == before
    lot = scene.balance()
    parts = (lot.remaining_g, lot.held_g, lot.collected_g, lot.removed_g)
    assert lot.initial_g + lot.adjusted_g == sum(parts)
    assert min(parts) >= 0
    rows = of_listing(scene.giver.actor, scene.listing)
    assert sum(row.held_g for row in rows) == lot.held_g
    assert all((row.held_g > 0) == (row.state in HOLDING) for row in rows)
    booked = {claim: sum(line.grams for line in lines_of(claim)) for claim in claims}
    assert sum(booked.values()) == lot.collected_g
    assert {claim for claim in claims if lines_of(claim)} == {
        row.public_id for row in rows if row.state == "confirmed"
    }
    assert [*faults(NOW), *ledger_faults(NOW), *listing_faults()] == []
