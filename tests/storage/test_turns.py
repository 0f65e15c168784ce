from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from threading import Thread

import pytest
from flask import Flask

from exchange.kernel.errors import Refusal
from exchange.storage.database import transaction
from exchange.storage.turns import take_turn
from tests.races import Outcomes


def test_of_six_who_take_turns_no_two_work_at_once(app: Flask, together: Callable[..., Outcomes]) -> None:
    stretches: list[tuple[float, float]] = []

    def work() -> None:
        with transaction():
            take_turn("count")
            began = time.monotonic()
            time.sleep(0.02)
            stretches.append((began, time.monotonic()))

    outcomes = together(app, [work] * 6)
    assert outcomes.raised == ()
    stretches.sort()
    assert len(stretches) == 6
    assert all(ended <= began for (_, ended), (began, _) in pairwise(stretches))


@pytest.mark.postgresql
def test_turns_of_another_name_do_not_wait(postgresql_app: Flask) -> None:
    with transaction():
        take_turn("mine")
        began = time.monotonic()

        def other() -> None:
            with postgresql_app.app_context(), transaction():
                take_turn("yours")

        thread = Thread(target=other)
        thread.start()
        thread.join(timeout=10)
        assert not thread.is_alive()
        assert time.monotonic() - began < 3


def test_a_turn_ends_with_its_transaction_even_a_refused_one(
    app: Flask, together: Callable[..., Outcomes]
) -> None:
    with pytest.raises(Refusal), transaction():
        take_turn("count")
        raise Refusal

    def again() -> None:
        with transaction():
            take_turn("count")

    assert together(app, [again] * 2).raised == ()
