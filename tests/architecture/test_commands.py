from __future__ import annotations

import re
import subprocess

from tests.architecture.plan import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_target_of_the_makefile_is_told_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"run", "test", "check"} <= targets()
    assert [target for target in sorted(targets()) if f"make {target}" not in readme] == []


def test_the_locks_hold_hashes_and_name_no_place() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert len(pinned) > 30
        assert all(re.match(r"[a-z0-9-]+(\[[a-z,-]+\])?==[^ ]+ (; .+)?\\$", line) for line in pinned), name
        assert not [line for line in lines if "://" in line or "--index" in line or "--find-links" in line]
        hashed = [line for line in lines if line.startswith("    --hash=sha256:")]
        assert len(hashed) >= len(pinned)


def test_the_tests_run_with_the_very_versions_that_serve() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return {line.rstrip(" \\") for line in text.splitlines() if "==" in line and not line.startswith("#")}

    serving, testing = pins("requirements.lock"), pins("requirements-test.lock")
    assert serving - testing == set()
    assert not any(pin.startswith("psycopg") for pin in serving)


def test_a_machine_without_a_fit_python_is_told_what_to_install() -> None:
    done = subprocess.run(
        ["sh", "tools/find_python.sh"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": "/nowhere:/bin:/usr/bin", "PYTHON": "no-such-python"},
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Python 3.11 or newer is needed" in done.stderr
