from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from exchange.claims.queries.faults import faults as claim_faults
from exchange.kernel.time import following
from exchange.ledger.actions.booking import correct
from exchange.ledger.actions.sealing import seal
from exchange.ledger.errors import LineCorrected, LineUnknown, MassNegative
from exchange.ledger.models import LedgerLine, Seal, SealedLine
from exchange.ledger.queries.faults import faults
from exchange.ledger.queries.lines import content_of, contents, lines_of
from exchange.ledger.queries.sums import sums
from exchange.ledger.rules import line_hash
from exchange.listings.models import LotChange
from tests.builders.claims import KG, a_confirmed, a_scene
from tests.builders.ledger import a_line, organisations
from tests.builders.territories import commune_id
from tests.houses import NOW


def test_a_line_carries_the_hash_of_what_it_says(app: Flask) -> None:
    giver, receiver = organisations(2)
    public_id = a_line(giver, receiver, 1_000)
    ((line_id, content, stored),) = contents()
    assert content.public_id == public_id
    assert stored == line_hash(content) == line_hash(content_of(line_id))


@pytest.mark.parametrize("sealed_between", [True, False])
def test_a_correction_reverses_and_books_anew_in_the_same_month(app: Flask, sealed_between: bool) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG)
    (wrong,) = lines_of(claim)
    if sealed_between:
        seal(NOW)
    later = NOW.replace(month=6)
    correct(scene.giver.actor, wrong.public_id, 60 * KG, now=later)
    kinds = [(line.kind, line.grams, line.month, line.booked_at) for line in lines_of(claim)]
    assert kinds == [
        ("handover", 100 * KG, wrong.month, NOW),
        ("reversal", -100 * KG, wrong.month, later),
        ("correction", 60 * KG, wrong.month, later),
    ]
    (fact,) = sums(commune_id(), "out", wrong.month, following(wrong.month))
    assert (fact.grams, fact.handovers) == (60 * KG, 1)
    assert scene.balance().collected_g == 60 * KG
    seal(later)
    assert list(faults(later)) == []
    assert list(claim_faults(later)) == []


def test_only_the_last_word_on_a_handover_is_corrected(app: Flask) -> None:
    scene = a_scene()
    claim = a_confirmed(scene, 100 * KG)
    (wrong,) = lines_of(claim)
    actor = scene.giver.actor
    right = correct(actor, wrong.public_id, 90 * KG, now=NOW)
    with pytest.raises(LineCorrected):
        correct(actor, wrong.public_id, 80 * KG, now=NOW)
    reversal = lines_of(claim)[1]
    for unknown in (reversal.public_id, "0000000000000000"):
        with pytest.raises(LineUnknown):
            correct(actor, unknown, 80 * KG, now=NOW)
    with pytest.raises(MassNegative):
        correct(actor, right, -1, now=NOW)
    correct(actor, right, 110 * KG, now=NOW)
    assert sum(line.grams for line in lines_of(claim)) == scene.balance().collected_g == 110 * KG


@pytest.mark.parametrize("table", [LedgerLine, Seal, SealedLine, LotChange])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_books(
    app: Flask, db: Session, table: type, verb: str
) -> None:
    a_confirmed(a_scene())
    seal(NOW)
    column = next(iter(table.__table__.columns))  # type: ignore[attr-defined]
    statement = update(table).values({column.name: column}) if verb == "update" else delete(table)
    with pytest.raises(DBAPIError, match="append-only"):
        db.execute(statement)
    db.rollback()
