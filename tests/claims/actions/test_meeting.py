from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from exchange.claims.actions import answering, meeting
from exchange.claims.commands import Window
from exchange.claims.errors import WindowNotOffered, WindowPast
from tests.builders.claims import WISH, a_request, a_scene, a_scheduled, an_accepted
from tests.houses import NOW

OTHER_DAY = Window(WISH.starts_at + timedelta(days=3), WISH.ends_at + timedelta(days=3))
INSIDE = Window(WISH.starts_at + timedelta(hours=1), WISH.ends_at - timedelta(hours=1))


@pytest.mark.parametrize("side", ["giver", "receiver"])
def test_the_wish_of_an_accepted_claim_binds_both(app: Flask, side: str) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    meeting.schedule(scene.side(side), claim, INSIDE, now=NOW)
    row = scene.seen(claim).row
    assert (row.state, row.pickup_from, row.pickup_until) == ("scheduled", INSIDE.starts_at, INSIDE.ends_at)


def test_who_is_served_first_may_schedule_within_the_wish(app: Flask) -> None:
    scene = a_scene(allocation="first_come")
    claim = a_request(scene, pickup_from=WISH.starts_at, pickup_until=WISH.ends_at)
    meeting.schedule(scene.receiver.actor, claim, WISH, now=NOW)
    assert scene.seen(claim).row.state == "scheduled"


def test_an_appointment_nobody_offered_is_refused(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene, wish=None)
    for side in ("giver", "receiver"):
        with pytest.raises(WindowNotOffered):
            meeting.schedule(scene.side(side), claim, WISH, now=NOW)


@pytest.mark.parametrize(("proposer", "other"), [("giver", "receiver"), ("receiver", "giver")])
def test_only_the_other_side_picks_from_a_proposal(app: Flask, proposer: str, other: str) -> None:
    scene = a_scene()
    claim = an_accepted(scene, wish=None)
    meeting.propose(scene.side(proposer), claim, [OTHER_DAY, WISH], now=NOW)
    with pytest.raises(WindowNotOffered):
        meeting.schedule(scene.side(proposer), claim, OTHER_DAY, now=NOW)
    meeting.schedule(scene.side(other), claim, OTHER_DAY, now=NOW)
    assert scene.seen(claim).row.pickup_from == OTHER_DAY.starts_at


def test_a_new_proposal_replaces_ones_own_alone(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    meeting.propose(scene.giver.actor, claim, [OTHER_DAY], now=NOW)
    offers = scene.seen(claim).offers
    assert offers == {"giver": (OTHER_DAY,), "receiver": (WISH,)}
    with pytest.raises(WindowNotOffered):
        meeting.schedule(scene.receiver.actor, claim, WISH, now=NOW)
    meeting.schedule(scene.giver.actor, claim, WISH, now=NOW)


def test_an_appointment_moves_to_what_the_other_side_offered(app: Flask) -> None:
    scene = a_scene()
    claim = a_scheduled(scene)
    with pytest.raises(WindowNotOffered):
        meeting.reschedule(scene.receiver.actor, claim, OTHER_DAY, now=NOW)
    meeting.propose(scene.giver.actor, claim, [OTHER_DAY], now=NOW)
    assert scene.seen(claim).row.pickup_from == WISH.starts_at
    meeting.reschedule(scene.receiver.actor, claim, OTHER_DAY, now=NOW)
    assert scene.seen(claim).row.pickup_from == OTHER_DAY.starts_at


def test_an_offer_that_is_over_is_no_appointment(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    with pytest.raises(WindowPast):
        meeting.schedule(scene.giver.actor, claim, WISH, now=WISH.ends_at)


def test_what_was_wished_binds_nobody_before_acceptance(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene, pickup_from=WISH.starts_at, pickup_until=WISH.ends_at)
    assert scene.seen(claim).offers == {"giver": (), "receiver": ()}
    answering.accept(scene.giver.actor, claim, now=NOW)
    assert scene.seen(claim).offers == {"giver": (WISH,), "receiver": (WISH,)}
