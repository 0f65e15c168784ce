"""Keeping the journal: one row for each action, in the action's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from exchange.journal.models import JournalEntry
from exchange.kernel.actor import Actor
from exchange.storage.appending import append


def record(
    actor: Actor, action: str, subject_kind: str, subject: str, facts: Mapping[str, Any] | None, now: datetime
) -> None:
    """Write who did what to which subject; facts are bare values and public ids, never free text."""
    append(
        JournalEntry,
        at=now,
        account=actor.account,
        organisation=actor.organisation,
        action=action,
        subject_kind=subject_kind,
        subject=subject,
        facts=dict(facts or {}),
    )
