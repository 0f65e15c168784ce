"""What a line says, as one text whose SHA-256 stands beside it; and how seals chain the lines.

The canonical text is a promise: it names everything by public id, key or slug, one fact a line, so that
anyone with an export can compute the same hash. A change of form would be version 2 beside version 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from exchange.kernel.time import as_utc

LINE_VERSION = "gisement-ledger-line/1"
SEAL_VERSION = "gisement-seal/1"
FIRST_PREVIOUS = "0" * 64
"""What the first seal names as the one before it."""

COUNTS = {"handover": 1, "reversal": -1, "correction": 1}
"""What a line adds to a number of handovers: a corrected handover is still one."""


@dataclass(frozen=True, slots=True)
class LineContent:
    """Everything that a line states. Organisations by public id, communes by key, the material by slug."""

    public_id: str
    kind: str
    corrects: str
    claim: str
    lot: str
    giver: str
    receiver: str
    giver_commune: str
    receiver_commune: str
    month: int
    material: str
    grams: int
    grade: str
    handed_over_at: datetime
    booked_at: datetime


def moment(instant: datetime) -> str:
    """Return an instant as the canonical text writes it: UTC, microseconds always there."""
    return as_utc(instant).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(line: LineContent) -> str:
    """Return the canonical text of a line: its version, then one `name=value` a line in fixed order."""
    facts = (
        ("id", line.public_id),
        ("kind", line.kind),
        ("corrects", line.corrects),
        ("claim", line.claim),
        ("lot", line.lot),
        ("giver", line.giver),
        ("receiver", line.receiver),
        ("giver_commune", line.giver_commune),
        ("receiver_commune", line.receiver_commune),
        ("month", f"{line.month:06d}"),
        ("material", line.material),
        ("grams", str(line.grams)),
        ("grade", line.grade),
        ("handed_over_at", moment(line.handed_over_at)),
        ("booked_at", moment(line.booked_at)),
    )
    return "\n".join((LINE_VERSION, *(f"{name}={value}" for name, value in facts)))


def line_hash(line: LineContent) -> str:
    """Return the SHA-256 of a line's canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(line).encode()).hexdigest()


def seal_hash(number: int, previous: str, sealed_at: datetime, lines: Iterable[str]) -> str:
    """Return the hash of a seal: over its number, the seal before it, its instant and its lines in order."""
    content = "\n".join((SEAL_VERSION, str(number), previous, moment(sealed_at), *lines))
    return hashlib.sha256(content.encode()).hexdigest()
