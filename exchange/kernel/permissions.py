"""The shape of one row of the permission table; every slice's policy.py holds its own rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exchange.kernel.actor import Actor

Who = Callable[[Actor], bool]


def anyone(actor: Actor) -> bool:
    """Allow anyone at all."""
    return actor is not None


def signed_in(actor: Actor) -> bool:
    """Allow any signed-in person."""
    return actor.is_signed_in


def member(actor: Actor) -> bool:
    """Allow a member of an organisation in good standing."""
    return actor.is_member


def manager(actor: Actor) -> bool:
    """Allow a manager of an organisation in good standing."""
    return actor.is_manager


def territorial_reader(actor: Actor) -> bool:
    """Allow a member of a territorial body or facilitator."""
    return actor.is_territorial


def administrator(actor: Actor) -> bool:
    """Allow an administrator."""
    return actor.is_administrator


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: the action's name, who may try it, and in words when the subject allows it.

    `scope` is the token scope that a narrowed API token needs for it ("read" or "write").
    """

    action: str
    who: Who
    when: str = "always"
    scope: str = "read"

    def allows(self, actor: Actor) -> bool:
        """Whether this actor may try the action at all (the subject is judged by the slice)."""
        return self.who(actor) and (actor.scopes is None or self.scope in actor.scopes)
