"""How often a mail is tried, and when it is set aside."""

from __future__ import annotations

from datetime import timedelta

MAX_ATTEMPTS = 8
"""With the waits below, about a day: what a busy server refuses at night it takes in the morning."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=8)
LEASE = timedelta(minutes=5)
"""Longer than any sending: a worker that died with a mail in hand lets go of it after this."""

KEPT_AFTER_SENDING = timedelta(days=30)

SECRETS = frozenset({"token"})
"""Parameters that open a door: erased from the row once the mail has left."""


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after this many failed attempts (1 or more): each wait four times the last."""
    steps = int(4 ** min(attempts - 1, 10))
    return min(FIRST_WAIT * steps, LONGEST_WAIT)


def is_set_aside(attempts: int) -> bool:
    """Whether a mail that failed this often waits for a person instead of another attempt."""
    return attempts >= MAX_ATTEMPTS
