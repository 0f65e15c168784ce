"""Who may do what with claims: the rows of the permission table, and which side an actor stands on."""

from __future__ import annotations

from exchange.claims.lifecycle import GIVER, RECEIVER
from exchange.kernel.actor import Actor
from exchange.kernel.permissions import Permission, member, signed_in

READ = Permission("claims.read", member, "claims in which the organisation acted for gives or receives")
REQUEST = Permission(
    "claims.request",
    member,
    "on an open listing of another organisation; by associations and social enterprises, or by all "
    "where the listing says so",
    scope="write",
)
BEGIN = Permission("claims.begin", signed_in, "the form of a request, or the way to an organisation first")
STEP = Permission(
    "claims.step", member, "steps of the life cycle open to the side acted for, in that state", scope="write"
)
CLOSE_LISTING = Permission(
    "claims.close_listing",
    member,
    "a listing of the organisation acted for, nothing of it held",
    scope="write",
)

PERMISSIONS = (READ, BEGIN, REQUEST, STEP, CLOSE_LISTING)


def side_of(actor: Actor, giver_id: int, receiver_id: int) -> str | None:
    """Return the side on which the actor stands, or None for a stranger."""
    if not actor.is_member:
        return None
    if actor.organisation_id == giver_id:
        return GIVER
    return RECEIVER if actor.organisation_id == receiver_id else None


def may_request(actor: Actor, *, open_to_all: bool) -> bool:
    """Whether the kind of organisation acted for may claim: receivers always, others where all may."""
    return actor.is_member and (actor.is_receiver or open_to_all)
