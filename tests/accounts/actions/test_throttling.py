from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from exchange.accounts.actions import throttling
from exchange.accounts.errors import Throttled
from exchange.accounts.rules import ATTEMPTS_KEPT, Limit
from tests.houses import NOW

LIMIT = Limit(2, timedelta(minutes=10))


def _take(subject: str = "one", after_minutes: float = 0) -> None:
    throttling.take([(subject, LIMIT)], NOW + timedelta(minutes=after_minutes))


def test_a_window_begins_with_its_first_try_and_ends_on_time(app: Flask) -> None:
    _take()
    _take(after_minutes=9)
    with pytest.raises(Throttled) as refused:
        _take(after_minutes=9.5)
    assert refused.value.retry_after_s == 30
    _take(after_minutes=10)


def test_the_longest_wait_of_several_subjects_is_told(app: Flask) -> None:
    _take("early")
    _take("early")
    _take("late", 5)
    _take("late", 5)
    with pytest.raises(Throttled) as refused:
        throttling.take([("early", LIMIT), ("late", LIMIT)], NOW + timedelta(minutes=6))
    assert refused.value.retry_after_s == 9 * 60


def test_what_was_forgiven_or_given_back_no_longer_counts(app: Flask) -> None:
    _take()
    _take()
    throttling.give_back("one")
    _take()
    throttling.forgive("one")
    _take()
    throttling.give_back("never counted")


def test_old_counts_are_forgotten(app: Flask) -> None:
    _take()
    assert throttling.forget_old(NOW + ATTEMPTS_KEPT) == 0
    assert throttling.forget_old(NOW + ATTEMPTS_KEPT + timedelta(seconds=1)) == 1
