"""Asking for a lot, or for part of one."""

from __future__ import annotations

from datetime import datetime

from exchange.claims import mails
from exchange.claims.actions.stepping import agree_on_wish, log
from exchange.claims.commands import RequestClaim, Window
from exchange.claims.errors import (
    ListingClosed,
    MassNotPositive,
    NeedsSite,
    NotAReceiver,
    OwnListing,
    PurposeTooLong,
    SiteUnknown,
)
from exchange.claims.lifecycle import RECEIVER
from exchange.claims.models import Claim
from exchange.claims.policy import REQUEST, may_request
from exchange.claims.queries.subjects import first_open_site, open_site, subject
from exchange.claims.rules import TEXT_LIMIT, wished
from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Missing, Refusal, Refusals
from exchange.kernel.identifiers import new_public_id
from exchange.kernel.text import clean
from exchange.kernel.time import day_in
from exchange.kernel.units import MASS_LIMIT_G
from exchange.listings.actions import mass
from exchange.listings.errors import MassExceedsRemainder
from exchange.listings.queries.lots import LotView
from exchange.storage.appending import append
from exchange.storage.database import transaction

_ASKED = (("request", "requested"),)
_SERVED = (*_ASKED, ("serve", "accepted"))
"""What a claim goes through as it comes to be: the step and the state reached."""


def request(actor: Actor, command: RequestClaim, *, now: datetime) -> str:
    """Ask for mass of a lot; return the claim's public id.

    Where the giver chooses, nothing is held. Where the first to come is served, the mass is held in
    this same transaction and the claim begins accepted; of several who ask for the last of it exactly
    one succeeds.

    Raises: Missing, Forbidden, NotAReceiver, OwnListing, ListingClosed, NeedsSite, MassExceedsRemainder;
    Refusals for faulty fields, all at once.
    """
    if not REQUEST.allows(actor):
        raise Forbidden
    with transaction():
        lot = mass.locked_lot_named(command.lot)
        _judge_lot(actor, lot, now)
        purpose, wish, site_id = _judge_fields(actor, command, now)
        if command.mass_g > lot.remaining_g:
            raise MassExceedsRemainder
        assert actor.organisation_id is not None
        is_served = lot.allocation == "first_come"
        path = _SERVED if is_served else _ASKED
        public_id = new_public_id()
        if is_served:
            mass.hold(lot.id, command.mass_g, claim=public_id, by=actor.account, now=now)
        claim_id = append(
            Claim,
            public_id=public_id,
            lot_id=lot.id,
            organisation_id=actor.organisation_id,
            site_id=site_id,
            requested_g=command.mass_g,
            held_g=command.mass_g if is_served else 0,
            purpose=purpose,
            state=path[-1][1],
            pickup_from=wish.starts_at if wish else None,
            pickup_until=wish.ends_at if wish else None,
            version=len(path),
            created_at=now,
            changed_at=now,
        )
        for step, reached in path:
            log(claim_id, step, "requested", reached, actor, RECEIVER, now)
        if is_served and wish is not None:
            agree_on_wish(claim_id, wish.starts_at, wish.ends_at)
        facts = {"lot": lot.public_id, "grams": command.mass_g}
        record(actor, "claims.request", "claim", public_id, facts, now)
        tell = mails.taken if is_served else mails.requested
        tell(subject(public_id), command.mass_g, purpose, wish, now=now)
        return public_id


def _judge_lot(actor: Actor, lot: LotView, now: datetime) -> None:
    if lot.status == "draft":
        raise Missing
    if lot.organisation_id == actor.organisation_id:
        raise OwnListing
    if not may_request(actor, open_to_all=lot.open_to_all):
        raise NotAReceiver
    is_over = lot.available_until is not None and lot.available_until < day_in(now, lot.time_zone)
    if lot.status not in {"published", "exhausted"} or is_over:
        raise ListingClosed


def _judge_fields(actor: Actor, command: RequestClaim, now: datetime) -> tuple[str, Window | None, int]:
    """Return purpose, wish and site, or every fault of the fields at once."""
    faults: list[Refusal] = []
    if not 0 < command.mass_g <= MASS_LIMIT_G:
        faults.append(MassNotPositive())
    purpose = clean(command.purpose)
    if len(purpose) > TEXT_LIMIT:
        faults.append(PurposeTooLong(limit=TEXT_LIMIT))
    wish = None
    try:
        wish = wished(command.pickup_from, command.pickup_until, now)
    except Refusal as refusal:
        faults.append(refusal)
    assert actor.organisation_id is not None
    if command.site is None:
        site_id = first_open_site(actor.organisation_id)
        missing: Refusal = NeedsSite()
    else:
        site_id = open_site(actor.organisation_id, command.site)
        missing = SiteUnknown()
    if site_id is None:
        faults.append(missing)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Refusals(faults)
    assert site_id is not None
    return purpose, wish, site_id
