from __future__ import annotations

from exchange.kernel.faults import Fault


def test_a_fault_is_told_in_one_line() -> None:
    assert str(Fault("lot-balance", "lot abc", "12 g too many")) == "lot-balance lot abc: 12 g too many"
