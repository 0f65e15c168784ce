"""The life cycle, cell by cell: every step from every state by every side, the legal and the illegal ones."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from exchange.claims.actions import answering, meeting, weighing
from exchange.claims.commands import HandOver
from exchange.claims.lifecycle import BY_NAME, STEPS, after, is_for, opposite
from exchange.claims.models import Claim, ClaimStep
from exchange.claims.queries.detail import detail
from exchange.journal.models import JournalEntry
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.errors import Forbidden, Missing, Refusal, Stale
from exchange.outbox.models import Mail
from tests.builders.claims import (
    KG,
    WISH,
    Scene,
    a_confirmed,
    a_disputed,
    a_handed_over,
    a_receiver,
    a_request,
    a_scene,
    a_scheduled,
    an_accepted,
    on_a_scale,
)
from tests.builders.listings import a_giver
from tests.houses import NOW

STATES: dict[str, Callable[[Scene], str]] = {
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
"""How a claim comes to each state: handed over, the giver's figure stands; disputed, the receiver's."""

STANDING = {"handed_over": "giver", "disputed": "receiver"}

VERBS: dict[str, Callable[..., str]] = {
    "accept": answering.accept,
    "decline": lambda actor, claim, **rest: answering.decline(actor, claim, "Trop loin", **rest),
    "withdraw": answering.withdraw,
    "cancel": lambda actor, claim, **rest: answering.cancel(actor, claim, "Panne", **rest),
    "propose": lambda actor, claim, **rest: meeting.propose(actor, claim, [WISH], **rest),
    "schedule": lambda actor, claim, **rest: meeting.schedule(actor, claim, WISH, **rest),
    "reschedule": lambda actor, claim, **rest: meeting.reschedule(actor, claim, WISH, **rest),
    "hand_over": lambda actor, claim, **rest: weighing.hand_over(
        actor, claim, HandOver(on_a_scale(100 * KG)), **rest
    ),
    "confirm": lambda actor, claim, **rest: weighing.confirm(actor, claim, on_a_scale(100 * KG), **rest),
    "dispute": lambda actor, claim, **rest: weighing.dispute(actor, claim, "Faux", **rest),
    "resolve": weighing.resolve,
}


def everything(db: Session, scene: Scene) -> tuple[object, ...]:
    """Return all that a step could change."""
    db.rollback()
    counts = [db.scalar(select(func.count()).select_from(table)) for table in (ClaimStep, JournalEntry, Mail)]
    claims = db.execute(select(Claim.state, Claim.version, Claim.held_g, Claim.reason)).all()
    return (*counts, *map(tuple, claims), scene.balance())


def test_every_cell_of_the_table_is_tried() -> None:
    assert set(VERBS) == set(BY_NAME)
    assert set(STATES) == {state for step in STEPS for state in (*step.sources, step.target)} - {None}


@pytest.mark.parametrize(("step", "state"), product(VERBS, STATES))
def test_a_step_works_where_the_table_says_so_and_nowhere_else(
    app: Flask, db: Session, step: str, state: str
) -> None:
    for side in ("giver", "receiver"):
        scene = a_scene()
        claim = STATES[state](scene)
        before = everything(db, scene)
        expected = after(step, state)
        standing = STANDING.get(state) if expected is not None else opposite(side)
        mine = is_for(BY_NAME[step], side, standing)
        if mine and expected is not None:
            VERBS[step](scene.side(side), claim, now=NOW)
            assert scene.seen(claim).row.state == expected
            assert everything(db, scene)[0] == before[0] + 1  # type: ignore[operator]
            assert everything(db, scene)[2] > before[2]  # type: ignore[operator]
        else:
            with pytest.raises(Refusal) as caught:
                VERBS[step](scene.side(side), claim, now=NOW)
            assert caught.value.code == ("claim-step-closed" if mine else "claim-not-your-step")
            assert caught.value.status == (409 if mine else 403)
            assert everything(db, scene) == before


@pytest.mark.parametrize("step", VERBS)
def test_for_a_stranger_the_claim_does_not_exist(app: Flask, db: Session, step: str) -> None:
    scene = a_scene()
    claim = a_handed_over(scene)
    before = everything(db, scene)
    strangers: list[Actor] = [
        ANONYMOUS,
        a_receiver(name="Autre").actor,
        a_giver(name="Autre encore").actor,
        Actor(account_id=scene.giver.actor.account_id, account="x", is_administrator=True),
    ]
    for stranger in strangers:
        for target in (claim, "0000000000000000"):
            with pytest.raises(Missing):
                VERBS[step](stranger, target, now=NOW)
    after_all = everything(db, scene)
    assert after_all == before


def test_a_stale_version_is_refused_without_effect(app: Flask, db: Session) -> None:
    scene = a_scene()
    claim = a_request(scene)
    version = scene.seen(claim).row.version
    answering.accept(scene.giver.actor, claim, version=version, now=NOW)
    before = everything(db, scene)
    with pytest.raises(Stale):
        answering.cancel(scene.giver.actor, claim, "Non", version=version, now=NOW)
    assert everything(db, scene) == before


def test_a_token_to_read_takes_no_step(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(scene)
    own = scene.giver.actor
    reading = Actor(
        account_id=own.account_id,
        account=own.account,
        organisation_id=own.organisation_id,
        organisation=own.organisation,
        scopes=frozenset({"read"}),
    )
    with pytest.raises(Forbidden):
        answering.accept(reading, claim, now=NOW)


def test_every_step_is_a_row_with_who_when_and_a_journal_row(app: Flask, db: Session) -> None:
    scene = a_scene()
    claim = a_confirmed(scene)
    steps = [(step.step, step.side) for step in detail(scene.giver.actor, claim).history]
    assert steps == [
        ("request", "receiver"),
        ("accept", "giver"),
        ("hand_over", "giver"),
        ("confirm", "receiver"),
    ]
    assert all(step.at == NOW and step.by for step in scene.seen(claim).history)
    entries = db.scalars(
        select(JournalEntry.action).where(JournalEntry.subject == claim).order_by(JournalEntry.id)
    ).all()
    assert entries == ["claims.request", "claims.accept", "claims.hand_over", "claims.confirm"]
