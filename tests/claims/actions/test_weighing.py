from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from exchange.claims.actions import weighing
from exchange.claims.commands import HandOver, Weigh
from exchange.claims.errors import (
    HandoverInFuture,
    HandoverTooEarly,
    NetImplausible,
    NotYourStep,
    RefusedByGiver,
)
from exchange.ledger.queries.lines import lines_of
from exchange.listings.errors import LostExceedsRest
from tests.builders.claims import (
    KG,
    a_confirmed,
    a_disputed,
    a_handed_over,
    a_scene,
    an_accepted,
    on_a_scale,
)
from tests.builders.listings import a_giver
from tests.houses import NOW


def test_a_confirmed_claim_leaves_the_lot_and_enters_the_ledger(app: Flask) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG)
    (line,) = lines_of(claim)
    lot = scene.balance()
    assert (line.grams, line.grade, line.month) == (100 * KG, "A", 202603)
    assert (lot.remaining_g, lot.held_g, lot.collected_g) == (200 * KG, 0, 100 * KG)
    assert scene.seen(claim).row.state == "confirmed"


def test_within_two_percent_the_receivers_figure_stands(app: Flask) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG)
    weighing.confirm(scene.receiver.actor, claim, on_a_scale(98 * KG), now=NOW)
    assert lines_of(claim)[0].grams == 98 * KG
    assert scene.balance().remaining_g == 202 * KG


def test_the_receivers_figure_stands_also_when_the_giver_confirms(app: Flask) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG, net_g=99 * KG, by="receiver")
    weighing.confirm(scene.giver.actor, claim, on_a_scale(100 * KG), now=NOW)
    assert lines_of(claim)[0].grams == 99 * KG


def test_beyond_two_percent_nothing_counts_and_the_hold_stays(app: Flask) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG)
    weighing.confirm(scene.receiver.actor, claim, on_a_scale(97_999), now=NOW)
    seen = scene.seen(claim)
    assert seen.row.state == "disputed"
    assert seen.row.standing_side == "receiver"
    assert lines_of(claim) == ()
    assert (scene.balance().held_g, scene.balance().collected_g) == (100 * KG, 0)


def test_the_other_side_accepts_the_standing_figure(app: Flask) -> None:
    scene = a_scene()
    claim = a_disputed(scene, 100 * KG)
    with pytest.raises(NotYourStep):
        weighing.resolve(scene.receiver.actor, claim, now=NOW)
    weighing.resolve(scene.giver.actor, claim, now=NOW)
    (line,) = lines_of(claim)
    assert (line.grams, line.grade) == (50 * KG, "B")


def test_an_answer_that_still_differs_swaps_the_roles(app: Flask) -> None:
    scene = a_scene()
    claim = a_disputed(scene, 100 * KG)
    weighing.resolve(scene.giver.actor, claim, on_a_scale(80 * KG), now=NOW)
    assert scene.seen(claim).row.standing_side == "giver"
    assert lines_of(claim) == ()
    weighing.resolve(scene.receiver.actor, claim, on_a_scale(79 * KG), now=NOW)
    (line,) = lines_of(claim)
    assert (line.grams, line.grade) == (79 * KG, "A")


def test_whoever_contests_without_figures_may_weigh_or_give_in(app: Flask) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG)
    weighing.dispute(scene.receiver.actor, claim, "Le camion était vide", now=NOW)
    assert scene.seen(claim).row.state == "disputed"
    weighing.resolve(scene.receiver.actor, claim, Weigh(net_g=0), now=NOW)
    assert scene.seen(claim).row.state == "disputed"
    weighing.resolve(scene.giver.actor, claim, now=NOW)
    (line,) = lines_of(claim)
    assert (line.grams, line.grade) == (0, "E")
    assert scene.balance().remaining_g == 300 * KG


def test_nothing_was_there_is_a_fact(app: Flask) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG, net_g=0)
    assert lines_of(claim)[0].grams == 0
    assert scene.balance().remaining_g == 300 * KG


