from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.journeys_house import COMMAND, LiveServer, environment, run_command

ACTORS = {
    "company_member",
    "company_manager",
    "other_company_member",
    "association_member",
    "other_association_member",
    "territorial_reader",
    "facilitator",
    "other_facilitator",
    "administrator",
    "suspended_member",
    "removed_member",
    "narrow_token",
}


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """Return the environment of an installation that nobody has used yet."""
    return environment(tmp_path / "instance")


@pytest.fixture(scope="module")
def shown(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a copy of the demonstration, to be read or added to."""
    instance = tmp_path_factory.mktemp("shown") / "instance"
    shutil.copytree(demonstration / "instance", instance)
    return environment(instance)


def database_of(variables: dict[str, str]) -> sqlite3.Connection:
    return sqlite3.connect(
        Path(variables["EXCHANGE_INSTANCE_DIR"]) / "exchange.sqlite3", isolation_level=None
    )


def refused(variables: dict[str, str], *arguments: str) -> list[str]:
    """Return the lines of a command that must end with status 1."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=variables, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return (done.stdout + done.stderr).strip().splitlines()


def rows(variables: dict[str, str], table: str) -> int:
    with closing(database_of(variables)) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return count


def test_init_may_be_run_again_and_changes_nothing(fresh: dict[str, str]) -> None:
    run_command(fresh, "init")
    before = rows(fresh, "territories"), rows(fresh, "materials")
    run_command(fresh, "init")
    assert (rows(fresh, "territories"), rows(fresh, "materials")) == before
    assert before[0] > 200
    assert before[1] >= 20
    assert run_command(fresh, "verify").strip()


def test_the_demonstration_has_one_account_for_each_actor(demonstration: Path) -> None:
    accounts: list[dict[str, Any]] = json.loads((demonstration / "accounts.json").read_text(encoding="utf-8"))
    assert {account["actor"] for account in accounts} == ACTORS
    assert len(accounts) == len(ACTORS)
    for account in accounts:
        assert set(account) == {"actor", "email", "password", "token", "totp_secret", "organisation"}
        assert account["email"]
        assert account["password"]


def test_the_demonstration_may_be_run_again_and_renews_its_tokens_only(
    shown: dict[str, str], demonstration: Path
) -> None:
    tables = ("accounts", "organisations", "listings", "lots", "claims", "ledger_lines")
    before = {table: rows(shown, table) for table in tables}
    first = json.loads((demonstration / "accounts.json").read_text(encoding="utf-8"))
    again = json.loads(run_command(shown, "demo", "--json"))
    assert {table: rows(shown, table) for table in tables} == before
    assert [account["email"] for account in again] == [account["email"] for account in first]
    renewed = [(old["token"], new["token"]) for old, new in zip(first, again, strict=True) if old["token"]]
    assert renewed
    assert all(old != new for old, new in renewed)


def test_the_demonstration_refuses_a_database_that_holds_real_accounts(fresh: dict[str, str]) -> None:
    run_command(fresh, "init")
    run_command(
        {**fresh, "EXCHANGE_PASSWORD": "three honest words"},
        "user",
        "create",
        "a@example.org",
        "--role",
        "administrator",
    )
    assert len(refused(fresh, "demo")) == 1
    assert rows(fresh, "listings") == 0


def test_the_books_of_the_demonstration_balance_and_a_changed_gram_is_found(
    demonstration: Path, tmp_path: Path
) -> None:
    shutil.copytree(demonstration / "instance", tmp_path / "instance")
    variables = environment(tmp_path / "instance")
    run_command(variables, "verify")
    with closing(database_of(variables)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            "UPDATE lots SET remaining_g = remaining_g + 1 WHERE id = (SELECT min(id) FROM lots)"
        )
    faults = refused(variables, "verify")
    assert len(faults) >= 1
    assert all(": " in fault for fault in faults)


def test_due_work_is_done_and_the_command_ends(shown: dict[str, str]) -> None:
    printed = run_command(shown, "work", "--once")
    assert printed.strip()
    assert all(": " in line for line in printed.strip().splitlines())


def test_every_route_is_listed_with_its_guard(shown: dict[str, str]) -> None:
    listed = json.loads(run_command(shown, "routes", "--json"))
    assert len(listed) > 40
    assert all(set(row) == {"method", "path", "endpoint", "guard"} for row in listed)
    assert [row for row in listed if not row["guard"]] == []
    assert {"method": "GET", "path": "/healthz"}.items() <= next(
        row for row in listed if row["path"] == "/healthz"
    ).items()
    assert len(run_command(shown, "routes").strip().splitlines()) == len(listed)


def test_the_settings_in_force_are_printed_with_secrets_masked(shown: dict[str, str]) -> None:
    printed = run_command({**shown, "EXCHANGE_SECRET_KEY": "hush"}, "config")
    assert "EXCHANGE_SECRET_KEY=********" in printed.splitlines()
    assert "hush" not in printed


def test_a_person_and_a_token_are_made_from_the_command_line(shown: dict[str, str]) -> None:
    given = {**shown, "EXCHANGE_PASSWORD": "three honest words"}
    run_command(given, "user", "create", "new@example.org", "--role", "administrator")
    token = run_command(shown, "token", "create", "new@example.org", "--scope", "read").strip()
    assert len(token) > 20
    assert len(token.split()) == 1
    assert len(refused(given, "user", "create", "new@example.org", "--role", "administrator")) == 1
    assert len(refused(shown, "token", "create", "nobody@example.org")) == 1


@pytest.mark.parametrize("command", ["serve", "work", "init"])
def test_a_setting_that_cannot_be_obeyed_ends_a_command_with_one_line(
    fresh: dict[str, str], command: str
) -> None:
    lines = refused({**fresh, "EXCHANGE_ENV": "nonsense"}, command)
    assert len(lines) == 1
    assert "EXCHANGE_ENV" in lines[0]


def test_a_server_refuses_a_database_that_is_not_ready(fresh: dict[str, str]) -> None:
    lines = refused(fresh, "serve", "--port", "18999")
    assert len(lines) == 1
    assert "exchange init" in lines[0]


def test_a_server_answers_and_stops_cleanly(live_server: LiveServer) -> None:
    assert live_server.get("/healthz") == 200
    assert live_server.get("/readyz") == 200
    assert live_server.stop() == 0
    live_server.start()
    assert live_server.get("/") == 200


def test_a_killed_server_leaves_nothing_running_and_starts_again_on_its_port(live_server: LiveServer) -> None:
    assert live_server.get("/") == 200
    live_server.kill()
    for _ in range(100):
        try:
            live_server.get("/healthz")
        except (URLError, ConnectionError, TimeoutError):
            break
        time.sleep(0.1)
    else:
        pytest.fail("an orphan goes on serving")
    live_server.start()
    assert live_server.get("/") == 200
    assert "Aucune anomalie" in live_server.run("verify")
