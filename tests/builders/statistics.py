"""Exchanges as figures see them: organisations, and confirmed lines between communes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from exchange.kernel.actor import Actor
from exchange.kernel.identifiers import new_public_id
from exchange.ledger.actions.booking import book_handover
from exchange.ledger.commands import Handover
from exchange.ledger.models import LedgerLine, WaitingLine
from exchange.materials.queries.materials import material
from exchange.organisations.models import Organisation
from exchange.storage.database import transaction
from exchange.territories.queries import territory
from tests.builders.territories import STRASBOURG
from tests.houses import NOW

KG = 1_000


def organisations(count: int, kind: str = "company") -> list[int]:
    """Return the ids of new organisations."""
    with transaction() as current:
        made = [
            Organisation(slug=f"o-{new_public_id()}", name="Atelier", kind=kind, country="FR", created_at=NOW)
            for _ in range(count)
        ]
        current.add_all(made)
        current.flush()
        return [each.id for each in made]


def exchanged(
    giver: int,
    receiver: int,
    kg: int,
    month: int,
    *,
    out_of: str = STRASBOURG,
    into: str = STRASBOURG,
    of: str = "cardboard",
    grade: str = "A",
) -> str:
    """Return the public id of a line: so many kilograms given at noon on the tenth of a month (YYYYMM)."""
    return book_handover(
        Handover(
            claim=new_public_id(),
            lot=new_public_id(),
            giver_organisation_id=giver,
            receiver_organisation_id=receiver,
            giver_commune_id=territory(out_of).id,
            receiver_commune_id=territory(into).id,
            time_zone="Europe/Paris",
            material_id=material(of).id,
            grams=kg * KG,
            grade=grade,
            handed_over_at=datetime(month // 100, month % 100, 10, 11, tzinfo=UTC),
        ),
        now=NOW - timedelta(days=1),
    )


def taken_back(line: str) -> None:
    """Reverse a line, as the first half of a correction does."""
    with transaction() as current:
        wrong = current.scalars(select(LedgerLine).where(LedgerLine.public_id == line)).one()
        same = (
            "claim lot giver_organisation_id receiver_organisation_id giver_commune_id receiver_commune_id "
            "month material_id grade handed_over_at"
        )
        back = LedgerLine(
            public_id=new_public_id(),
            kind="reversal",
            corrects_id=wrong.id,
            grams=-wrong.grams,
            booked_at=NOW,
            sha256=new_public_id(),
            **{name: getattr(wrong, name) for name in same.split()},
        )
        current.add(back)
        current.flush()
        current.add(WaitingLine(line_id=back.id))


def a_shared_month(
    month: int,
    givers: list[int],
    receivers: list[int],
    kgs: tuple[int, ...] = (100, 200, 300),
    **names: str,
) -> None:
    """Book one exchange for each giver, receiver and mass."""
    for giver, receiver, kg in zip(givers, receivers, kgs, strict=True):
        exchanged(giver, receiver, kg, month, **names)


def a_reader(kind: str | None = None, *keys: str, is_administrator: bool = False) -> Actor:
    """Return somebody of an organisation of a kind, to which the territories of these keys are attached."""
    return Actor(
        account_id=1,
        account=new_public_id(),
        organisation_id=None if kind is None else 1,
        organisation=None if kind is None else new_public_id(),
        organisation_kind=kind,
        role=None if kind is None else "member",
        is_administrator=is_administrator,
        territories=frozenset(territory(key).id for key in keys),
    )
