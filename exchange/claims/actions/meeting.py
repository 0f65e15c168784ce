"""Agreeing on a pick-up: each side offers times, and an appointment lies within what the other offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from exchange.claims import mails
from exchange.claims.actions.stepping import begin
from exchange.claims.commands import Window
from exchange.claims.errors import WindowNotOffered
from exchange.claims.lifecycle import opposite
from exchange.claims.models import PickupSlot
from exchange.claims.queries.subjects import offers_of
from exchange.claims.rules import is_offered, proposal, sound
from exchange.kernel.actor import Actor
from exchange.storage.appending import append_all
from exchange.storage.database import transaction


def propose(
    actor: Actor, public_id: str, slots: Sequence[Window], *, version: int | None = None, now: datetime
) -> str:
    """Offer times for the pick-up, in place of those offered before; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale, SlotsMiscounted and the refusals of a window.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "propose", version=version, now=now)
        kept = proposal(slots, now)
        session.execute(
            delete(PickupSlot).where(PickupSlot.claim_id == taking.subject.id, PickupSlot.side == taking.side)
        )
        append_all(
            PickupSlot,
            [
                {
                    "claim_id": taking.subject.id,
                    "side": taking.side,
                    "starts_at": slot.starts_at,
                    "ends_at": slot.ends_at,
                }
                for slot in kept
            ],
        )
        taking.take(slots=len(kept))
        mails.proposed(taking.subject, taking.side, kept, now=now)
        return public_id


def schedule(
    actor: Actor, public_id: str, window: Window, *, version: int | None = None, now: datetime
) -> str:
    """Fix the pick-up within a time that the other side offered; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale, WindowNotOffered and the refusals of a window.
    """
    return _fix(actor, public_id, "schedule", window, version, now)


def reschedule(
    actor: Actor, public_id: str, window: Window, *, version: int | None = None, now: datetime
) -> str:
    """Move the pick-up to another time that the other side offered; return the claim's public id.

    Raises: as `schedule`.
    """
    return _fix(actor, public_id, "reschedule", window, version, now)


def _fix(actor: Actor, public_id: str, step: str, window: Window, version: int | None, now: datetime) -> str:
    with transaction() as session:
        taking = begin(session, actor, public_id, step, version=version, now=now)
        sound(window, now)
        if not is_offered(window, offers_of(taking.subject.id)[opposite(taking.side)]):
            raise WindowNotOffered
        taking.take(changes={"pickup_from": window.starts_at, "pickup_until": window.ends_at})
        mails.scheduled(taking.subject, taking.side, window, moved=step == "reschedule", now=now)
        return public_id
