"""Forgets what serves nothing any more: old links, tries, ended sessions, sent mails, keys, answers."""

from __future__ import annotations

from datetime import datetime

from exchange.accounts.actions import links, sessions, throttling
from exchange.outbox import actions as outbox
from exchange.storage import answers, idempotency


def run(now: datetime) -> int:
    """Delete what has expired and return how many rows went."""
    return (
        links.forget_old(now)
        + throttling.forget_old(now)
        + sessions.forget_ended(now)
        + outbox.forget_sent(now)
        + idempotency.forget_old(now)
        + answers.forget_old(now)
    )