def test_what_is_refused_returns_or_is_lost_and_does_not_count(app: Flask) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG, refused_g=30 * KG, lost_g=10 * KG)
    lot = scene.balance()
    assert lines_of(claim)[0].grams == 70 * KG
    assert (lot.remaining_g, lot.collected_g, lot.removed_g) == (220 * KG, 70 * KG, 10 * KG)


def test_more_than_was_held_takes_from_the_rest_then_adds(app: Flask) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG, net_g=350 * KG)
    lot = scene.balance()
    assert lines_of(claim)[0].grams == 350 * KG
    assert (lot.remaining_g, lot.collected_g, lot.adjusted_g) == (0, 350 * KG, 50 * KG)


def test_more_than_ten_times_the_hold_is_a_slip(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene, 100 * KG)
    with pytest.raises(NetImplausible):
        weighing.hand_over(scene.giver.actor, claim, HandOver(Weigh(net_g=1_000 * KG + 1)), now=NOW)
    weighing.hand_over(scene.giver.actor, claim, HandOver(Weigh(net_g=1_000 * KG)), now=NOW)


def test_a_loss_beyond_the_rest_is_refused_and_changes_nothing(app: Flask) -> None:
    scene = a_scene()
    claim = a_handed_over(scene, 100 * KG)
    with pytest.raises(LostExceedsRest):
        weighing.confirm(scene.receiver.actor, claim, on_a_scale(100 * KG, lost_g=1), now=NOW)
    seen = scene.seen(claim)
    assert seen.row.state == "handed_over"
    assert len(seen.weighings) == 1


def test_only_the_receiver_refuses(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    with pytest.raises(RefusedByGiver):
        weighing.hand_over(scene.giver.actor, claim, HandOver(Weigh(net_g=10, refused_g=1)), now=NOW)


def test_a_handover_is_neither_of_tomorrow_nor_from_before_acceptance(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene, now=NOW)
    later = NOW + timedelta(days=2)
    for at, refusal in (
        (later + timedelta(seconds=1), HandoverInFuture),
        (NOW - timedelta(seconds=1), HandoverTooEarly),
    ):
        with pytest.raises(refusal):
            weighing.hand_over(scene.giver.actor, claim, HandOver(on_a_scale(KG), at), now=later)
    weighing.hand_over(scene.giver.actor, claim, HandOver(on_a_scale(KG), NOW), now=later)


@pytest.mark.parametrize(
    ("time_zone", "month"), [("Europe/Paris", 202604), ("America/Cayenne", 202603), ("UTC", 202603)]
)
def test_the_month_is_that_of_the_givers_site(app: Flask, time_zone: str, month: int) -> None:
    handed_over_at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    scene = a_scene(giver=a_giver(time_zone=time_zone))
    claim = an_accepted(scene)
    later = datetime(2026, 4, 2, 8, tzinfo=UTC)
    weighing.hand_over(scene.giver.actor, claim, HandOver(on_a_scale(100 * KG), handed_over_at), now=later)
    weighing.confirm(scene.receiver.actor, claim, on_a_scale(100 * KG), now=later)
    (line,) = lines_of(claim)
    assert line.month == month
    assert line.handed_over_at == handed_over_at


def test_after_the_clocks_went_back_midnight_is_an_hour_later_in_utc(app: Flask) -> None:
    handed_over_at = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    begun = datetime(2026, 10, 20, 8, tzinfo=UTC)
    scene = a_scene(now=begun, available_until=None, available_from=begun.date())
    claim = an_accepted(scene, now=begun, wish=None)
    weighing.hand_over(
        scene.giver.actor, claim, HandOver(on_a_scale(100 * KG), handed_over_at), now=handed_over_at
    )
    weighing.confirm(scene.receiver.actor, claim, on_a_scale(100 * KG), now=handed_over_at)
    assert lines_of(claim)[0].month == 202611
