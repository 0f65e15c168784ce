"""The test house: what every test may ask for. `tests/README.md` tells how to use it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.settings import Settings
from exchange.storage.database import session
from tests.browser import chromium
from tests.clients import OutsideClient
from tests.databases import programs
from tests.houses import NOW, House, PostgresqlHouse, Run, SqliteHouse, StoppedClock, settings_for
from tests.races import Outcomes, run_together

pytest_plugins = ["tests.journeys_house"]

REQUIRE_ALL = "EXCHANGE_TEST_REQUIRE_ALL"
NEEDS: dict[str, tuple[Callable[[], Path | None], str]] = {
    "postgresql": (programs, "PostgreSQL's server programs (Debian: apt install postgresql)"),
    "browser": (chromium, "Chromium (Debian: apt install chromium)"),
}
"""What a marker needs: how it is looked for, and what to install."""

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
RUN = pytest.StashKey[Run]()
LEFT_OUT = pytest.StashKey[dict[str, int]]()

hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_configure(config: pytest.Config) -> None:
    """Open the run's folder, or take it over from the process that started this worker."""
    missing = [need for found, need in NEEDS.values() if found() is None]
    if missing and os.environ.get(REQUIRE_ALL) == "1":
        raise pytest.UsageError(f"{REQUIRE_ALL}=1, and these are missing: {'; '.join(missing)}")
    config.stash[LEFT_OUT] = {}
    handed_over = getattr(config, "workerinput", {}).get("run")
    if handed_over:
        config.stash[RUN] = Run(Path(handed_over[0]), handed_over[1])
    else:
        folder = Path(tempfile.mkdtemp(prefix="gisement-tests-"))
        folder.chmod(0o711)  # the account that PostgreSQL runs under passes through
        config.stash[RUN] = Run(folder, os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop and remove what the run started; workers leave that to their owner."""
    run = config.stash.get(RUN, None)
    if run is not None and run.owner_pid == os.getpid():
        run.end()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the run's folder to a worker."""
    run = node.config.stash[RUN]
    node.workerinput["run"] = (str(run.folder), run.owner_pid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose needs are not met here, and count them."""
    for marker, (found, _) in NEEDS.items():
        if found() is None:
            out = [item for item in items if item.get_closest_marker(marker)]
            items[:] = [item for item in items if not item.get_closest_marker(marker)]
            config.stash[LEFT_OUT][marker] = len(out)
            if out:
                config.hook.pytest_deselected(items=out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the owner of the run how many tests were left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take a worker's count of tests left out: every worker collects the same ones."""
    node.config.stash[LEFT_OUT].update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name in one line what was left out."""
    left_out = [
        f"{count} that need {NEEDS[marker][1]}" for marker, count in config.stash[LEFT_OUT].items() if count
    ]
    if left_out:
        terminalreporter.write_line(f"Left out: {', '.join(left_out)}", yellow=True)


@pytest.fixture(scope="session")
def test_run(pytestconfig: pytest.Config) -> Run:
    """Return what the workers of this run share."""
    return pytestconfig.stash[RUN]


@pytest.fixture(scope="session")
def house(test_run: Run, worker_id: str) -> Iterator[Callable[[str], House]]:
    """Return the worker's application over the database asked for, built when first asked for."""
    built: dict[str, House] = {}

    def of(database: str) -> House:
        if database not in built:
            folder = test_run.folder / f"{database}-{worker_id}"
            folder.mkdir()
            built[database] = (
                SqliteHouse(test_run, folder)
                if database == "sqlite"
                else PostgresqlHouse(test_run, folder, f"house_{worker_id}")
            )
        return built[database]

    yield of
    for each in built.values():
        each.close()


def _opened(house: House) -> Iterator[Flask]:
    house.empty()
    house.app.extensions["clock"] = StoppedClock()
    with house.app.app_context():
        yield house.app


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, house: Callable[[str], House]) -> Iterator[Flask]:
    """Return the application on each database in turn, its context pushed, reference data only."""
    yield from _opened(house(request.param))


@pytest.fixture
def sqlite_app(house: Callable[[str], House]) -> Iterator[Flask]:
    """Return the application on the embedded database: where the database is not the matter."""
    yield from _opened(house("sqlite"))


@pytest.fixture
def postgresql_app(house: Callable[[str], House]) -> Iterator[Flask]:
    """Return the application on PostgreSQL; mark the test `postgresql`."""
    yield from _opened(house("postgresql"))


@pytest.fixture
def db(app: Flask) -> Session:
    """Return the test's own session, on each database in turn."""
    return session()


@pytest.fixture
def client(sqlite_app: Flask) -> FlaskClient:
    """Return a browser without a screen, whose requests share nothing with the test's own context."""
    return OutsideClient(sqlite_app, sqlite_app.response_class)


@pytest.fixture
def now() -> datetime:
    """Return the instant at which tests happen."""
    return NOW


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> StoppedClock:
    """Return the clock of the test's application (`app` if it asked for no other)."""
    names = [name for name in ("sqlite_app", "postgresql_app") if name in request.fixturenames]
    app = request.getfixturevalue(names[0] if names else "app")
    clock: StoppedClock = app.extensions["clock"]
    return clock


@pytest.fixture
def together() -> Callable[..., Outcomes]:
    """Return `run_together`: the same application called from several threads at one moment."""
    return run_together


@pytest.fixture(params=DATABASES)
def blank(
    request: pytest.FixtureRequest, test_run: Run, tmp_path: Path, worker_id: str
) -> Iterator[Settings]:
    """Return settings of a new database without any table, on each kind in turn."""
    if request.param == "sqlite":
        yield settings_for(tmp_path)
        return
    cluster, name = test_run.cluster(), f"blank_{worker_id}"
    cluster.drop(name)
    cluster.create(name)
    yield settings_for(tmp_path, cluster.url(name))
    cluster.drop(name)
