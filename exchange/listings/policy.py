"""Who may do what with listings: the rows of the permission table."""

from __future__ import annotations

from exchange.kernel.actor import Actor
from exchange.kernel.permissions import Permission, anyone, member, signed_in

READ = Permission("listings.read", anyone, "published once; a draft by members of its organisation only")
LIST_OWN = Permission("listings.list_own", member, "listings of the organisation acted for")
BEGIN = Permission(
    "listings.begin", signed_in, "a person without an organisation is led to found or join one first"
)
WRITE = Permission(
    "listings.write",
    member,
    "a listing of the organisation acted for; publishing, where asked, once the organisation is checked",
    scope="write",
)
SEE_PHOTOGRAPH = Permission(
    "photographs.read", anyone, "on a listing that may be read, or kept by the organisation acted for"
)

PERMISSIONS = (READ, LIST_OWN, BEGIN, WRITE, SEE_PHOTOGRAPH)


def is_giver(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor acts for the organisation that gives."""
    return actor.is_member and actor.organisation_id == organisation_id
