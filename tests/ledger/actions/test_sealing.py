from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from exchange.jobs import seal_ledger
from exchange.ledger.actions.sealing import seal
from exchange.ledger.models import LedgerLine, Seal, SealedLine, WaitingLine
from exchange.ledger.queries.faults import faults
from exchange.ledger.queries.sums import sums
from exchange.ledger.rules import FIRST_PREVIOUS
from tests.builders.ledger import a_line, organisations
from tests.builders.territories import commune_id
from tests.houses import NOW
from tests.races import Outcomes


def test_seals_follow_one_another_and_each_line_has_one(app: Flask, db: Session) -> None:
    giver, receiver = organisations(2)
    for number in range(5):
        a_line(giver, receiver, number)
    assert [seal(NOW + timedelta(minutes=turn), batch=2) for turn in range(4)] == [2, 2, 1, 0]
    seals = db.scalars(select(Seal).order_by(Seal.number)).all()
    assert [each.number for each in seals] == [1, 2, 3]
    assert [each.lines for each in seals] == [2, 2, 1]
    assert [each.previous_sha256 for each in seals] == [FIRST_PREVIOUS, seals[0].sha256, seals[1].sha256]
    assert db.scalar(select(func.count()).select_from(SealedLine)) == 5
    assert db.scalar(select(func.count()).select_from(WaitingLine)) == 0


def test_the_job_seals_all_that_waits_and_then_nothing(app: Flask) -> None:
    giver, receiver = organisations(2)
    for _ in range(3):
        a_line(giver, receiver, 1)
    assert seal_ledger.run(NOW) == 3
    assert seal_ledger.run(NOW) == 0


def test_several_sealers_and_writers_at_once_lose_and_double_nothing(
    app: Flask, db: Session, together: Callable[..., Outcomes]
) -> None:
    giver, receiver = organisations(2)
    for _ in range(6):
        a_line(giver, receiver, 1_000)
    calls = [partial(seal, NOW, batch=3) for _ in range(4)]
    calls += [partial(a_line, giver, receiver, 1_000) for _ in range(6)]
    assert together(app, calls).raised == ()
    seal_ledger.run(NOW)
    assert db.scalar(select(func.count()).select_from(LedgerLine)) == 12
    assert sum(fact.grams for fact in sums(commune_id(), "out", 202603, 202603)) == 12_000
    assert {fault.check for fault in faults(NOW)} <= {"ledger-lot"}
