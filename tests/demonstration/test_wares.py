from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.demonstration.cast import settle, told
from exchange.demonstration.wares import Shelf
from exchange.listings.queries.lots import lot_for
from exchange.media.models import Photograph
from exchange.settings import Settings
from exchange.storage.database import session


@pytest.fixture
def shelf(app: Flask, now: datetime) -> Shelf:
    settings: Settings = app.extensions["settings"]
    return Shelf(settle(random.Random(1), now), settings.media_dir)


def ware(title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in told("year")["ware"] if entry["title"] == title)
    return found


def test_a_ware_is_published_with_its_mass_in_grams(shelf: Shelf, now: datetime) -> None:
    jute = ware("Sacs de jute vides")

    lot = shelf.publish(jute, shelf.draft(jute, Decimal(200), now.date(), None, now), now)

    assert lot_for(lot).initial_g == 200 * 700


def test_a_picture_is_kept_once_for_all_listings_of_a_giver_and_motif(shelf: Shelf, now: datetime) -> None:
    bread = ware("Pain de la veille")
    for day in range(3):
        shelf.draft(bread, Decimal(5), now.date(), now.date() + timedelta(days=day + 1), now)

    assert session().scalar(select(func.count()).select_from(Photograph)) == 1
