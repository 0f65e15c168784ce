"""The roll-ups that a set of lines amounts to, counted one by one: what sealing adds, verifying expects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select

from exchange.ledger.models import LedgerLine, SealedLine
from exchange.ledger.queries.belonging import territories_over
from exchange.ledger.rules import COUNTS
from exchange.storage.database import session

Place = tuple[Any, ...]
Amounts = dict[Place, tuple[int, int]]
"""Grams and handovers by the key of a roll-up's row."""


@dataclass(slots=True)
class Rollups:
    """The three roll-ups, keyed as their tables are."""

    pairs: Amounts = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    levels: Amounts = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    actors: Amounts = field(default_factory=lambda: defaultdict(lambda: (0, 0)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What the roll-ups need of a line."""

    id: int
    kind: str
    giver_organisation_id: int
    receiver_organisation_id: int
    giver_commune_id: int
    receiver_commune_id: int
    month: int
    material_id: int
    grams: int
    grade: str


def counted_lines() -> Select[*tuple[Any, ...]]:
    """Return the query whose rows make `Counted`."""
    return select(
        LedgerLine.id,
        LedgerLine.kind,
        LedgerLine.giver_organisation_id,
        LedgerLine.receiver_organisation_id,
        LedgerLine.giver_commune_id,
        LedgerLine.receiver_commune_id,
        LedgerLine.month,
        LedgerLine.material_id,
        LedgerLine.grams,
        LedgerLine.grade,
    ).order_by(LedgerLine.id)


def sealed_rollups() -> Rollups:
    """Return the roll-ups of all sealed lines, recounted from the lines themselves."""
    rows = session().execute(counted_lines().join(SealedLine, SealedLine.line_id == LedgerLine.id))
    return rollups_of(Counted(*row) for row in rows)


def rollups_of(lines: Iterable[Counted]) -> Rollups:
    """Return what these lines add up to."""
    kept = list(lines)
    communes = {line.giver_commune_id for line in kept} | {line.receiver_commune_id for line in kept}
    over = territories_over(communes)
    rollups = Rollups()
    for line in kept:
        amount = (line.grams, COUNTS[line.kind])
        what = (line.month, line.material_id, line.grade)
        _add(rollups.pairs, (line.giver_commune_id, line.receiver_commune_id, *what), amount)
        out, into = over[line.giver_commune_id], over[line.receiver_commune_id]
        for direction, territories in (("out", out), ("in", into), ("internal", out & into)):
            for territory_id in territories:
                _add(rollups.levels, (territory_id, direction, *what), amount)
                place = (territory_id, direction, line.month)
                _add(rollups.actors, (*place, "giver", line.giver_organisation_id), amount)
                _add(rollups.actors, (*place, "receiver", line.receiver_organisation_id), amount)
    return rollups


def _add(amounts: Amounts, place: Place, amount: tuple[int, int]) -> None:
    grams, handovers = amounts[place]
    amounts[place] = (grams + amount[0], handovers + amount[1])
