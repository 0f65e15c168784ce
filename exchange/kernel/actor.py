"""Who acts: the one argument that every action and query takes instead of a global."""

from __future__ import annotations

from dataclasses import dataclass, field

RECEIVER_KINDS = frozenset({"association", "social_enterprise"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or nobody) acting for an organisation (or none), with the rights that follow.

    Ids are the database's own; `account` and `organisation` are the public ids written to logs of
    record. `scopes` is None for a full session and a set of names for a narrowed token.
    `territories` holds the ids of territories attached to the organisation.
    """

    account_id: int | None = None
    account: str | None = None
    organisation_id: int | None = None
    organisation: str | None = None
    organisation_kind: str | None = None
    role: str | None = None
    is_administrator: bool = False
    scopes: frozenset[str] | None = None
    territories: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_signed_in(self) -> bool:
        """Whether a person stands behind this actor."""
        return self.account_id is not None

    @property
    def is_member(self) -> bool:
        """Whether the person acts for an organisation in good standing."""
        return self.organisation_id is not None

    @property
    def is_manager(self) -> bool:
        """Whether the person manages the organisation acted for."""
        return self.is_member and self.role == "manager"

    @property
    def is_receiver(self) -> bool:
        """Whether the organisation acted for may claim any listing (association, social enterprise)."""
        return self.organisation_kind in RECEIVER_KINDS

    @property
    def is_territorial(self) -> bool:
        """Whether the organisation acted for reads territories (territorial body or facilitator)."""
        return self.organisation_kind in {"territorial_body", "facilitator"}


ANONYMOUS = Actor()
