"""A private PostgreSQL server for one run of the tests: no network, no durability, gone afterwards."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

USER = "gisement"

# Speed before durability: a crash loses a database that was to be thrown away anyhow.
_SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "128MB",
}

# Stops the server (QUIT: at once) and removes the folder of the run when the process that owns the run is
# gone, however it went. It runs under the owner's account, which alone may ask whether the owner lives.
_GUARDIAN = """
while kill -0 "$1" 2>/dev/null && [ -d "$2" ]; do sleep 1; done
[ -f "$2/data/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
sleep 1
rm -rf "$(dirname "$2")"
"""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs, or None where there are none."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda initdb: int(initdb.parts[-3].split(".")[0]))
    if newest:
        return newest[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """Hold the lock file: the workers of a run prepare shared things one after the other."""
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Cluster:
    """A PostgreSQL server under `folder`, shared by every worker of the run through its unix socket."""

    def __init__(self, folder: Path, bin_dir: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._bin = bin_dir

    def start_once(self, *, owner_pid: int) -> None:
        """Start the server unless another worker has; it ends with the process `owner_pid`."""
        with alone(self.folder.with_suffix(".lock")):
            if not self.folder.is_dir():
                self._start(owner_pid)

    def stop(self) -> None:
        """Stop the server at once and remove its files; does nothing if it never started."""
        if self.folder.is_dir():
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return the database's address for SQLAlchemy."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection of the superuser that commits each statement."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)

    def create(self, database: str, template: str = "template0") -> None:
        """Create a database as a copy of another."""
        names = {"name": sql.Identifier(database), "template": sql.Identifier(template)}
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))

    def drop(self, database: str) -> None:
        """Drop a database and whoever is still connected to it; does nothing if there is none."""
        with self.connect() as connection:
            name = sql.Identifier(database)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _start(self, owner_pid: int) -> None:
        self.folder.mkdir(mode=0o700)
        account = self._account()
        if account is not None:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        options = dict(_SERVER_OPTIONS, unix_socket_directories=str(self.folder))
        self._run(
            "initdb", "-D", str(self.data), "-U", USER, "-A", "trust",
            "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip
        self._run(
            "pg_ctl", "-D", str(self.data), "-l", str(self.folder / "server.log"), "-w",
            "-o", " ".join(f"-c {name}='{value}'" for name, value in options.items()), "start",
        )  # fmt: skip
        subprocess.Popen(
            ["sh", "-c", _GUARDIAN, "guardian", str(owner_pid), str(self.folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._bin / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            cwd="/",
            text=True,
            **self._identity(),
        )
        if done.returncode and "stop" not in arguments:
            log = self.folder / "server.log"
            said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else done.stdout
            raise RuntimeError(f"{program} ended with {done.returncode}: {said}")

    def _identity(self) -> dict[str, object]:
        account = self._account()
        if account is None:
            return {}
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    @staticmethod
    def _account() -> pwd.struct_passwd | None:
        """Return the account to run the server under: PostgreSQL refuses to run as root."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise RuntimeError("PostgreSQL does not run as root, and no other account was found to run it under")
