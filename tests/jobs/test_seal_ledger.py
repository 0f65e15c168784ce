from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from exchange.jobs import seal_ledger
from exchange.ledger.models import Seal, WaitingLine
from tests.builders.ledger import a_line, organisations
from tests.houses import NOW


def test_all_that_waits_is_sealed_and_a_second_run_finds_nothing(app: Flask, db: Session) -> None:
    giver, receiver = organisations(2)
    for _ in range(3):
        a_line(giver, receiver, 1)
    assert seal_ledger.run(NOW) == 3
    assert seal_ledger.run(NOW) == 0
    assert db.scalar(select(func.count()).select_from(Seal)) == 1
    assert db.scalar(select(func.count()).select_from(WaitingLine)) == 0
