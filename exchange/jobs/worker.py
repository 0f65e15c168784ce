"""Runs every job when it is due; one that fails holds no other back."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from exchange.gateways import logs
from exchange.jobs import (
    deliver_mails,
    expire_listings,
    forget_expired,
    locate_sites,
    purge_photographs,
    seal_ledger,
)
from exchange.storage.database import session

TICK_S = 2.0
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its name, what it does (returning how many things it did), and its pace in seconds."""

    name: str
    run: Callable[[datetime], int]
    every_s: float


JOBS = (
    Job("deliver_mails", deliver_mails.run, TICK_S),
    Job("seal_ledger", seal_ledger.run, 10.0),
    Job("expire_listings", expire_listings.run, 10 * MINUTE_S),
    Job("locate_sites", locate_sites.run, MINUTE_S),
    Job("purge_photographs", purge_photographs.run, 60 * MINUTE_S),
    Job("forget_expired", forget_expired.run, 60 * MINUTE_S),
)


def run_due(now: datetime, jobs: tuple[Job, ...] = JOBS) -> dict[str, int]:
    """Run every job once and return what each did; one that failed is logged and left out."""
    done = {}
    for job in jobs:
        count = _run(job, now)
        if count is not None:
            done[job.name] = count
    return done


def loop(stop: Event, jobs: tuple[Job, ...] = JOBS) -> None:
    """Run each job at its pace until told to stop; the job in hand is finished first."""
    due = dict.fromkeys((job.name for job in jobs), time.monotonic())
    while not stop.is_set():
        for job in jobs:
            if time.monotonic() >= due[job.name] and not stop.is_set():
                _run(job, current_app.extensions["clock"].now())
                due[job.name] = time.monotonic() + job.every_s
        stop.wait(TICK_S)


def _run(job: Job, now: datetime) -> int | None:
    began = time.perf_counter()
    try:
        count = job.run(now)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs go on
        logs.failure("job failed", error, job=job.name)
        return None
    finally:
        # A session left open would hold old reads, and on PostgreSQL a transaction.
        with suppress(SQLAlchemyError):
            session().rollback()
    if count:
        logs.job(job=job.name, done=count, seconds=round(time.perf_counter() - began, 3))
    return count
