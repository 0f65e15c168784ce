from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from exchange.storage.answers import KEPT, Answers, forget_old
from exchange.storage.database import session, transaction
from tests.houses import NOW, StoppedClock


@pytest.fixture
def answers(app: Flask) -> Answers:
    clock: StoppedClock = app.extensions["clock"]
    return Answers(clock.now)


def test_an_answer_is_kept_and_the_last_one_counts(answers: Answers) -> None:
    assert answers.recall("key") is None
    answers.keep("key", "one")
    answers.keep("key", "two")

    assert answers.recall("key") == "two"
    assert answers.recall("other") is None


def test_an_answer_is_forgotten_in_time(answers: Answers, clock: StoppedClock) -> None:
    answers.keep("old", "one")
    clock.set(NOW + KEPT)
    answers.keep("new", "two")

    assert answers.recall("old") is None
    assert forget_old(clock.now()) == 1
    session().rollback()
    assert answers.recall("new") == "two"
    assert forget_old(clock.now()) == 0


def test_turns_follow_one_another_at_their_pace(answers: Answers, clock: StoppedClock) -> None:
    assert answers.turn("slow", 1.0, 0.0) == 0.0
    assert answers.turn("slow", 1.0, 0.5) is None
    assert answers.turn("slow", 1.0, 1.0) == 1.0
    assert answers.turn("other", 1.0, 0.0) == 0.0
    clock.set(NOW + timedelta(seconds=2))
    assert answers.turn("slow", 1.0, 0.0) == 0.0


def test_a_clock_put_back_holds_nobody_up(answers: Answers, clock: StoppedClock) -> None:
    clock.set(NOW + timedelta(days=3))
    assert answers.turn("slow", 1.0, 0.0) == 0.0
    clock.set(NOW)
    assert answers.turn("slow", 1.0, 0.0) == 0.0


def test_nothing_outside_is_waited_for_within_a_transaction(answers: Answers) -> None:
    with transaction(), pytest.raises(RuntimeError, match="within a transaction"):
        answers.leave()
    session().connection()
    answers.leave()
    assert not session().in_transaction()
