from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import MetaData, select, text

from exchange.storage.database import engine, transaction
from tests.architecture.plan import ROOT
from tests.conftest import DATABASES, REQUIRE_ALL
from tests.houses import House

WITHOUT_POSTGRESQL = """
import sys
import pytest
import tests.databases
tests.databases.programs = lambda: None
sys.exit(pytest.main(sys.argv[1:]))
"""


def contents(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with house.app.app_context(), engine().connect() as connection:
        known = MetaData()
        known.reflect(connection)
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in known.tables.items()
        }


def run_without_postgresql(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", REQUIRE_ALL))}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_POSTGRESQL, "-n0", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **variables},
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.mark.parametrize("database", DATABASES)
def test_whatever_a_test_touched_is_put_back(house: Callable[[str], House], database: str) -> None:
    own = house(database)
    own.empty()
    before = contents(own)
    for _ in range(2):
        with own.app.app_context(), transaction() as current:
            current.execute(text("UPDATE territories SET population = 7"))
            current.execute(text("DELETE FROM postcodes"))
            current.execute(text("INSERT INTO attempts VALUES ('s', 1, '2026-01-01 00:00:00')"))
        own.settings.media_dir.mkdir(exist_ok=True)
        (own.settings.media_dir / "left").touch()
        assert contents(own) != before
        own.empty()
        assert contents(own) == before
        assert not own.settings.media_dir.exists()


def test_what_is_left_out_is_named_in_one_line_before_the_closing_one() -> None:
    done = run_without_postgresql("tests/storage/test_columns.py")
    lines = done.stdout.strip().splitlines()
    assert done.returncode == 0, done.stdout
    assert lines[-2] == "Left out: 4 that need PostgreSQL's server programs (Debian: apt install postgresql)"
    assert "5 passed, 4 deselected" in lines[-1]


def test_nothing_is_left_out_where_everything_is_asked_for() -> None:
    done = run_without_postgresql("tests/storage/test_columns.py", **{REQUIRE_ALL: "1"})
    assert done.returncode == 4
    assert "these are missing: PostgreSQL's server programs" in done.stderr
    assert "passed" not in done.stdout
