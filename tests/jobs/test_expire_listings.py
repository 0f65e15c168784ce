"""The job that expires listings."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from exchange.jobs import expire_listings
from exchange.kernel.actor import ANONYMOUS
from exchange.listings.queries.detail import detail
from tests.builders.listings import a_giver, a_listing
from tests.houses import NOW


def test_the_job_expires_what_is_past_its_day_once(app: Flask) -> None:
    giver = a_giver()
    due, later = a_listing(giver, available_until=NOW.date()), a_listing(giver)
    assert expire_listings.run(NOW) == 0
    assert expire_listings.run(NOW + timedelta(days=1)) == 1
    assert expire_listings.run(NOW + timedelta(days=1)) == 0
    assert detail(ANONYMOUS, due).status == "expired"
    assert detail(ANONYMOUS, later).status == "published"
