"""Who sees how much of a territory's figures."""

from __future__ import annotations

from exchange.kernel.actor import Actor
from exchange.kernel.permissions import Permission, anyone

READ = Permission(
    "statistics.read",
    anyone,
    "the public: closed months past the secrecy threshold; a territorial body: its perimeter live, past the "
    "threshold; facilitators in their territory, and administrators: all",
)

PERMISSIONS = (READ,)

WHOLE = "whole"
LIVE = "live"
PUBLIC = "public"


def sight_of(actor: Actor, *, is_within: bool) -> str:
    """Return how much the actor sees of a territory: `whole`, `live` or `public`.

    `is_within` tells whether a territory attached to the organisation acted for contains it.
    """
    if actor.is_administrator:
        return WHOLE
    if not (is_within and actor.is_territorial):
        return PUBLIC
    return WHOLE if actor.organisation_kind == "facilitator" else LIVE
