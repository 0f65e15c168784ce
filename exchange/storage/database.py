"""The one door to the database: reads through `session()`, writes through `transaction()`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Session

from exchange.storage.connection import BEGIN, engine_options, prepare

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine

    from exchange.settings import Settings

_OPEN = "exchange_open"


class Base(DeclarativeBase):
    """Parent of every table; names of constraints are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata)


def table_of(model: type[Base]) -> Table:
    """Return the plain table behind a model.

    Statements over tables cost half as much as those over models, which look for objects to load, keep and
    bring up to date: for paths on which others wait. What the session has not written yet they do not see.
    """
    return cast("Table", model.__table__)


def connect(app: Flask, settings: Settings) -> None:
    """Give the application its engine, and keep one connection open for the life of the process.

    With SQLite, closing the last connection removes the write-ahead log, after which even reads
    fail on a full disk.
    """
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    if settings.is_sqlite:
        settings.instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        if settings.is_sqlite:
            app.extensions["exchange_keeper"] = db.engine.raw_connection()


def disconnect(app: Flask) -> None:
    """Close every connection of the application: for commands that end, and tests."""
    with app.app_context():
        db.session.remove()
        keeper = app.extensions.pop("exchange_keeper", None)
        if keeper is not None:
            keeper.close()
        db.engine.dispose()


def engine() -> Engine:
    """Return the engine of the current application."""
    return db.engine


def session() -> Session:
    """Return the session of the current request or job, for reading."""
    return cast("Session", db.session())


@contextmanager
def transaction() -> Iterator[Session]:
    """Yield a session whose work is committed at the end, whole, or not at all.

    Joins the transaction already open, if any: only the outermost commits. On SQLite it begins
    IMMEDIATE, so that whoever writes reads nothing stale. A refusal that passes through rolls back.
    """
    current = session()
    if current.info.get(_OPEN) == "snapshot":
        raise RuntimeError("a snapshot is for reading: write before or after it")
    if current.info.get(_OPEN):
        yield current
        return
    current.rollback()
    current.connection(execution_options={BEGIN: "IMMEDIATE"})
    current.info[_OPEN] = "transaction"
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.info.pop(_OPEN, None)


def end_reading() -> None:
    """End what the session is reading, so that whoever waits for the world outside holds up nobody.

    Raises: RuntimeError within a transaction or a snapshot, where nothing outside may be waited for.
    """
    current = session()
    if current.info.get(_OPEN):
        raise RuntimeError("nothing outside is waited for within a transaction")
    current.rollback()


@contextmanager
def snapshot() -> Iterator[Session]:
    """Yield a session whose reads all see one moment of the database: for figures in several queries."""
    current = session()
    if current.info.get(_OPEN):
        yield current
        return
    current.rollback()
    if current.get_bind().dialect.name == "postgresql":
        current.connection(
            execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
    current.info[_OPEN] = "snapshot"
    try:
        yield current
    finally:
        current.rollback()
        current.info.pop(_OPEN, None)
