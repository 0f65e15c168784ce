"""Lists of claims: an organisation's own, and those on one listing for its giver to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from exchange.claims.errors import StateUnknown
from exchange.claims.lifecycle import ENDED
from exchange.claims.models import STATES, Claim
from exchange.claims.queries.rows import ClaimRow, read, rows, visible_to
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.paging import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor
from exchange.listings.models import Listing, Lot
from exchange.storage.database import session

DONE_SHOWN = 20
"""How many of the claims that are over the desk shows; all of them are in `own`."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An organisation's claims by what they ask of it: its turn, the other side's, or nothing more."""

    mine: tuple[ClaimRow, ...]
    theirs: tuple[ClaimRow, ...]
    done: tuple[ClaimRow, ...]
    done_total: int


def desk(actor: Actor) -> Desk:
    """Return the claims of the actor's organisation, sorted by whose turn it is, the oldest turn first."""
    live = read(
        actor,
        rows().where(visible_to(actor), Claim.state.not_in(ENDED)).order_by(Claim.changed_at, Claim.id),
    )
    over = rows().where(visible_to(actor), Claim.state.in_(ENDED))
    done = read(actor, over.order_by(Claim.changed_at.desc(), Claim.id.desc()).limit(DONE_SHOWN))
    return Desk(
        mine=tuple(row for row in live if row.waits_for in {row.side, "either"}),
        theirs=tuple(row for row in live if row.waits_for not in {row.side, "either"}),
        done=done,
        done_total=_count(actor),
    )


def own(
    actor: Actor, *, state: str | None = None, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[ClaimRow]:
    """Return a page of the claims in which the actor's organisation gives or receives, the newest first.

    Raises: StateUnknown, CursorInvalid.
    """
    if state is not None and state not in STATES:
        raise StateUnknown
    wanted = [visible_to(actor), *([Claim.state == state] if state is not None else [])]
    total = session().scalar(_joined().where(*wanted)) or 0
    statement = rows().where(*wanted).order_by(Claim.id.desc()).limit(limit + 1)
    if cursor is not None:
        (before,) = decode_cursor(cursor, int)
        statement = statement.where(Claim.id < before)
    found = read(actor, statement)
    return Page(found[:limit], total, encode_cursor(found[limit - 1].id) if len(found) > limit else None)


def of_listing(actor: Actor, listing: str) -> tuple[ClaimRow, ...]:
    """Return the claims on a listing for its giver to compare: those to answer first, then by age.

    Raises: Missing to anyone else.
    """
    owner = session().scalar(select(Listing.organisation_id).where(Listing.public_id == listing))
    return _compared(actor, owner, rows().where(Listing.public_id == listing))


def of_lot(actor: Actor, lot: str) -> tuple[ClaimRow, ...]:
    """Return the claims on a lot for its giver to compare: those to answer first, then by age.

    Raises: Missing to anyone else.
    """
    owner = session().scalar(
        select(Listing.organisation_id).join(Lot, Lot.listing_id == Listing.id).where(Lot.public_id == lot)
    )
    return _compared(actor, owner, rows().where(Lot.public_id == lot))


def _compared(actor: Actor, owner: int | None, statement: Select[*tuple[Any, ...]]) -> tuple[ClaimRow, ...]:
    if owner is None or not actor.is_member or owner != actor.organisation_id:
        raise Missing
    first = case((Claim.state == "requested", 0), (Claim.state.not_in(ENDED), 1), else_=2)
    return read(actor, statement.order_by(first, Claim.id))


def _count(actor: Actor) -> int:
    return session().scalar(_joined().where(visible_to(actor), Claim.state.in_(ENDED))) or 0


def _joined() -> Select[int]:
    return (
        select(func.count(Claim.id))
        .join(Lot, Lot.id == Claim.lot_id)
        .join(Listing, Listing.id == Lot.listing_id)
    )
