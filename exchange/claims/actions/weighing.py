"""Weights told and agreed on: only what both sides stand by leaves the lot and enters the ledger."""

from __future__ import annotations

from datetime import datetime

from exchange.claims import mails
from exchange.claims.actions.stepping import Taking, begin, reason_given
from exchange.claims.commands import HandOver, Weigh
from exchange.claims.errors import HandoverInFuture, HandoverTooEarly
from exchange.claims.lifecycle import RECEIVER
from exchange.claims.models import Weighing
from exchange.claims.queries.subjects import Weighed, accepted_at, weighings_of
from exchange.claims.rules import Measure, Settlement, agrees, measure, settled, yielded
from exchange.kernel.actor import Actor
from exchange.ledger.actions.booking import book_handover
from exchange.ledger.commands import Handover
from exchange.listings.actions import mass
from exchange.storage.appending import append
from exchange.storage.database import transaction


def hand_over(
    actor: Actor, public_id: str, command: HandOver, *, version: int | None = None, now: datetime
) -> str:
    """Tell that a load changed hands and what it weighed; return the claim's public id.

    The other side confirms or contests; until then nothing counts.

    Raises: Missing, NotYourStep, StepClosed, Stale, HandoverInFuture, HandoverTooEarly and the refusals
    of a measure.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "hand_over", version=version, now=now)
        at = command.at or now
        if at > now:
            raise HandoverInFuture
        since = accepted_at(taking.subject.id)
        if since is not None and at < since:
            raise HandoverTooEarly
        told = measure(command.weighing, taking.side, taking.subject.held_g)
        _keep(taking, told, at)
        taking.take(grams=told.net_g)
        mails.handed_over(taking.subject, told, at, now=now)
        return public_id


def confirm(actor: Actor, public_id: str, weigh: Weigh, *, version: int | None = None, now: datetime) -> str:
    """Tell the other side's own figure for a load; return the claim's public id.

    Within 2 % or 500 g of the first figure, the receiver's stands, leaves the lot and enters the
    ledger. Beyond, the claim is disputed and this figure waits for the first side's word.

    Raises: Missing, NotYourStep, StepClosed, Stale, LostExceedsRest and the refusals of a measure.
    """
    return _answer(actor, public_id, "confirm", weigh, version, now)


def resolve(
    actor: Actor, public_id: str, weigh: Weigh | None = None, *, version: int | None = None, now: datetime
) -> str:
    """Accept the figure that stands (`weigh` None), or answer it with another; return the claim's public id.

    An answer that agrees with the standing figure settles the claim like a confirmation; any other
    becomes the standing one, for the other side to accept.

    Raises: as `confirm`.
    """
    if weigh is not None:
        return _answer(actor, public_id, "resolve", weigh, version, now)
    with transaction() as session:
        taking = begin(session, actor, public_id, "resolve", version=version, now=now)
        told = weighings_of(taking.subject.id)
        refused_g = next(
            (each.measure.refused_g for each in reversed(told) if each.measure.side == RECEIVER), 0
        )
        _settle(taking, yielded(told[-1].measure, refused_g, taking.subject.held_g), told[0])
        return public_id


def dispute(actor: Actor, public_id: str, reason: str, *, version: int | None = None, now: datetime) -> str:
    """Contest the figure of a handover without one's own; return the claim's public id.

    Raises: Missing, NotYourStep, StepClosed, Stale, ReasonNeeded, ReasonTooLong.
    """
    with transaction() as session:
        taking = begin(session, actor, public_id, "dispute", version=version, now=now)
        told = reason_given(reason)
        taking.take(changes={"reason": told})
        mails.disputed(taking.subject, taking.side, told, now=now)
        return public_id


def _answer(actor: Actor, public_id: str, step: str, weigh: Weigh, version: int | None, now: datetime) -> str:
    with transaction() as session:
        taking = begin(session, actor, public_id, step, version=version, now=now)
        told = weighings_of(taking.subject.id)
        standing = told[-1].measure
        answer = measure(weigh, taking.side, taking.subject.held_g)
        _keep(taking, answer, told[0].at)
        if agrees(standing.net_g, answer.net_g):
            _settle(taking, settled(standing, answer, taking.subject.held_g), told[0])
        else:
            taking.take("disputed", grams=answer.net_g)
            mails.revised(taking.subject, answer, standing.net_g, now=now)
        return public_id


def _keep(taking: Taking, told: Measure, at: datetime) -> None:
    append(
        Weighing,
        claim_id=taking.subject.id,
        side=told.side,
        method=told.method,
        gross_g=told.gross_g,
        tare_g=told.tare_g,
        net_g=told.net_g,
        refused_g=told.refused_g,
        lost_g=told.lost_g,
        at=at,
        by=taking.actor.account,
    )


def _settle(taking: Taking, settlement: Settlement, first: Weighed) -> None:
    """Move the mass, book the line, tell both sides: what "confirmed" means."""
    about, now = taking.subject, taking.now
    mass.collect(
        about.lot_id,
        held_g=about.held_g,
        net_g=settlement.net_g,
        refused_g=settlement.refused_g,
        lost_g=settlement.lost_g,
        claim=about.public_id,
        by=taking.actor.account,
        now=now,
    )
    line = book_handover(
        Handover(
            claim=about.public_id,
            lot=about.lot,
            giver_organisation_id=about.giver_id,
            receiver_organisation_id=about.receiver_id,
            giver_commune_id=about.giver_commune_id,
            receiver_commune_id=about.receiver_commune_id,
            time_zone=about.time_zone,
            material_id=about.material_id,
            grams=settlement.diverted_g,
            grade=settlement.grade,
            handed_over_at=first.at,
        ),
        now=now,
    )
    taking.take("confirmed", grams=settlement.diverted_g, grade=settlement.grade, line=line)
    mails.confirmed(about, settlement, now=now)
