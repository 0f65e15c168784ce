"""Finding photographs."""

from __future__ import annotations

import pytest
from flask import Flask

from exchange.kernel.errors import Missing
from exchange.media.queries import kept_by, photograph_for


def test_an_unknown_photograph_is_missing(app: Flask) -> None:
    with pytest.raises(Missing):
        photograph_for("0000000000000000")
    assert kept_by(1, ["0000000000000000"]) == {}
