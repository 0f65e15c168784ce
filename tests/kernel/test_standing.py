from __future__ import annotations

import pytest

from exchange.kernel.standing import STATUSES, STEPS, after, steps_open


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", [*(step.name for step in STEPS), "erase"])
def test_every_cell_of_the_table_is_open_or_empty(status: str, name: str) -> None:
    if name in steps_open(status):
        assert after(name, status) in STATUSES
        assert after(name, status) != status
    else:
        assert after(name, status) is None


def test_each_standing_has_one_way_out() -> None:
    assert {status: steps_open(status) for status in STATUSES} == {
        "active": ("suspend",),
        "suspended": ("restore",),
    }
