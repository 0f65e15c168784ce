"""Asking for a lot, or for part of one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

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
from exchange.listings.queries.lots import LotView, lot_for
from exchange.organisations.models import Site
from exchange.storage.database import transaction


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
    with transaction() as session:
        lot = mass.locked_lot(lot_for(command.lot).id)
        time_zone = session.execute(select(Site.time_zone).where(Site.id == lot.site_id)).scalar_one()
        _judge_lot(actor, lot, time_zone, now)
        purpose, wish, site_id = _judge_fields(actor, command, now)
        if command.mass_g > lot.remaining_g:
            raise MassExceedsRemainder
        assert actor.organisation_id is not None
        claim = Claim(
            public_id=new_public_id(),
            lot_id=lot.id,
            organisation_id=actor.organisation_id,
            site_id=site_id,
            requested_g=command.mass_g,
            held_g=0,
            purpose=purpose,
            state="requested",
            pickup_from=wish.starts_at if wish else None,
            pickup_until=wish.ends_at if wish else None,
            version=0,
            created_at=now,
            changed_at=now,
        )
        session.add(claim)
        session.flush()
        public_id = claim.public_id
        log(session, claim, "request", "requested", actor, "receiver", now)
        if lot.allocation == "first_come":
            mass.hold(lot.id, command.mass_g, claim=public_id, by=actor.account, now=now)
            claim.held_g = command.mass_g
            log(session, claim, "serve", "accepted", actor, "receiver", now)
            agree_on_wish(session, claim)
        session.flush()
        record(
            actor, "claims.request", "claim", public_id, {"lot": lot.public_id, "grams": command.mass_g}, now
        )
        tell = mails.taken if lot.allocation == "first_come" else mails.requested
        tell(subject(public_id), command.mass_g, purpose, wish, now=now)
        return public_id


def _judge_lot(actor: Actor, lot: LotView, time_zone: str, now: datetime) -> None:
    if lot.status == "draft":
        raise Missing
    if lot.organisation_id == actor.organisation_id:
        raise OwnListing
    if not may_request(actor, open_to_all=lot.open_to_all):
        raise NotAReceiver
    is_over = lot.available_until is not None and lot.available_until < day_in(now, time_zone)
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
