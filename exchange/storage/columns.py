"""Column types and short hands that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, cast

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Integer, String
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from exchange.kernel.identifiers import new_public_id
from exchange.kernel.text import fold
from exchange.kernel.time import as_utc

Key = BigInteger().with_variant(Integer, "sqlite")
"""64-bit keys; SQLite numbers rows by itself only for a column called INTEGER."""


class Instant(TypeDecorator[datetime]):
    """An instant, aware and in UTC on the Python side whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant as the database stores it: UTC, bare on SQLite."""
        if value is None:
            return None
        instant = as_utc(value)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored instant with its UTC zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


RowId = Annotated[int, mapped_column(Key, primary_key=True)]
PublicId = Annotated[str, mapped_column(String(16), unique=True, default=new_public_id)]
Grams = Annotated[int, mapped_column(BigInteger)]
Cents = Annotated[int, mapped_column(BigInteger)]


def folded_name(context: DefaultExecutionContext) -> str:
    """Return the folded form of the row's `name`: the default of a column searched without accents."""
    return fold(cast("Any", context).get_current_parameters()["name"])


def one_of(column: str, values: Iterable[str], **options: Any) -> CheckConstraint:
    """Return a CHECK that a text column holds one of the values; named `known_<column>`."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"known_{column}", **options)
