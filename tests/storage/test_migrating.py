from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect, select, text

from exchange.app import create_app
from exchange.ledger.actions.sealing import seal
from exchange.settings import Settings, assets
from exchange.storage import migrating
from exchange.storage.connection import engine_options, prepare
from exchange.storage.database import Base, disconnect, engine
from tests.builders.claims import a_confirmed, a_scene
from tests.houses import NOW
from tests.houses import prepare as prepare_reference

ROOT = Path(__file__).resolve().parents[2]
REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory(str(assets("migrations"))).walk_revisions()))
]


def opened(settings: Settings) -> Engine:
    """Return an engine by the house's rules."""
    own = create_engine(settings.database_url, **engine_options(settings.database_url))
    prepare(own)
    return own


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    known = MetaData()
    known.reflect(connection)
    return {
        table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for table in known.sorted_tables
        if table.name != "alembic_version"
    }


def without_vintages(rows: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {name: found for name, found in rows.items() if name != "reference_vintages"}


def test_there_is_one_head_and_one_line_of_revisions() -> None:
    scripts = ScriptDirectory(str(assets("migrations")))
    assert scripts.get_heads() == [REVISIONS[-1]]
    assert not any(script.is_merge_point or script.is_branch_point for script in scripts.walk_revisions())


def test_an_empty_database_brought_up_equals_the_models(blank: Settings) -> None:
    migrating.upgrade(blank)
    own = opened(blank)
    with own.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert tables(connection) == set(Base.metadata.tables)
    own.dispose()


def test_checks_and_foreign_keys_stand_in_the_database_as_in_the_models(blank: Settings) -> None:
    migrating.upgrade(blank)
    own = opened(blank)
    with own.connect() as connection:
        inspector = inspect(connection)
        for name, table in Base.metadata.tables.items():
            checks = {check["name"] for check in inspector.get_check_constraints(name)}
            declared = {
                str(constraint.name)
                for constraint in table.constraints
                if type(constraint).__name__ == "CheckConstraint"
            }
            assert checks == declared, name
            assert len(inspector.get_foreign_keys(name)) == len(table.foreign_key_constraints), name
    own.dispose()


def live(settings: Settings) -> None:
    """Let one exchange go its whole way, from its listing to its sealed line."""
    app = create_app(settings)
    with app.app_context():
        a_confirmed(a_scene())
        assert seal(NOW) == 1
    disconnect(app)


def test_every_revision_goes_up_down_and_up_again_with_data(blank: Settings) -> None:
    prepare_reference(blank)
    own = opened(blank)
    with own.connect() as connection:
        reference = contents(connection)
    live(blank)
    with own.connect() as connection:
        before = contents(connection)
    for table in (
        "lot_changes",
        "claim_steps",
        "weighings",
        "mails",
        "ledger_lines",
        "sealed_lines",
        "pair_rollups",
    ):
        assert before[table], table
    for below in reversed(REVISIONS[:-1]):
        migrating.downgrade(blank, below)
        with own.begin() as connection:
            connection.execute(text("DELETE FROM reference_vintages"))
        # What a revision adds to the reference data is gone with it, and comes back from the files.
        prepare_reference(blank)
        with own.connect() as connection:
            kept = contents(connection)
            assert without_vintages(kept) == without_vintages(before)
    migrating.downgrade(blank, "base")
    with own.connect() as connection:
        assert tables(connection) == set()
    own.dispose()
    prepare_reference(blank)
    with own.connect() as connection:
        after = contents(connection)
    own.dispose()
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in reference.items()
    }


def test_going_down_leaves_no_trigger_function_or_sequence_behind(blank: Settings) -> None:
    migrating.upgrade(blank)
    migrating.downgrade(blank, "base")
    own = opened(blank)
    left = (
        "SELECT name FROM sqlite_master WHERE tbl_name <> 'alembic_version' AND name NOT LIKE 'sqlite_%'"
        if blank.is_sqlite
        else "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relname NOT LIKE 'alembic_version%'"
    )
    with own.connect() as connection:
        assert list(connection.scalars(text(left))) == []
    own.dispose()


def test_upgrading_twice_does_nothing_the_second_time(blank: Settings) -> None:
    migrating.upgrade(blank)
    own = opened(blank)
    with own.connect() as connection:
        before = tables(connection)
    migrating.upgrade(blank)
    with own.connect() as connection:
        assert tables(connection) == before
    own.dispose()


def test_four_processes_starting_at_once_migrate_once(blank: Settings) -> None:
    code = (
        "from exchange.settings import read_settings\n"
        "from exchange.storage.migrating import upgrade\n"
        "upgrade(read_settings())"
    )
    variables = {
        "EXCHANGE_ENV": "test",
        "EXCHANGE_INSTANCE_DIR": str(blank.instance_dir),
        "EXCHANGE_DATABASE_URL": blank.database_url,
        "EXCHANGE_SECRET_KEY": blank.secret_key,
        "PYTHONPATH": str(ROOT),
    }
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=variables, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    migrating.upgrade(blank)  # has nothing to do
    own = opened(blank)
    with own.connect() as connection:
        assert list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [REVISIONS[-1]]
        assert tables(connection) == set(Base.metadata.tables)
    own.dispose()


def test_a_migrated_database_is_ready(app: Flask) -> None:
    assert migrating.is_ready()


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_database_at_another_revision_is_not_ready(sqlite_app: Flask, statement: str) -> None:
    with engine().begin() as connection:
        connection.execute(text(statement))
    assert not migrating.is_ready()
