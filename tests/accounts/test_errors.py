from __future__ import annotations

import pytest

from exchange.accounts.errors import Throttled


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_a_wait_is_told_in_whole_minutes_never_too_few(seconds: int, minutes: int) -> None:
    refusal = Throttled(seconds)
    assert refusal.values == {"minutes": minutes}
    assert refusal.retry_after_s == seconds
    assert "%(minutes)s" in refusal.wording
