"""Expire listings past their last day of which nothing is held."""

from __future__ import annotations

from datetime import datetime

from exchange.listings.actions.steps import expire_due


def run(now: datetime) -> int:
    """Expire what is due and return how many listings that was."""
    return expire_due(now)
