"""What the architecture tests read: the house's own files, as they would be committed."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
from functools import cache
from pathlib import Path

import exchange
from exchange.kernel.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "exchange"
NOT_SLICES = {"web", "api", "jobs", "demonstration", "storage", "gateways", "kernel", "translations"}


@cache
def committed() -> tuple[Path, ...]:
    """Return every file that is committed or would be, by its path from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted(Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Return the committed Python files under the folders (everywhere without any)."""
    return [
        path for path in committed() if path.suffix == ".py" and (not folders or path.parts[0] in folders)
    ]


def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def slices() -> set[str]:
    """Return the names of the slices: the packages of the house that are no face and no ground."""
    packages = {path.parts[1] for path in python_files("exchange") if len(path.parts) > 2}
    return packages - NOT_SLICES


def modules_of(package: str) -> set[str]:
    """Return the names of the modules and packages that stand right inside a package of the house."""
    parts = Path("exchange", *package.split("."))
    depth = len(parts.parts)
    return {
        path.parts[depth].removesuffix(".py")
        for path in python_files("exchange")
        if path.parts[:depth] == parts.parts and len(path.parts) > depth
    } - {"__init__"}


def refusals() -> list[type[Refusal]]:
    """Return every refusal of the house, after importing all of it."""
    for module in pkgutil.walk_packages(exchange.__path__, "exchange."):
        importlib.import_module(module.name)
    found: list[type[Refusal]] = []
    waiting: list[type[Refusal]] = [Refusal]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("exchange."):
            found.append(kind)
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))
