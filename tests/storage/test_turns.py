"""Whoever takes a turn is alone until its transaction ends."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask

from exchange.storage.database import transaction
from exchange.storage.turns import take_turn
from tests.races import Outcomes


def test_turns_of_one_name_never_overlap(app: Flask, together: Callable[..., Outcomes]) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with transaction():
            take_turn("a name")
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()

    outcomes = together(app, [work] * 5)
    assert outcomes.raised == ()
    assert most == [1] * 5


def test_a_turn_may_be_taken_twice_in_one_transaction(app: Flask) -> None:
    with transaction():
        take_turn("a name")
        take_turn("a name")
