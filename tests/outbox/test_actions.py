from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.errors import Missing
from exchange.outbox import actions
from exchange.outbox.models import Mail
from exchange.outbox.rules import KEPT_AFTER_SENDING, LEASE, MAX_ATTEMPTS, wait_after
from exchange.storage.database import session, transaction
from tests.houses import NOW


def _sent(recipient: str = "camille@example.org", **parameters: Any) -> str:
    return actions.send("accounts/reset", recipient, "fr", parameters, now=NOW)


def _row(public_id: str) -> Mail:
    session().rollback()
    return session().scalars(select(Mail).where(Mail.public_id == public_id)).one()


def test_a_mail_is_about_what_happened_or_is_not_written(app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction():
        _sent()
        raise RuntimeError
    assert actions.lease_next(NOW) is None


def test_mails_are_leased_in_the_order_they_were_written(app: Flask) -> None:
    written = [_sent(f"{number}@example.org") for number in range(3)]
    leased = [actions.lease_next(NOW) for _ in range(4)]
    assert [mail.public_id for mail in leased if mail] == written
    assert leased[3] is None


def test_several_workers_never_hold_one_mail(app: Flask, together: Callable[..., Any]) -> None:
    written = {_sent(f"{number}@example.org") for number in range(5)}
    outcomes = together(app, [lambda: actions.lease_next(NOW)] * 10)
    assert outcomes.raised == ()
    held = [mail.public_id for mail in outcomes.returned if mail is not None]
    assert sorted(held) == sorted(written)


def test_a_lease_that_nobody_ended_ends_by_itself(app: Flask) -> None:
    public_id = _sent()
    assert actions.lease_next(NOW) is not None
    assert actions.lease_next(NOW + LEASE) is None
    again = actions.lease_next(NOW + LEASE + timedelta(seconds=1))
    assert again is not None
    assert again.public_id == public_id


def test_a_sent_mail_forgets_what_it_opened(app: Flask) -> None:
    public_id = _sent(token="a secret", name="Camille")
    mail = actions.lease_next(NOW)
    assert mail is not None
    assert mail.parameters["token"] == "a secret"
    actions.mark_sent(mail, NOW)
    assert _row(public_id).parameters == {"name": "Camille"}
    assert _row(public_id).sent_at == NOW
    assert actions.lease_next(NOW + timedelta(days=1)) is None


def test_a_refused_mail_waits_longer_each_time_and_is_set_aside_in_the_end(app: Flask) -> None:
    public_id, now = _sent(), NOW
    for attempts in range(1, MAX_ATTEMPTS + 1):
        mail = actions.lease_next(now)
        assert mail is not None
        actions.mark_failed(mail, "x" * 10_000, now)
        row = _row(public_id)
        assert row.attempts == attempts
        assert len(row.last_error) == 500
        assert actions.lease_next(now + wait_after(attempts) - timedelta(seconds=1)) is None
        now += wait_after(attempts)
    assert _row(public_id).set_aside_at is not None
    assert actions.lease_next(now + timedelta(days=30)) is None


def test_others_pass_a_mail_that_waits(app: Flask) -> None:
    _sent("poison@example.org")
    poison = actions.lease_next(NOW)
    assert poison is not None
    actions.mark_failed(poison, "refused", NOW)
    other = _sent("other@example.org")
    mail = actions.lease_next(NOW)
    assert mail is not None
    assert mail.public_id == other


def test_a_mail_let_go_keeps_its_place_and_its_tries(app: Flask) -> None:
    first = _sent("1@example.org")
    _sent("2@example.org")
    mail = actions.lease_next(NOW)
    assert mail is not None
    actions.let_go(mail)
    again = actions.lease_next(NOW)
    assert again is not None
    assert again.public_id == first
    assert _row(first).attempts == 0


def test_only_a_mail_set_aside_is_put_back(app: Flask) -> None:
    public_id = _sent()
    for unknown in (public_id, "no-such"):
        with pytest.raises(Missing):
            actions.retry(unknown, NOW)


def test_sent_mails_are_forgotten_after_a_month_and_others_kept(app: Flask) -> None:
    _sent()
    mail = actions.lease_next(NOW)
    assert mail is not None
    actions.mark_sent(mail, NOW)
    waiting = _sent()
    assert actions.forget_sent(NOW + KEPT_AFTER_SENDING) == 0
    assert actions.forget_sent(NOW + KEPT_AFTER_SENDING + timedelta(seconds=1)) == 1
    assert _row(waiting)
