"""From words to a point, for every address that takes a place."""

from __future__ import annotations

from typing import cast

from flask import current_app

from exchange.api.errors import PlaceAmbiguous, PlaceUnknown
from exchange.gateways.geocoder.offline import OfflineGeocoder
from exchange.gateways.geocoder.places import Place
from exchange.kernel.geography import Point
from exchange.territories.queries import gazetteer

_NAMED_CHOICES = 5


def geocoder() -> OfflineGeocoder:
    """Return the application's geocoder."""
    return cast("OfflineGeocoder", current_app.extensions.setdefault("geocoder", OfflineGeocoder(gazetteer)))


def places(text: str, limit: int) -> list[Place]:
    """Return the places that a text may mean, the likeliest first."""
    return geocoder().places(text, limit)


def point_of(text: str) -> Point:
    """Return the point of the one place that a text means.

    Raises: PlaceUnknown, PlaceAmbiguous.
    """
    found = places(text, _NAMED_CHOICES)
    if not found:
        raise PlaceUnknown(place=text)
    if len({(place.latitude, place.longitude) for place in found}) > 1:
        raise PlaceAmbiguous(places=" ; ".join(place.label for place in found))
    return Point(found[0].latitude, found[0].longitude)
