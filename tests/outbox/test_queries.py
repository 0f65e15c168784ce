from __future__ import annotations

from flask import Flask

from exchange.outbox import actions
from exchange.outbox.queries import set_aside, set_aside_total, waiting
from exchange.outbox.rules import MAX_ATTEMPTS
from tests.houses import NOW


def test_what_waits_and_what_was_set_aside_are_told_apart(app: Flask) -> None:
    actions.send("accounts/reset", "poison@example.org", "fr", {}, now=NOW)
    poison = actions.lease_next(NOW)
    assert poison is not None
    for _ in range(MAX_ATTEMPTS):
        actions.mark_failed(poison, "no such mailbox", NOW)
    actions.send("accounts/reset", "waiting@example.org", "fr", {}, now=NOW)
    (mail,) = set_aside()
    assert (mail.recipient, mail.attempts, mail.last_error) == (
        "poison@example.org",
        MAX_ATTEMPTS,
        "no such mailbox",
    )
    assert waiting() == 1
    assert set_aside_total() == 1
