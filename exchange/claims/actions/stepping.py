"""Taking a step: the claim is locked, the table is asked, and who took the step when is kept.

Locks are taken in one order everywhere: the lot, its listing, then the claim. Steps that move no mass
lock the claim alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from exchange.claims.errors import NotYourStep, ReasonNeeded, ReasonTooLong, StepClosed, StepUnknown
from exchange.claims.lifecycle import BY_NAME, HOLDING, OTHER, SIDES, is_for, opposite
from exchange.claims.models import Claim, ClaimStep, PickupSlot
from exchange.claims.policy import STEP, side_of
from exchange.claims.queries.subjects import Subject, standing_side, subject
from exchange.claims.rules import TEXT_LIMIT
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Missing, Stale
from exchange.kernel.text import clean
from exchange.listings.actions import mass
from exchange.storage.appending import append, append_all

MOVING_MASS = frozenset({"accept", "cancel", "confirm", "resolve"})

_LOCKED = (
    select(Claim)
    .where(Claim.id == bindparam("claim"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


@dataclass(slots=True)
class Taking:
    """A claim in the hands of an actor who may take the step named."""

    session: Session
    actor: Actor
    claim: Claim
    subject: Subject
    side: str
    step: str
    now: datetime

    @property
    def public_id(self) -> str:
        """The claim's public id: what every action returns."""
        return self.subject.public_id

    def take(self, target: str | None = None, **facts: Any) -> None:
        """Take the step, to the table's target unless the figures lead elsewhere; journal the bare facts."""
        row = BY_NAME[self.step]
        reached = target or row.target or self.claim.state
        if reached not in {row.target or self.claim.state, row.otherwise}:
            raise RuntimeError(f"{self.step} does not lead to {reached}")
        source = self.claim.state
        self.claim.state = reached
        self.claim.version += 1
        self.claim.changed_at = self.now
        if reached not in HOLDING:
            self.claim.held_g = 0
        log(self.claim.id, self.step, source, reached, self.actor, self.side, self.now)
        record(self.actor, f"claims.{self.step}", "claim", self.public_id, {"to": reached, **facts}, self.now)


def begin(
    session: Session, actor: Actor, public_id: str, step: str, *, version: int | None, now: datetime
) -> Taking:
    """Return the claim locked for a step that this actor may take now.

    Strangers learn nothing: for them a claim that exists is missing too.

    Raises: Missing, StepUnknown, Forbidden, NotYourStep, StepClosed, Stale.
    """
    about = subject(public_id)
    side = side_of(actor, about.giver_id, about.receiver_id)
    if side is None:
        raise Missing
    row = BY_NAME.get(step)
    if row is None:
        raise StepUnknown
    if not STEP.allows(actor):
        raise Forbidden
    if step in MOVING_MASS:
        mass.locked_lot(about.lot_id)
    claim = session.scalars(_LOCKED, {"claim": about.id}).one()
    # Which side is "the other" is a question only in the states where a figure waits for its word.
    waits = row.by == OTHER and claim.state in row.sources
    standing = standing_side(claim.id) if waits else opposite(side)
    if not is_for(row, side, standing):
        raise NotYourStep
    if claim.state not in row.sources:
        raise StepClosed
    if version is not None and claim.version != version:
        raise Stale
    return Taking(session, actor, claim, about, side, step, now)


def log(claim_id: int, step: str, source: str, target: str, actor: Actor, side: str, now: datetime) -> None:
    """Write down who took a step from which state to which."""
    append(
        ClaimStep,
        claim_id=claim_id,
        step=step,
        source=source,
        target=target,
        at=now,
        by=actor.account,
        side=side,
    )


def agree_on_wish(claim_id: int, pickup_from: datetime | None, pickup_until: datetime | None) -> None:
    """Let the window that the receiver wished for count as offered by both sides from acceptance on."""
    if pickup_from is None or pickup_until is None:
        return
    append_all(
        PickupSlot,
        [
            {"claim_id": claim_id, "side": side, "starts_at": pickup_from, "ends_at": pickup_until}
            for side in SIDES
        ],
    )


def reason_given(reason: str) -> str:
    """Return the reason as it will be read.

    Raises: ReasonNeeded, ReasonTooLong.
    """
    text = clean(reason)
    if not text:
        raise ReasonNeeded
    if len(text) > TEXT_LIMIT:
        raise ReasonTooLong(limit=TEXT_LIMIT)
    return text
