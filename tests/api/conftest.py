from __future__ import annotations

import pytest
from flask import Flask

from tests.api.world import World, build


@pytest.fixture
def world(app: Flask) -> World:
    """Return a small world on each database in turn."""
    return build(app)


@pytest.fixture
def small_world(sqlite_app: Flask) -> World:
    """Return a small world on the embedded database."""
    return build(sqlite_app)
