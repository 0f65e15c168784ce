"""Answers to a request: the giver accepts or declines, the receiver withdraws, either cancels later."""

from __future__ import annotations

from datetime import datetime

from exchange.claims import mails
from exchange.claims.actions.stepping import agree_on_wish, begin, reason_given
from exchange.claims.errors import MassAboveRequest, MassNotPositive
from exchange.kernel.actor import Actor
from exchange.kernel.units import kg_of_grams
from exchange.listings.actions import mass
from exchange.storage.database import transaction


def accept(
    actor: Actor, public_id: str, mass_g: int | None = None, *, version: int | None = None, now: datetime
) -> str:
    """Accept a request, in whole or in part (`mass_g`): the mass is held from now on; return the claim's id.

    Raises: Missing, NotYourStep, StepClosed, Stale, MassNotPositive, MassAboveRequest, ListingNotOpen;
    MassExceedsRemainder if less remains, also because another claim was accepted an instant before.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "accept", version=version, now=now)
        claim = taking.subject
        granted_g = claim.requested_g if mass_g is None else mass_g
        if granted_g <= 0:
            raise MassNotPositive
        if granted_g > claim.requested_g:
            raise MassAboveRequest(mass_kg=f"{kg_of_grams(claim.requested_g):f}")
        mass.hold(claim.lot_id, granted_g, claim=public_id, by=actor.account, now=now)
        taking.take(changes={"held_g": granted_g}, grams=granted_g)
        agree_on_wish(claim.id, claim.pickup_from, claim.pickup_until)
        mails.accepted(claim, granted_g, claim.requested_g, now=now)
        return public_id


def decline(actor: Actor, public_id: str, reason: str, *, version: int | None = None, now: datetime) -> str:
    """Decline a request with a reason; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale, ReasonNeeded, ReasonTooLong.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "decline", version=version, now=now)
        told = reason_given(reason)
        taking.take(changes={"reason": told})
        mails.declined(taking.subject, told, now=now)
        return public_id


def withdraw(actor: Actor, public_id: str, *, version: int | None = None, now: datetime) -> str:
    """Take a request back before it is answered; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "withdraw", version=version, now=now)
        taking.take()
        mails.withdrawn(taking.subject, now=now)
        return public_id


def cancel(actor: Actor, public_id: str, reason: str, *, version: int | None = None, now: datetime) -> str:
    """Call an accepted claim off with a reason: its mass returns to the lot; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale, ReasonNeeded, ReasonTooLong.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "cancel", version=version, now=now)
        claim, told = taking.subject, reason_given(reason)
        mass.release(claim.lot_id, claim.held_g, claim=public_id, by=actor.account, now=now)
        taking.take(changes={"reason": told}, grams=claim.held_g)
        mails.cancelled(claim, taking.side, told, now=now)
        return public_id
