"""Many rows at once, where making the statements would cost more than the database needs to run them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from exchange.storage.database import Base


def put(session: Session, model: type[Base], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values (texts, numbers, days, None), each in the order of the columns.

    Joins the session's transaction; defaults of the model are not applied, those of the database are.

    Raises: TypeError for an instant: a type of the house stores those, and is not asked here.
    """
    connection = session.connection()
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(model.__tablename__)} ({', '.join(quote(column) for column in columns)})"
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([_plain(value) for value in row])
        else:
            marks = ", ".join("?" for _ in columns)
            statement = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - names of tables and columns only
            cursor.executemany(statement, ([_stored(value) for value in row] for row in rows))
    finally:
        cursor.close()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        raise TypeError("instants are stored by their column's type, not in bulk")
    return value


def _stored(value: Any) -> Any:
    """Return a value as SQLite keeps it: days as text, as the dialect would."""
    return value.isoformat() if isinstance(_plain(value), date) else value
