"""Lines of the ledger without the exchange that led to them, and ways to damage what was booked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from exchange.kernel.identifiers import new_public_id
from exchange.kernel.time import first_day
from exchange.ledger.actions.booking import book_handover
from exchange.ledger.commands import Handover
from exchange.materials.queries.materials import materials
from exchange.organisations.models import Organisation
from exchange.storage.database import engine, session, transaction
from tests.builders.territories import DIFFERDANGE, HAGUENAU, ILLKIRCH, SCHILTIGHEIM, STRASBOURG, commune_id
from tests.houses import NOW

COMMUNES = (STRASBOURG, SCHILTIGHEIM, ILLKIRCH, HAGUENAU, DIFFERDANGE)


def organisations(count: int) -> list[int]:
    """Return the ids of fresh organisations."""
    with transaction() as open_session:
        found = [
            Organisation(
                slug=f"o-{new_public_id()}",
                name=f"Organisation {number}",
                kind="association",
                country="FR",
                created_at=NOW,
            )
            for number in range(count)
        ]
        open_session.add_all(found)
        open_session.flush()
        return [organisation.id for organisation in found]


def a_line(
    giver: int,
    receiver: int,
    grams: int,
    *,
    source: str = STRASBOURG,
    target: str = STRASBOURG,
    month: int = 202603,
    material: str | None = None,
    grade: str = "A",
    now: datetime = NOW,
) -> str:
    """Return the public id of a booked handover on the tenth of a month, of no lot."""
    known = {view.slug: view.id for view in materials()}
    day = first_day(month)
    return book_handover(
        Handover(
            claim=new_public_id(),
            lot=new_public_id(),
            giver_organisation_id=giver,
            receiver_organisation_id=receiver,
            giver_commune_id=commune_id(source),
            receiver_commune_id=commune_id(target),
            time_zone="Europe/Paris",
            material_id=known[material] if material else min(known.values()),
            grams=grams,
            grade=grade,
            handed_over_at=datetime(day.year, day.month, 10, 12, tzinfo=UTC),
        ),
        now=now,
    )


@contextmanager
def unguarded() -> Iterator[Any]:
    """Yield a connection on which the books' guards are off, as an intruder would have it; back on after."""
    session().rollback()
    with engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
            yield connection
            connection.commit()
            connection.execute(text("SET session_replication_role = DEFAULT"))
            connection.commit()
            return
        guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _ in guards:
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        for _, sql in guards:
            connection.exec_driver_sql(sql)
        connection.commit()
