"""Rows that are written once, by whoever needs no object of them: one prepared INSERT, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Insert, insert

from exchange.storage.database import Base, table_of, transaction


def append(model: type[Base], **values: Any) -> int:
    """Write a row of a table, with the defaults of what is not said, and return its number.

    What the session has not written yet goes first, so that the row may lean on it.
    """
    with transaction() as session:
        session.flush()
        written = cast("CursorResult[Any]", session.execute(_insertion(model), values))
        key = written.inserted_primary_key
    assert key is not None
    return int(key[0])


def append_all(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write several rows of a table that name the same columns; none is no matter."""
    if not rows:
        return
    with transaction() as session:
        session.flush()
        session.execute(_insertion(model), rows)


@cache
def _insertion(model: type[Base]) -> Insert:
    return insert(table_of(model))
