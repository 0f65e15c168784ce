from __future__ import annotations

import threading
import time
from datetime import datetime
from threading import Event
from typing import Any

import pytest
from flask import Flask

from exchange.jobs import worker
from exchange.jobs.worker import JOBS, Job
from exchange.storage.database import transaction
from tests.houses import NOW


def _failing(_now: datetime) -> int:
    with transaction():
        raise RuntimeError("this job fails")


def test_every_job_runs_and_tells_how_much_it_did(app: Flask) -> None:
    assert worker.run_due(NOW) == dict.fromkeys((job.name for job in JOBS), 0)


def test_a_job_that_fails_is_logged_and_holds_no_other_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[Any] = []
    monkeypatch.setattr(worker.logs, "failure", lambda _, error, **facts: logged.append((facts, error)))
    jobs = (Job("fails", _failing, 1), Job("works", lambda _: 3, 1))
    assert worker.run_due(NOW, jobs) == {"works": 3}
    assert logged[0][0] == {"job": "fails"}
    assert str(logged[0][1]) == "this job fails"


def test_the_loop_runs_each_job_at_its_pace_until_told_to_stop(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "TICK_S", 0.01)
    ran: list[str] = []
    often, seldom = threading.Event(), Event()

    def quick(now: datetime) -> int:
        assert now == NOW
        ran.append("often")
        if ran.count("often") == 3:
            often.set()
        return 0

    jobs = (
        Job("often", quick, 0.02),
        Job("seldom", lambda _: ran.append("seldom") or 0, 3600),
        Job("fails", _failing, 3600),
    )

    def run() -> None:
        with sqlite_app.app_context():
            worker.loop(seldom, jobs)

    thread = threading.Thread(target=run)
    thread.start()
    assert often.wait(10)
    began = time.monotonic()
    seldom.set()
    thread.join(10)
    assert not thread.is_alive()
    assert time.monotonic() - began < 5
    assert ran.count("seldom") == 1
    assert ran.count("often") >= 3
