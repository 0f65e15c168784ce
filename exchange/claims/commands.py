"""What is asked of a claim, as it was said: judged by the rules, carried out by the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in which a pick-up may take place; instants in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class RequestClaim:
    """A request for `mass_g` of the lot (public id); `site` is the receiver's (its first one if None)."""

    lot: str
    mass_g: int
    purpose: str = ""
    pickup_from: datetime | None = None
    pickup_until: datetime | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Weigh:
    """What one side measured: gross and tare, or the net alone, in grams.

    `method` None means a scale where gross and tare are told, else a declaration. `refused_g` is the
    part of the net that the receiver will not take; `lost_g` the part of what was agreed that is no
    longer there for anybody.
    """

    gross_g: int | None = None
    tare_g: int | None = None
    net_g: int | None = None
    method: str | None = None
    refused_g: int = 0
    lost_g: int = 0


@dataclass(frozen=True, slots=True)
class HandOver:
    """A load that changed hands, at `at` (now if None), as this side weighed it."""

    weighing: Weigh
    at: datetime | None = None
