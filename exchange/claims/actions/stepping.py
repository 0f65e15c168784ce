"""Taking a step: the claim is locked, the table is asked, and who took the step when is kept.

Locks are taken in one order everywhere: the lot, its listing, then the claim. Steps that move no mass
lock the claim alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session

from exchange.claims.errors import NotYourStep, ReasonNeeded, ReasonTooLong, StepClosed, StepUnknown
from exchange.claims.lifecycle import BY_NAME, HOLDING, OTHER, SIDES, is_for, opposite
from exchange.claims.models import Claim, ClaimStep, PickupSlot
from exchange.claims.policy import STEP, side_of
from exchange.claims.queries.subjects import Subject, locked_subject, standing_side
from exchange.claims.rules import TEXT_LIMIT
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Missing, Stale
from exchange.kernel.text import clean
from exchange.storage.appending import append, append_all
from exchange.storage.database import table_of

MOVING_MASS = frozenset({"accept", "cancel", "confirm", "resolve"})

_CLAIMS = table_of(Claim)


@dataclass(frozen=True, slots=True)
class Taking:
    """A claim in the hands of an actor who may take the step named."""

    session: Session
    actor: Actor
    subject: Subject
    side: str
    step: str
    now: datetime

    @property
    def public_id(self) -> str:
        """The claim's public id: what every action returns."""
        return self.subject.public_id

    def take(
        self, target: str | None = None, *, changes: Mapping[str, Any] | None = None, **facts: Any
    ) -> None:
        """Take the step, to the table's target unless the figures lead elsewhere.

        `changes` are what else the claim says from now on; the journal keeps the bare facts.
        """
        row, source = BY_NAME[self.step], self.subject.state
        reached = target or row.target or source
        if reached not in {row.target or source, row.otherwise}:
            raise RuntimeError(f"{self.step} does not lead to {reached}")
        values = {
            **(changes or {}),
            "state": reached,
            "version": self.subject.version + 1,
            "changed_at": self.now,
        }
        if reached not in HOLDING:
            values["held_g"] = 0
        self.session.execute(_change(frozenset(values)), {"claim": self.subject.id, **values})
        log(self.subject.id, self.step, source, reached, self.actor, self.side, self.now)
        record(self.actor, f"claims.{self.step}", "claim", self.public_id, {"to": reached, **facts}, self.now)


@cache
def _change(names: frozenset[str]) -> Update:
    """Return the statement that changes these columns of a claim: put together once for each set of them."""
    values = {name: bindparam(name, type_=_CLAIMS.c[name].type) for name in sorted(names)}
    return update(_CLAIMS).where(_CLAIMS.c.id == bindparam("claim")).values(values)


def begin(
    session: Session, actor: Actor, public_id: str, step: str, *, version: int | None, now: datetime
) -> Taking:
    """Return the claim locked for a step that this actor may take now.

    Strangers learn nothing: for them a claim that exists is missing too.

    Raises: Missing, StepUnknown, Forbidden, NotYourStep, StepClosed, Stale.
    """
    about = locked_subject(public_id, with_lot=step in MOVING_MASS)
    side = side_of(actor, about.giver_id, about.receiver_id)
    if side is None:
        raise Missing
    row = BY_NAME.get(step)
    if row is None:
        raise StepUnknown
    if not STEP.allows(actor):
        raise Forbidden
    # Which side is "the other" is a question only in the states where a figure waits for its word.
    waits = row.by == OTHER and about.state in row.sources
    standing = standing_side(about.id) if waits else opposite(side)
    if not is_for(row, side, standing):
        raise NotYourStep
    if about.state not in row.sources:
        raise StepClosed
    if version is not None and about.version != version:
        raise Stale
    return Taking(session, actor, about, side, step, now)


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
