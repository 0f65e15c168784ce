"""A real server over the demonstration data, and a real browser before it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from exchange.storage.database import disconnect
from tests.browser import FLAGS, Watch, chromium, new_page
from tests.clients import OutsideClient, sign_in
from tests.databases import alone
from tests.houses import Run, create_app, settings_for

COMMAND = [str(Path(sys.executable).with_name("exchange"))]
START_SECONDS = 60
CLOCK = "clock-offset"
"""The file of an instance's folder that moves its clock."""


class LiveServer:
    """`exchange serve` on loopback over a copy of the demonstration data."""

    def __init__(self, instance_dir: Path, accounts: list[dict[str, Any]]) -> None:
        self.instance_dir = instance_dir
        self.accounts = {account["actor"]: account for account in accounts}
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it is ready."""
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                [*COMMAND, "serve", "--host", "127.0.0.1", "--port", str(self._port)],
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self._server.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the server did not start: {self._log.read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def stop(self) -> int | None:
        """Stop the server and all its workers; return its exit status, None if it was not running."""
        if self._server is None:
            return None
        server, self._server = self._server, None
        server.terminate()
        try:
            return server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            return server.wait()

    def kill(self) -> None:
        """Kill the server's first process as nothing can be killed more; what it began must end by itself."""
        assert self._server is not None
        self._server.kill()
        self._server.wait()
        self._server = None

    def get(self, path: str) -> int:
        """Return the status of an address."""
        try:
            with urlopen(f"{self.url}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def run(self, *arguments: str) -> str:
        """Run an `exchange` command over the server's database and return what it printed."""
        return run_command(self._environment(), *arguments)

    def work(self) -> str:
        """Do the background jobs that are due: deliver mails, expire holds, seal the ledger."""
        return self.run("work", "--once")

    def mails(self) -> list[str]:
        """Return the delivered mails as text, oldest first."""
        files = sorted((self.instance_dir / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text(encoding="utf-8") for file in files]

    def now(self) -> datetime:
        """Return the instant by the server's clock."""
        offset = int((self.instance_dir / CLOCK).read_text(encoding="ascii"))
        return datetime.now(UTC) + timedelta(seconds=offset)

    def _environment(self) -> dict[str, str]:
        return environment(self.instance_dir, EXCHANGE_BASE_URL=self.url)

    @property
    def _log(self) -> Path:
        return self.instance_dir / "server.log"

    def _is_ready(self) -> bool:
        try:
            return self.get("/readyz") == 200
        except (URLError, ConnectionError, TimeoutError):
            return False


def environment(instance_dir: Path, **variables: str) -> dict[str, str]:
    """Return an environment for `exchange` with everything under one folder, its clock's offset too."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXCHANGE_")}
    return {
        **kept,
        "EXCHANGE_ENV": "test",
        "EXCHANGE_INSTANCE_DIR": str(instance_dir),
        "EXCHANGE_CLOCK_OFFSET_FILE": str(instance_dir / CLOCK),
        **variables,
    }


def seconds_to_late_in_the_month(now: datetime) -> int:
    """Return the seconds from now to the twentieth of this month: enough of it is over to have figures."""
    return round((now.replace(day=20, hour=10, minute=0, second=0, microsecond=0) - now).total_seconds())


def run_command(variables: dict[str, str], *arguments: str) -> str:
    """Run an `exchange` command and return what it printed.

    Raises: RuntimeError with its error output if it fails.
    """
    done = subprocess.run(
        [*COMMAND, *arguments], env=variables, check=False, capture_output=True, text=True, timeout=100
    )
    if done.returncode:
        raise RuntimeError(f"exchange {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


@pytest.fixture(scope="session")
def demonstration(test_run: Run) -> Path:
    """Return a folder with the demonstration's instance and `accounts.json`, made once per run."""
    folder = test_run.folder / "demonstration"
    with alone(test_run.folder / "demonstration.lock"):
        if not (folder / "accounts.json").exists():
            (folder / "instance").mkdir(parents=True, exist_ok=True)
            offset = seconds_to_late_in_the_month(datetime.now(UTC))
            (folder / "instance" / CLOCK).write_text(str(offset), encoding="ascii")
            printed = run_command(environment(folder / "instance"), "demo", "--json")
            (folder / "accounts.json").write_text(printed, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Demonstrated:
    """The application, in this process, over a copy of the demonstration; its accounts by actor."""

    app: Flask
    accounts: dict[str, dict[str, Any]]

    def visitor(self, actor: str) -> OutsideClient:
        """Return a client signed in as one of the demonstration's actors, or nobody for "anonymous"."""
        client = OutsideClient(self.app, self.app.response_class)
        if actor != "anonymous":
            sign_in(client, self.accounts[actor]["email"], self.accounts[actor]["password"])
        return client


@pytest.fixture(scope="module")
def demonstrated(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstrated]:
    """Return the application over the demonstration, without a server between."""
    instance_dir = tmp_path_factory.mktemp("demonstrated") / "instance"
    shutil.copytree(demonstration / "instance", instance_dir)
    accounts = json.loads((demonstration / "accounts.json").read_text(encoding="utf-8"))
    app = create_app(settings_for(instance_dir))
    yield Demonstrated(app, {account["actor"]: account for account in accounts})
    disconnect(app)


@pytest.fixture(scope="module")
def live_server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Return a real server over a copy of the demonstration of its own."""
    instance_dir = tmp_path_factory.mktemp("live") / "instance"
    shutil.copytree(demonstration / "instance", instance_dir)
    accounts = json.loads((demonstration / "accounts.json").read_text(encoding="utf-8"))
    server = LiveServer(instance_dir, accounts)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the worker's Chromium; mark the test `browser`."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Return a function that gives a page of a new visitor; its options are a browser context's.

    The test fails if any page logged an error, broke the content security policy, left the site,
    missed one of its parts, or was answered 5xx.
    """
    watch = Watch(live_server.url)
    pages: list[Page] = []

    def arrive(**options: Any) -> Page:
        pages.append(new_page(browser, watch, **options))
        return pages[-1]

    yield arrive
    for page in pages:
        page.context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """Return a page on a desktop in French."""
    return visitor()


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
