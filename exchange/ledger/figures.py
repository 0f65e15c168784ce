"""What is reported from the ledger. Grams throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sum:
    """What went out of, into or around a territory in a month, of a material and a grade."""

    month: int
    material_id: int
    grade: str
    grams: int
    handovers: int


@dataclass(frozen=True, slots=True)
class ActorSum:
    """One organisation's part in a territory's month, as giver or receiver."""

    territory_id: int
    month: int
    side: str
    organisation_id: int
    grams: int
    handovers: int


@dataclass(frozen=True, slots=True)
class PairSum:
    """What went from one commune to another in a month."""

    giver_commune_id: int
    receiver_commune_id: int
    month: int
    grams: int
    handovers: int


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line as it is read. Communes and the material by the ids of the database."""

    public_id: str
    kind: str
    claim: str
    lot: str
    giver_commune_id: int
    receiver_commune_id: int
    month: int
    material_id: int
    grams: int
    grade: str
    handed_over_at: datetime
    booked_at: datetime
    sha256: str
