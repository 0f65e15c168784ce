"""What is booked: a confirmed handover, with the ids of the database and the public ids of its subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover both sides agree on; `claim`, `lot` are public ids, `time_zone` is the giver's site's."""

    claim: str
    lot: str
    giver_organisation_id: int
    receiver_organisation_id: int
    giver_commune_id: int
    receiver_commune_id: int
    time_zone: str
    material_id: int
    grams: int
    grade: str
    handed_over_at: datetime
