"""The wheel carries everything: built from the checkout, it is installed elsewhere and runs there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.journeys_house import START_SECONDS, environment, free_port

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
SOURCES = (
    "exchange",
    "templates",
    "static",
    "migrations",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".gitignore",
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder where the wheel was installed; dependencies stay those of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    checkout, wheels, target = folder / "checkout", folder / "wheels", folder / "elsewhere"
    checkout.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, checkout / name)
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(checkout)]
    subprocess.run([*PIP, *build], check=True, timeout=120)
    (wheel,) = wheels.glob("gisement-*.whl")
    shutil.rmtree(checkout)
    install = ["install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([*PIP, *install], check=True, timeout=120)
    return target


def test_the_installed_wheel_loads_the_demonstration_and_serves_it(installed: Path, tmp_path: Path) -> None:
    variables = {**environment(tmp_path / "instance"), "PYTHONPATH": str(installed)}
    command = [sys.executable, str(installed / "bin" / "exchange")]
    where = "import exchange; print(exchange.__file__)"
    found = subprocess.check_output([sys.executable, "-c", where], env=variables, cwd=tmp_path, text=True)
    assert Path(found.strip()).is_relative_to(installed)

    subprocess.run([*command, "demo"], env=variables, cwd=tmp_path, check=True, timeout=100)
    subprocess.run([*command, "verify"], env=variables, cwd=tmp_path, check=True, timeout=60)
    port = str(free_port())
    serve = [*command, "serve", "--host", "127.0.0.1", "--port", port]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(serve, env=variables, cwd=tmp_path, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/readyz")
        assert "Torréfaction Grain-Imaginaire" in _text(f"{address}/listings?q=pellicules")
        assert "Strasbourg" in _text(f"{address}/territories")
        assert _text(f"{address}/static/css/tokens.css")
        assert '"openapi"' in _text(f"{address}/api/v1/openapi.json")
        assert "67482" in _text(f"{address}/api/v1/geocode?q=strasbourg")
    finally:
        server.terminate()
        assert server.wait(10) == 0


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _text(address):
        assert time.monotonic() < deadline, f"{address} does not answer"
        time.sleep(0.05)


def _text(address: str) -> str:
    try:
        with urlopen(address, timeout=10) as answer:
            return str(answer.read(), "utf-8")
    except (URLError, ConnectionError, TimeoutError):
        return ""


def test_the_wheel_holds_just_what_stands_in_the_checkout(installed: Path) -> None:
    wanted = {
        str(path.relative_to(ROOT)) if folder == "exchange" else f"exchange/_assets/{path.relative_to(ROOT)}"
        for folder in ("exchange", "templates", "static", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".pot"}
    }
    held = {
        str(path.relative_to(installed))
        for path in (installed / "exchange").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert held == wanted
