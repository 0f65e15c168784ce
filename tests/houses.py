"""Ready applications over a database that holds the reference data and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from exchange.app import create_app
from exchange.materials import loading as materials
from exchange.settings import Settings, read_settings
from exchange.storage import migrating
from exchange.storage.database import db, disconnect
from exchange.territories import loading as territories
from tests.databases import Cluster, alone, programs
from tests.ground import small_ground

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
"""A Monday morning in Strasbourg, 10:30 on the wall: what `now` is unless a test says otherwise."""

TEMPLATE = "reference"


class StoppedClock:
    """A clock that shows the instant it was set to."""

    def __init__(self, instant: datetime = NOW) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """Return the instant the clock was set to."""
        return self.instant

    def set(self, instant: datetime) -> datetime:
        """Set the clock and return the instant."""
        self.instant = instant
        return instant


@dataclass(frozen=True)
class Run:
    """What the workers of one run share: a folder, and the process that owns it."""

    folder: Path
    owner_pid: int

    def cluster(self) -> Cluster:
        """Return the run's PostgreSQL server, started by the first who asks.

        Raises: RuntimeError without PostgreSQL's programs.
        """
        bin_dir = programs()
        if bin_dir is None:
            raise RuntimeError("PostgreSQL's programs are not installed")
        cluster = Cluster(self.folder / "postgresql", bin_dir)
        cluster.start_once(owner_pid=self.owner_pid)
        return cluster

    def end(self) -> None:
        """Stop what was started and remove every file of the run."""
        bin_dir = programs()
        if bin_dir is not None:
            Cluster(self.folder / "postgresql", bin_dir).stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def settings_for(instance_dir: Path, database_url: str | None = None, **names: str) -> Settings:
    """Return test settings with everything under one folder; `names` are settings in lower case."""
    given = {
        "env": "test",
        "instance_dir": str(instance_dir),
        "secret_key": "a key for tests, as long as a real one would be",
        "base_url": "http://127.0.0.1:8000",
        "rate_limits": "off",
        "database_url": database_url or "",
        **names,
    }
    return read_settings({f"EXCHANGE_{name.upper()}": value for name, value in given.items()})


def prepare(settings: Settings) -> None:
    """Bring an empty database to the newest schema and load the reference data, of territories a part."""
    migrating.upgrade(settings)
    app = create_app(settings)
    with app.app_context():
        territories.load(NOW, small_ground(settings.instance_dir / "ground"))
        materials.load(NOW)
    disconnect(app)


class SqliteHouse:
    """The application over an SQLite file; emptying it lays the prepared file in its place."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.settings = settings_for(folder)
        self._file = folder / "exchange.sqlite3"
        self._template = _sqlite_template(run)
        shutil.copyfile(self._template, self._file)
        self.app = create_app(self.settings)
        self._is_new = True

    def empty(self) -> None:
        """Leave nothing but the reference data, in the database and on disk."""
        if self._is_new:
            self._is_new = False
            return
        disconnect(self.app)
        for ending in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._template, self._file)
        with self.app.app_context():
            self.app.extensions["exchange_keeper"] = db.engine.raw_connection()
        _empty_folders(self.settings)

    def close(self) -> None:
        """Close every connection."""
        disconnect(self.app)


class PostgresqlHouse:
    """The application over a clone of the prepared database; emptying it puts back what was touched.

    A fingerprint of each table (its rows, and the newest transaction that wrote one) tells which were
    touched, by whatever process. The schema `kept` holds the reference data to put back.
    """

    def __init__(self, run: Run, folder: Path, name: str) -> None:
        self._cluster = run.cluster()
        _postgresql_template(run, self._cluster)
        self._name = name
        self._cluster.create(name, TEMPLATE)
        self.settings = settings_for(folder, self._cluster.url(name))
        self.app = create_app(self.settings)
        with self._cluster.connect(name) as connection:
            self._tables = _tables(connection)
            self._fingerprint = sql.SQL(" UNION ALL ").join(
                sql.SQL("SELECT {}, count(*), coalesce(max(xmin::text::bigint), 0) FROM {}").format(
                    sql.Literal(table), sql.Identifier(table)
                )
                for table in self._tables
            )
            self._untouched = self._fingerprints(connection)

    def empty(self) -> None:
        """Leave nothing but the reference data, in the database and on disk."""
        with self._cluster.connect(self._name) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            )
            found = self._fingerprints(connection)
            touched = [table for table in self._tables if found[table] != self._untouched[table]]
            if touched:
                connection.execute(sql.SQL("; ").join(self._statements(touched)))
            if any(self._untouched[table][0] for table in touched):
                self._untouched = self._fingerprints(connection)
        _empty_folders(self.settings)

    def close(self) -> None:
        """Close every connection and drop the clone."""
        disconnect(self.app)
        with suppress(psycopg.Error):
            self._cluster.drop(self._name)

    def _statements(self, touched: list[str]) -> Iterator[sql.Composable]:
        # Neither foreign keys nor the triggers that keep books append-only hold a replica back.
        yield sql.SQL("SET session_replication_role = replica")
        for table in touched:
            name = sql.Identifier(table)
            yield sql.SQL("DELETE FROM {}").format(name)
            if self._untouched[table][0]:
                yield sql.SQL("INSERT INTO {} SELECT * FROM kept.{}").format(name, name)

    def _fingerprints(self, connection: psycopg.Connection) -> dict[str, tuple[int, int]]:
        return {row[0]: (row[1], row[2]) for row in connection.execute(self._fingerprint)}


House = SqliteHouse | PostgresqlHouse


def _sqlite_template(run: Run) -> Path:
    folder = run.folder / "sqlite"
    ready = folder / "reference.sqlite3"
    with alone(run.folder / "sqlite.lock"):
        if not ready.exists():
            settings = settings_for(folder)
            prepare(settings)
            with closing(sqlite3.connect(folder / "exchange.sqlite3")) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (folder / "exchange.sqlite3").replace(ready)
    return ready


def _postgresql_template(run: Run, cluster: Cluster) -> None:
    ready = run.folder / "reference.ready"
    with alone(run.folder / "reference.lock"):
        if not ready.exists():
            cluster.create(TEMPLATE)
            prepare(settings_for(run.folder / "reference", cluster.url(TEMPLATE)))
            with cluster.connect(TEMPLATE) as connection:
                connection.execute("CREATE SCHEMA kept")
                for table in _tables(connection):
                    name = sql.Identifier(table)
                    connection.execute(sql.SQL("CREATE TABLE kept.{} AS TABLE {}").format(name, name))
            ready.touch()


def _tables(connection: psycopg.Connection) -> list[str]:
    listed = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [row[0] for row in listed]


def _empty_folders(settings: Settings) -> None:
    for folder in (settings.media_dir, settings.instance_dir / "mail"):
        shutil.rmtree(folder, ignore_errors=True)
