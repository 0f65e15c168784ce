from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.kernel.errors import Refusal
from exchange.storage.database import session, transaction
from exchange.storage.idempotency import (
    KEPT,
    IdempotencyKey,
    KeyReused,
    Outcome,
    TwinRunning,
    forget_old,
    once,
)
from tests.houses import NOW
from tests.races import Outcomes

EFFECTS: list[str] = []


@pytest.fixture(autouse=True)
def _no_effects_yet() -> None:
    EFFECTS.clear()


def send(
    key: str | None = "k", body: bytes = b"{}", actor: str = "ada", route: str = "claims.post"
) -> Outcome:
    """Do something once, and return what it came to."""
    with once(actor=actor, route=route, key=key, body=body, now=NOW) as outcome:
        if not outcome.is_repeat:
            EFFECTS.append(f"effect-{len(EFFECTS)}")
            outcome.record(201, EFFECTS[-1])
    return outcome


def stored() -> int:
    return session().scalar(select(func.count()).select_from(IdempotencyKey)) or 0


def test_a_repeat_gets_the_first_ones_status_and_resource_and_does_nothing(app: Flask) -> None:
    first, again = send(), send()
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert (first.status, first.resource) == (again.status, again.resource) == (201, "effect-0")
    assert EFFECTS == ["effect-0"]


def test_another_body_under_the_same_key_is_refused(app: Flask) -> None:
    send(body=b"1")
    with pytest.raises(KeyReused):
        send(body=b"2")
    assert EFFECTS == ["effect-0"]


@pytest.mark.parametrize("other", [{"actor": "bob"}, {"route": "lots.post"}, {"key": "other"}, {"key": None}])
def test_a_key_counts_for_one_actor_and_one_route(app: Flask, other: dict[str, str]) -> None:
    send()
    assert not send(**other).is_repeat
    assert len(EFFECTS) == 2


def test_without_a_key_nothing_is_kept(app: Flask) -> None:
    send(key=None)
    send(key=None)
    assert len(EFFECTS) == 2
    assert stored() == 0


def test_a_refusal_leaves_the_key_free_for_another_try(app: Flask) -> None:
    with pytest.raises(Refusal), once(actor="ada", route="claims.post", key="k", body=b"{}", now=NOW):
        raise Refusal
    assert stored() == 0
    assert not send().is_repeat


def test_the_key_and_the_effect_stand_or_fall_together(app: Flask) -> None:
    with pytest.raises(Refusal), transaction():
        send()
        raise Refusal
    assert stored() == 0


def test_an_effect_that_does_not_say_what_it_came_to_is_a_fault(app: Flask) -> None:
    with (
        pytest.raises(RuntimeError, match="outcome"),
        once(actor="ada", route="claims.post", key="k", body=b"{}", now=NOW),
    ):
        pass
    assert stored() == 0


def test_of_ten_twins_one_acts_and_nine_repeat_it(app: Flask, together: Callable[..., Outcomes]) -> None:
    outcomes = together(app, [send] * 10)
    assert outcomes.raised == ()
    assert sum(not outcome.is_repeat for outcome in outcomes.returned) == 1
    assert {outcome.resource for outcome in outcomes.returned} == {"effect-0"}
    assert EFFECTS == ["effect-0"]


@pytest.mark.postgresql
def test_a_twin_that_goes_on_running_is_told_apart(postgresql_app: Flask) -> None:
    taken, done = Event(), Event()

    def run_long() -> None:
        with (
            postgresql_app.app_context(),
            once(actor="ada", route="claims.post", key="k", body=b"{}", now=NOW) as outcome,
        ):
            taken.set()
            done.wait(timeout=30)
            outcome.record(201, "long")

    thread = Thread(target=run_long)
    thread.start()
    assert taken.wait(timeout=10)
    try:
        with pytest.raises(TwinRunning):
            send()
    finally:
        done.set()
        thread.join(timeout=10)
    assert send().resource == "long"


def test_keys_are_forgotten_after_seven_days_and_not_before(app: Flask) -> None:
    send()
    assert forget_old(NOW + KEPT) == 0
    assert forget_old(NOW + KEPT + timedelta(seconds=1)) == 1
    assert stored() == 0
