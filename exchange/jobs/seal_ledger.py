"""Seals the lines that wait, batch after batch, until none does."""

from __future__ import annotations

from datetime import datetime

from exchange.ledger.actions.sealing import seal


def run(now: datetime) -> int:
    """Seal every line that waits; return how many were sealed."""
    total = 0
    while sealed := seal(now):
        total += sealed
    return total
