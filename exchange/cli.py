"""The `exchange` command: what operators and their scripts call."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from threading import Event, Thread

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.exc import SQLAlchemyError

from exchange.accounts.actions import operating as accounts
from exchange.app import create_app
from exchange.claims.queries.faults import faults as claim_faults
from exchange.demonstration import loading as demonstration
from exchange.gateways.media_store import MediaStore
from exchange.jobs import worker
from exchange.kernel.errors import Refusal, Refusals
from exchange.ledger.queries.faults import faults as ledger_faults
from exchange.listings.queries.faults import faults as listing_faults
from exchange.materials import loading as materials
from exchange.media.queries import faults as media_faults
from exchange.settings import Settings, SettingsError, read_settings
from exchange.storage import migrating
from exchange.territories import loading as territories

THREADS = 4
"""Requests that one worker answers at once; more would only queue for the same cores and the same writer."""

WATCH_S = 0.5

ENDPOINT_COLUMNS = ("method", "path", "endpoint", "guard")


@click.group()
@click.pass_context
def group(context: click.Context) -> None:
    """Gisement: one organisation's by-product becomes a neighbour's raw material."""
    context.obj = ScriptInfo(create_app=create_app, set_debug_flag=False)


def main() -> None:
    """Run the command; a refusal or a bad setting ends it with one line and status 1."""
    try:
        group()
    except (SettingsError, Refusal, Refusals) as error:
        click.echo(_worded(error), err=True)
        sys.exit(1)


def _worded(error: Exception) -> str:
    if isinstance(error, Refusal):
        return f"{error.code}: {error.wording % error.values}"
    if isinstance(error, Refusals):
        return "\n".join(_worded(refusal) for refusal in error.refusals)
    return str(error)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _initialise() -> None:
    migrating.upgrade(_settings())
    now = current_app.extensions["clock"].now()
    territories.load(now)
    materials.load(now)


@group.command()
@with_appcontext
def init() -> None:
    """Create or upgrade the database and load reference data; may be run again."""
    _initialise()
    click.echo("Base de données prête.")


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
@with_appcontext
def demo(*, as_json: bool) -> None:
    """Load the demonstration territory; refuses a database that holds real accounts."""
    _initialise()
    sign_ins = demonstration.load(current_app.extensions["clock"].now(), media_dir=_settings().media_dir)
    if as_json:
        click.echo(json.dumps([sign_in.shown() for sign_in in sign_ins], ensure_ascii=False, indent=2))
        return
    click.echo("Données de démonstration (toutes fictives). Comptes :")
    for sign_in in sign_ins:
        click.echo(f"  {sign_in.actor:<26} {sign_in.email:<44} {sign_in.password}")


@group.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--work", is_flag=True, help="Run the background jobs beside the server.")
@with_appcontext
def serve(host: str, port: int, workers: int, *, work: bool) -> None:
    """Serve the site over the configured database."""
    if not migrating.is_ready():
        raise SettingsError("The database is not ready: run `exchange init` first.")
    beside = ["--beside", str(os.getpid())]
    companion = subprocess.Popen([sys.argv[0], "work", *beside]) if work else None  # noqa: S603 - our own command
    click.echo(f"Gisement : http://{host}:{port}/  (Ctrl+C pour arrêter)")
    sys.stdout.flush()
    try:
        Granian(
            "exchange.cli:served",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            factory=True,
            workers=workers,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            log_access=False,
            log_level=LogLevels.warning,
        ).serve()
    finally:
        if companion is not None:
            companion.terminate()
            companion.wait()


@group.command()
@click.option("--once", is_flag=True, help="Do what is due, then end.")
@click.option("--beside", type=int, hidden=True, help="End when this parent process has ended.")
@with_appcontext
def work(*, once: bool, beside: int | None) -> None:
    """Run the background jobs: mails, expiries, seals."""
    if once:
        for name, count in worker.run_due(current_app.extensions["clock"].now()).items():
            click.echo(f"{name}: {count}")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if beside is not None:
        _once_orphaned(beside, stop.set)
    worker.loop(stop)


def served() -> Flask:
    """Return the application of one server process, which does not outlive the command that began it."""
    _once_orphaned(os.getppid(), lambda: os.kill(os.getpid(), signal.SIGKILL))
    app = create_app()
    Thread(target=_read_places, args=(app,), daemon=True).start()
    return app


def _read_places(app: Flask) -> None:
    """Have the places at hand before somebody types one; whoever is sooner waits for them."""
    with app.app_context(), suppress(SQLAlchemyError):
        app.extensions["geocoder"].offline.gazetteer()


def _once_orphaned(parent: int, then: Callable[[], None]) -> None:
    """Do something when the parent process has gone, even if it was killed and could not say so.

    Otherwise an orphan would keep the port, and jobs would run beside those of the next start.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_S)
        then()

    Thread(target=watch, daemon=True).start()


@group.command()
@with_appcontext
def verify() -> None:
    """Recompute every invariant; print one line per fault and end with 1 if there is any."""
    count = 0
    now = current_app.extensions["clock"].now()
    store = MediaStore(_settings().media_dir)
    for fault in chain(listing_faults(), claim_faults(now), ledger_faults(now), media_faults(store)):
        click.echo(str(fault))
        count += 1
    if count:
        sys.exit(1)
    click.echo("Aucune anomalie.")


@group.command()
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def routes(*, as_json: bool) -> None:
    """List every route with its guard."""
    rows: list[dict[str, str | None]] = []
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        permission = getattr(current_app.view_functions[rule.endpoint], "permission", None)
        rows.extend(
            {
                "method": method,
                "path": rule.rule,
                "endpoint": rule.endpoint,
                "guard": permission and permission.action,
            }
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        )
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo("  ".join(f"{row[column] or '':<40}" for column in ENDPOINT_COLUMNS).rstrip())


@group.command()
def config() -> None:
    """Print the effective settings, secrets masked."""
    for name, value in read_settings().shown().items():
        click.echo(f"{name}={value}")


@group.group()
def user() -> None:
    """Create people."""


@user.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(["administrator", "manager", "member"]))
@click.option("--organisation", help="Slug of the organisation; needed for a manager or member.")
@with_appcontext
def create_user(email: str, role: str, organisation: str | None) -> None:
    """Create a person; the password is asked for, or taken from EXCHANGE_PASSWORD."""
    password = os.environ.get("EXCHANGE_PASSWORD") or click.prompt(
        "Mot de passe", hide_input=True, confirmation_prompt=True
    )
    account = accounts.create_account(
        email, password, role=role, organisation=organisation, now=current_app.extensions["clock"].now()
    )
    click.echo(account)


@group.group()
def token() -> None:
    """Create tokens for the JSON API."""


@token.command("create")
@click.argument("email")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(["read", "write"]), default=("read", "write")
)
@click.option("--organisation", help="Slug of the organisation the token acts for; the first one by default.")
@with_appcontext
def create_token(email: str, scopes: tuple[str, ...], organisation: str | None) -> None:
    """Create a token for a person and print it, once."""
    click.echo(
        accounts.issue_token_for(
            email, scopes=scopes, organisation=organisation, now=current_app.extensions["clock"].now()
        )
    )


if __name__ == "__main__":
    main()
