"""Looks up the addresses of sites that could not be looked up when they were placed."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import current_app

from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.services import ServiceError
from exchange.listings.actions.index import refresh_site
from exchange.organisations.actions.locating import locate, look_again, stop_looking
from exchange.organisations.queries.sites import sites_to_locate
from exchange.storage.database import transaction

AT_ONCE = 20
PATIENCE_S = 10.0
"""Nobody waits for a job: a slow service may take longer than in a request."""


def run(now: datetime) -> int:
    """Look up what is due, until the service fails; return how many sites were moved to their address."""
    geocoder = cast("HouseGeocoder", current_app.extensions["geocoder"])
    if not geocoder.is_remote:
        return 0
    moved = 0
    for lost in sites_to_locate(now, AT_ONCE):
        try:
            found = geocoder.locate(lost.address, lost.postcode, lost.commune_key, PATIENCE_S)
        except ServiceError:
            look_again(lost, now)
            if geocoder.is_resting:
                break
            continue
        if found is None:
            stop_looking(lost)
            continue
        with transaction():
            if locate(lost, found.point, now):
                refresh_site(lost.id)
                moved += 1
    return moved
