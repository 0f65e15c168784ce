"""What the demonstration's tests share: its ground, and who plays around Strasbourg."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from exchange.demonstration.cast import Cast, settle
from exchange.demonstration.pictures.gallery import Gallery
from exchange.demonstration.tables import everywhere
from exchange.demonstration.wares import Shelf
from exchange.settings import Settings
from exchange.territories import loading as territories
from tests.ground import small_ground

HERE = ("strasbourg",)
"""The territory whose communes every test has."""

DRAWN = ("bread", "jute_sacks")
"""Motifs that are drawn for these tests: each takes a while."""


@pytest.fixture
def cast(app: Flask, now: datetime) -> Cast:
    """Return those who play around Strasbourg; they came before the past that is told."""
    return settle(random.Random(1), now - timedelta(days=800), HERE)


@pytest.fixture(scope="session")
def gallery() -> Iterator[Gallery]:
    """Return two pictures, drawn once."""
    with Gallery(DRAWN) as hung:
        yield hung


@pytest.fixture
def shelf(app: Flask, cast: Cast, gallery: Gallery) -> Shelf:
    """Return the shelf of those who play around Strasbourg."""
    settings: Settings = app.extensions["settings"]
    return Shelf(cast, gallery, settings.media_dir)


@pytest.fixture
def stage(app: Flask, now: datetime, tmp_path: Path) -> Flask:
    """Return the application with all communes where the demonstration plays."""
    communes = {entry["site"]["commune"] for entry in everywhere("cast", "organisation")}
    territories.load(now, small_ground(tmp_path / "ground", frozenset(communes)))
    return app
