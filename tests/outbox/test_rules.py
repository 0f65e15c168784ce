from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from exchange.outbox.rules import FIRST_WAIT, LONGEST_WAIT, MAX_ATTEMPTS, is_set_aside, wait_after


@given(st.integers(1, 10_000))
def test_each_wait_is_longer_than_the_last_up_to_a_limit(attempts: int) -> None:
    assert FIRST_WAIT <= wait_after(attempts) <= wait_after(attempts + 1) <= LONGEST_WAIT


def test_a_mail_is_tried_for_about_a_day_before_it_is_set_aside() -> None:
    tried = sum((wait_after(attempts) for attempts in range(1, MAX_ATTEMPTS)), timedelta())
    assert timedelta(hours=18) < tried < timedelta(days=2)
    assert not is_set_aside(MAX_ATTEMPTS - 1)
    assert is_set_aside(MAX_ATTEMPTS)
