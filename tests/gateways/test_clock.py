"""The clock can be moved in tests, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exchange.gateways.clock import Clock
from exchange.settings import read_settings


@pytest.mark.parametrize(("env", "moved"), [("test", timedelta(days=3)), ("production", timedelta(0))])
def test_a_file_moves_the_clock_only_in_tests(tmp_path: Path, env: str, moved: timedelta) -> None:
    offset = tmp_path / "offset"
    offset.write_text("259200")
    clock = Clock(
        read_settings(
            {
                "EXCHANGE_ENV": env,
                "EXCHANGE_INSTANCE_DIR": str(tmp_path),
                "EXCHANGE_CLOCK_OFFSET_FILE": str(offset),
            }
        )
    )
    assert abs(clock.now() - datetime.now(UTC) - moved) < timedelta(seconds=5)
