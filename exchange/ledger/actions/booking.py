"""Booking lines: a confirmed handover, and its correction later. Nothing booked is ever changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.identifiers import new_public_id
from exchange.kernel.time import month_in
from exchange.ledger.commands import Handover
from exchange.ledger.errors import LineCorrected, LineUnknown, MassNegative
from exchange.ledger.models import LedgerLine, WaitingLine
from exchange.ledger.rules import LineContent, line_hash
from exchange.listings.actions import mass
from exchange.listings.queries.lots import lot_for
from exchange.materials.models import Material
from exchange.organisations.models import Organisation
from exchange.storage.appending import append
from exchange.storage.database import table_of, transaction
from exchange.storage.turns import take_turn
from exchange.territories.models import Territory

_ORGANISATIONS, _TERRITORIES = table_of(Organisation), table_of(Territory)
_MATERIALS = table_of(Material)
_NAMED: dict[str, tuple[Any, Any]] = {
    "giver": (_ORGANISATIONS.c.public_id, _ORGANISATIONS.c.id),
    "receiver": (_ORGANISATIONS.c.public_id, _ORGANISATIONS.c.id),
    "giver_commune": (_TERRITORIES.c.key, _TERRITORIES.c.id),
    "receiver_commune": (_TERRITORIES.c.key, _TERRITORIES.c.id),
    "material": (_MATERIALS.c.slug, _MATERIALS.c.id),
}
_NAMES = select(
    *(
        select(name).where(key == bindparam(asked)).scalar_subquery().label(asked)
        for asked, (name, key) in _NAMED.items()
    )
)
"""What a line names by number, by the names that its hash covers, in one question."""


def book_handover(handover: Handover, *, now: datetime) -> str:
    """Book a confirmed handover in the transaction of its confirmation; return the line's public id.

    The month is that of the handover in the time zone of the giver's site.
    """
    with transaction() as session:
        line = LedgerLine(
            kind="handover",
            claim=handover.claim,
            lot=handover.lot,
            corrects_id=None,
            giver_organisation_id=handover.giver_organisation_id,
            receiver_organisation_id=handover.receiver_organisation_id,
            giver_commune_id=handover.giver_commune_id,
            receiver_commune_id=handover.receiver_commune_id,
            month=month_in(handover.handed_over_at, handover.time_zone),
            material_id=handover.material_id,
            grams=handover.grams,
            grade=handover.grade,
            handed_over_at=handover.handed_over_at,
        )
        return _book(session, line, corrects="", now=now)


def correct(actor: Actor, line: str, grams: int, *, now: datetime) -> str:
    """Correct a line (public id) by its reversal and a new line in the same month; return the new one's id.

    The lot follows, so that what was collected of it stays the sum of its lines.

    Raises: LineUnknown, LineCorrected, MassNegative.
    """
    if grams < 0:
        raise MassNegative
    with transaction() as session:
        take_turn("ledger-correction")
        wrong = session.scalar(select(LedgerLine).where(LedgerLine.public_id == line))
        if wrong is None or wrong.kind == "reversal":
            raise LineUnknown
        if session.scalar(select(LedgerLine.id).where(LedgerLine.corrects_id == wrong.id).limit(1)):
            raise LineCorrected
        mass.correct(lot_for(wrong.lot).id, grams - wrong.grams, claim=wrong.claim, by=actor.account, now=now)
        _book(session, _like(wrong, "reversal", -wrong.grams), corrects=wrong.public_id, now=now)
        right = _book(session, _like(wrong, "correction", grams), corrects=wrong.public_id, now=now)
        record(actor, "ledger.correct", "ledger_line", wrong.public_id, {"line": right}, now)
        return right


def _like(line: LedgerLine, kind: str, grams: int) -> LedgerLine:
    return LedgerLine(
        kind=kind,
        claim=line.claim,
        lot=line.lot,
        corrects_id=line.id,
        giver_organisation_id=line.giver_organisation_id,
        receiver_organisation_id=line.receiver_organisation_id,
        giver_commune_id=line.giver_commune_id,
        receiver_commune_id=line.receiver_commune_id,
        month=line.month,
        material_id=line.material_id,
        grams=grams,
        grade=line.grade,
        handed_over_at=line.handed_over_at,
    )


def _book(session: Session, line: LedgerLine, *, corrects: str, now: datetime) -> str:
    line.public_id = new_public_id()
    line.booked_at = now
    line.sha256 = line_hash(_stated(session, line, corrects))
    session.add(line)
    session.flush()
    append(WaitingLine, line_id=line.id)
    return line.public_id


def _stated(session: Session, line: LedgerLine, corrects: str) -> LineContent:
    names = session.execute(
        _NAMES,
        {
            "giver": line.giver_organisation_id,
            "receiver": line.receiver_organisation_id,
            "giver_commune": line.giver_commune_id,
            "receiver_commune": line.receiver_commune_id,
            "material": line.material_id,
        },
    ).one()
    return LineContent(
        public_id=line.public_id,
        kind=line.kind,
        corrects=corrects,
        claim=line.claim,
        lot=line.lot,
        giver=names.giver,
        receiver=names.receiver,
        giver_commune=names.giver_commune,
        receiver_commune=names.receiver_commune,
        month=line.month,
        material=names.material,
        grams=line.grams,
        grade=line.grade,
        handed_over_at=line.handed_over_at,
        booked_at=line.booked_at,
    )
