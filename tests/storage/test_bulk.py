from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.storage.bulk import put
from exchange.storage.database import session, transaction
from exchange.territories.models import Perimeter, Territory
from tests.builders.territories import commune_id

COLUMNS = (
    "key", "level", "code", "name", "folded_name", "country", "latitude", "population", "longitude",
    "valid_from", "vintage",
)  # fmt: skip


def area(code: str, name: str, latitude: float | None) -> tuple[object, ...]:
    described = (f"area:{code}", "area", code, name, "folded", "FR")
    return (*described, latitude, None, latitude, date(2026, 1, 1), "hand")


def test_rows_come_in_as_the_model_reads_them_and_number_themselves(app: Flask) -> None:
    odd = 'Tab\t, antislash \\N, guillemet " et ’, retour\nà la ligne'

    with transaction() as writing:
        put(writing, Territory, COLUMNS, [area("un", odd, 48.123456789012), area("deux", "", None)])

    one, two = session().scalars(select(Territory).where(Territory.vintage == "hand").order_by(Territory.id))
    assert (one.name, one.latitude, one.population, one.valid_from) == (
        odd,
        48.123456789012,
        None,
        date(2026, 1, 1),
    )
    assert (two.name, two.latitude, two.valid_until) == ("", None, None)
    assert one.id != two.id


def test_rows_share_the_fate_of_their_transaction(app: Flask) -> None:
    def fail() -> None:
        with transaction() as writing:
            put(writing, Territory, COLUMNS, [area("un", "Un", None)])
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()

    assert session().scalar(select(Territory).where(Territory.key == "area:un")) is None


def test_the_databases_own_checks_hold(app: Flask) -> None:
    belonging = (commune_id(), commune_id(), date(2026, 1, 1))

    with pytest.raises(Exception, match=r"(?i)unique"), transaction() as writing:
        put(writing, Perimeter, ("territory_id", "commune_id", "valid_from"), [belonging])


def test_an_instant_is_refused(app: Flask) -> None:
    row = (commune_id(), commune_id(), datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(TypeError, match="instants"), transaction() as writing:
        put(writing, Perimeter, ("territory_id", "commune_id", "valid_from"), [row])
