from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask

from exchange.claims.actions import answering
from exchange.claims.errors import StateUnknown
from exchange.claims.lifecycle import AGREED
from exchange.claims.queries.detail import detail
from exchange.claims.queries.lists import desk, of_listing, of_lot, own
from exchange.claims.queries.subjects import accepted_at, first_open_site, standing_side, subject
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Missing
from exchange.kernel.geography import Point
from exchange.kernel.paging import CursorInvalid
from tests.builders.claims import (
    KG,
    Scene,
    a_confirmed,
    a_disputed,
    a_handed_over,
    a_receiver,
    a_request,
    a_scene,
    a_scheduled,
    an_accepted,
)
from tests.builders.listings import CATHEDRAL, a_giver
from tests.builders.territories import ILLKIRCH
from tests.houses import NOW

STAGES: dict[str, Callable[[Scene], str]] = {
    "requested": a_request,
    "accepted": an_accepted,
    "scheduled": a_scheduled,
    "handed_over": a_handed_over,
    "disputed": a_disputed,
    "confirmed": a_confirmed,
    "declined": lambda scene: answering.decline(scene.giver.actor, a_request(scene), "Non", now=NOW),
    "withdrawn": lambda scene: answering.withdraw(scene.receiver.actor, a_request(scene), now=NOW),
    "cancelled": lambda scene: answering.cancel(scene.giver.actor, an_accepted(scene), "Non", now=NOW),
}


@pytest.mark.parametrize("state", STAGES)
def test_the_exact_place_and_contacts_show_to_both_sides_only_while_agreed(app: Flask, state: str) -> None:
    scene = a_scene()
    claim = STAGES[state](scene)
    for side in ("giver", "receiver"):
        seen = scene.seen(claim, side)
        assert seen.row.state == state
        assert (seen.meeting is not None) == (state in AGREED)
        if seen.meeting is not None:
            assert seen.meeting.source.address == "12 rue de la Krutenau"
            assert seen.meeting.source.point != CATHEDRAL
            assert [person.name for person in seen.meeting.giver_contacts] == ["Camille Muller"]
            assert "@" in seen.meeting.receiver_contacts[0].email


def test_nothing_exact_slips_out_before_acceptance(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene)
    for side in ("giver", "receiver"):
        text = repr(scene.seen(claim, side))
        assert "Krutenau" not in text
        assert "@" not in text
        assert str(CATHEDRAL.latitude + 0.0018)[:8] not in text


def test_a_claim_between_others_is_missing_like_one_that_never_was(app: Flask) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    stranger = a_receiver(name="Autre")
    admin = Actor(account_id=1, account="a", is_administrator=True)
    for actor in (stranger.actor, admin, ANONYMOUS):
        for target in (claim, "0000000000000000"):
            with pytest.raises(Missing):
                detail(actor, target)
        assert own(actor).total == 0
        with pytest.raises(Missing):
            of_listing(actor, scene.listing)
        with pytest.raises(Missing):
            of_lot(actor, scene.lot.public_id)


def test_the_receiver_does_not_compare_its_rivals(app: Flask) -> None:
    scene = a_scene()
    a_request(scene)
    with pytest.raises(Missing):
        of_listing(scene.receiver.actor, scene.listing)
    assert len(of_lot(scene.giver.actor, scene.lot.public_id)) == 1


def test_the_desk_says_whose_turn_it_is(app: Flask) -> None:
    scene = a_scene(quantity=Decimal(2_000))
    claims = {state: stage(scene) for state, stage in STAGES.items()}
    giver, receiver = desk(scene.giver.actor), desk(scene.receiver.actor)
    turns = {"accepted", "scheduled"}
    assert {row.state for row in giver.mine} == {"requested", "disputed", *turns}
    assert {row.state for row in giver.theirs} == {"handed_over"}
    assert {row.state for row in receiver.mine} == {"handed_over", *turns}
    assert {row.state for row in receiver.theirs} == {"requested", "disputed"}
    for half in (giver, receiver):
        assert {row.state for row in half.done} == {"confirmed", "declined", "withdrawn", "cancelled"}
        assert half.done_total == 4
    assert {row.public_id for row in (*giver.mine, *giver.theirs, *giver.done)} == set(claims.values())


def test_own_claims_come_newest_first_page_by_page(app: Flask) -> None:
    scene = a_scene()
    claims = [a_request(scene, KG) for _ in range(5)]
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = own(scene.receiver.actor, limit=2, cursor=cursor)
        assert page.total == 5
        found += [row.public_id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == claims[::-1]
    assert own(scene.giver.actor, state="accepted").total == 0
    with pytest.raises(StateUnknown):
        own(scene.giver.actor, state="lost")
    with pytest.raises(CursorInvalid):
        own(scene.giver.actor, cursor="zzz")


def test_distances_are_between_public_points(app: Flask) -> None:
    far = a_receiver(commune=ILLKIRCH, public_point=Point(48.5300, 7.7160))
    scene = a_scene(receiver=far)
    row = scene.seen(a_request(scene)).row
    assert row.distance_km == pytest.approx(6.3, abs=0.2)
    assert (row.giver.commune_name, row.receiver.commune_name) == ("Strasbourg", "Illkirch-Graffenstaden")


def test_those_to_answer_come_first_for_the_giver(app: Flask) -> None:
    scene = a_scene()
    done, held, asked = a_confirmed(scene, 50 * KG), an_accepted(scene, 50 * KG), a_request(scene, 50 * KG)
    rows = of_listing(scene.giver.actor, scene.listing)
    assert [row.public_id for row in rows] == [asked, held, done]


def test_a_subject_names_both_sides(app: Flask) -> None:
    scene = a_scene(giver=a_giver(name="Donneur"), receiver=a_receiver(name="Receveur"))
    claim = a_handed_over(scene)
    about = subject(claim)
    assert (about.giver, about.receiver, about.time_zone) == ("Donneur", "Receveur", "Europe/Paris")
    assert standing_side(about.id) == "giver"
    assert accepted_at(about.id) == NOW
    assert first_open_site(about.receiver_id) == scene.receiver.site_id
    with pytest.raises(Missing):
        subject("0000000000000000")
