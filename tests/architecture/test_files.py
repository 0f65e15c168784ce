from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.plan import ROOT, committed, python_files, tree_of

MOST_LINES = 300
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "managers"}
# Without the dots, lest this list find itself.
REGISTRIES = ("pypi org", "pythonhosted org", "npmjs org", "npmjs com", "yarnpkg com", "deb debian org")
MACHINE_PATH = re.compile(r"(?<![\w.:/<-])/(?:work|farm|tmp|root|home)/[\w.]")
DECLARED = {"models", "errors", "commands", "interface", "forms"}
"""Modules that declare: tables, refusals, commands, protocols; forms are tested by their routes."""


def text_of(path: Path) -> str | None:
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def has_behaviour(path: Path) -> bool:
    """Whether a module holds a function or method, not counting modules that only declare."""
    if path.stem in DECLARED or path.stem == "__init__":
        return False
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree_of(path)))


def mirrors(path: Path) -> list[Path]:
    """Return the test modules of which one must exist for a module of the house.

    A page's modules are tested by feature. A package split by question may be tested as one.
    """
    parts = path.with_suffix("").parts[1:]
    if parts[0] == "web" and len(parts) > 2:
        return [Path("tests/web", parts[1], "test_routes.py"), Path("tests/web", f"test_{parts[1]}.py")]
    exact = Path("tests", *parts[:-1], f"test_{parts[-1]}.py")
    whole = [Path("tests", *parts[:depth], f"test_{parts[depth]}.py") for depth in range(1, len(parts) - 1)]
    return [exact, *whole]


def test_no_file_is_longer_than_300_lines() -> None:
    sizes = {
        path: len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if path.parts[:2] != ("migrations", "versions")
    }
    assert {str(path): size for path, size in sizes.items() if size > MOST_LINES} == {}


def test_every_name_says_what_stands_behind_it() -> None:
    said = {part for path in python_files() for part in path.with_suffix("").parts}
    assert said & EMPTY_NAMES == set()


def test_a_package_opens_with_a_docstring_and_nothing_else() -> None:
    opened = [path for path in python_files() if path.name == "__init__.py"]
    assert len(opened) > 10
    wrong = [
        str(path)
        for path in opened
        if len(tree_of(path).body) != 1 or ast.get_docstring(tree_of(path)) is None
    ]
    assert wrong == []


def test_every_module_with_behaviour_is_mirrored_by_a_test_module() -> None:
    tests = set(committed())
    missing = [
        f"{path} → {mirrors(path)[0]}"
        for path in python_files("exchange")
        if has_behaviour(path) and not tests.intersection(mirrors(path))
    ]
    assert missing == []


def test_every_test_function_is_named_by_a_sentence() -> None:
    short = [
        f"{path}::{node.name}"
        for path in python_files("tests")
        if path.name.startswith("test_")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert short == []


def test_one_function_in_the_house_commits() -> None:
    calls = [
        str(path)
        for path in python_files("exchange")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    # The second file frees PostgreSQL's advisory lock around a migration: no session of the house is near.
    assert [call for call in calls if call != "exchange/storage/migrating.py"] == [
        "exchange/storage/database.py"
    ]


def test_nobody_opens_a_database_behind_the_one_door() -> None:
    names = {"create_engine", "sessionmaker", "scoped_session"}
    found = {
        str(path)
        for path in python_files("exchange")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and node.id in names
    }
    assert found <= {"exchange/storage/migrating.py"}


def test_relationships_never_ask_the_database_by_themselves() -> None:
    loose = [
        f"{path}:{node.lineno}"
        for path in python_files("exchange")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "relationship"
        and not any(
            keyword.arg == "lazy" and getattr(keyword.value, "value", None) == "raise"
            for keyword in node.keywords
        )
    ]
    assert loose == []


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_the_host_of_a_registry(host: str) -> None:
    named = host.replace(" ", ".")
    assert [str(path) for path in committed() if named in (text_of(path) or "")] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {str(path): MACHINE_PATH.findall(text_of(path) or "") for path in committed()}
    assert {path: paths for path, paths in found.items() if paths} == {}


def test_nothing_generated_or_secret_is_committed() -> None:
    endings = (".sqlite3", ".sqlite3-wal", ".pyc", ".mo", ".pot", ".pem", ".key", ".env", ".log")
    assert [str(path) for path in committed() if path.name.endswith(endings)] == []


def test_every_ignored_check_of_the_types_says_which_and_why() -> None:
    bare = [
        f"{path}:{number}"
        for path in python_files("exchange", "tools")
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:)", line)
    ]
    assert bare == []
