"""What is asked of organisations and sites, as the faces hand it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RegisterOrganisation:
    """A new organisation; `identifiers` holds what was typed, by scheme; `is_new`: not registered yet."""

    kind: str
    country: str
    name: str
    description: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class EditOrganisation:
    """Changes to an organisation as it was read in `version` (None: whatever it is now)."""

    name: str
    description: str
    identifiers: Mapping[str, str]
    is_new: bool
    version: int | None


@dataclass(frozen=True, slots=True)
class PlaceSite:
    """A site and where it is; without a position it stands at its commune's point, and is marked so.

    `precision` says what the position is good for: "exact" or "address". `is_to_locate` says that its
    address could not be looked up just now, and is to be later.
    """

    name: str
    address: str
    postcode: str
    commune: str
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "exact"
    is_to_locate: bool = False
