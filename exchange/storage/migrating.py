"""Bringing a database to the newest schema, once, whoever else is starting at the same time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from exchange.settings import Settings, assets
from exchange.storage.connection import engine_options, prepare
from exchange.storage.database import engine

_LOCK = 7_051_966
"""An arbitrary number that names the migration lock on PostgreSQL."""


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Bring the database up to a revision; does nothing if it is there already."""
    with _alone(settings) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(settings: Settings, revision: str) -> None:
    """Take the database down to a revision ("base" for an empty one)."""
    with _alone(settings) as connection:
        command.downgrade(_config(connection), revision)


def run_sql(name: str) -> None:
    """Run `migrations/sql/<name>.<dialect>.sql`, one statement a line: for a migration's use only."""
    connection = op.get_bind()
    script = assets("migrations") / "sql" / f"{name}.{connection.dialect.name}.sql"
    for line in script.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("--"):
            connection.exec_driver_sql(
                line.replace("%", "%%") if connection.dialect.name == "postgresql" else line
            )


def is_ready() -> bool:
    """Whether the current application's database answers and stands at the newest revision."""
    head = ScriptDirectory(str(assets("migrations"))).get_current_head()
    try:
        with engine().connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == head
    except SQLAlchemyError:
        return False


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(assets("migrations")))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(settings: Settings) -> Iterator[Connection]:
    url = settings.migration_database_url
    migrator = create_engine(url, **engine_options(url))
    prepare(migrator)
    try:
        if settings.is_sqlite:
            folder = Path(migrator.url.database or ".").resolve().parent
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (folder / "migration.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                with migrator.connect() as connection:
                    yield connection
        else:
            with migrator.connect() as connection:
                connection.execute(text("SET lock_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
                connection.commit()
                try:
                    yield connection
                finally:
                    connection.rollback()
                    connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                    connection.commit()
    finally:
        migrator.dispose()
