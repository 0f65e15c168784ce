"""From words to a point, for every address that takes a place."""

from __future__ import annotations

from typing import cast

from flask import current_app

from exchange.api.errors import PlaceAmbiguous, PlaceUncertain, PlaceUnknown
from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.places import Place
from exchange.kernel.geography import Point

_NAMED_CHOICES = 5


def geocoder() -> HouseGeocoder:
    """Return the application's geocoder."""
    return cast("HouseGeocoder", current_app.extensions["geocoder"])


def places(text: str, limit: int, *, is_typing: bool = False) -> list[Place]:
    """Return the places that a text may mean, or may become while it is being typed; the likeliest first."""
    return geocoder().completions(text, limit) if is_typing else geocoder().places(text, limit)


def point_of(text: str) -> Point:
    """Return the point of the one place that a text means.

    Raises: PlaceUnknown, PlaceUncertain, PlaceAmbiguous.
    """
    found = places(text, _NAMED_CHOICES)
    if not found:
        raise PlaceUnknown(place=text)
    if found[0].is_guess:
        raise PlaceUncertain(place=text, places="; ".join(place.label for place in found))
    if len({(place.latitude, place.longitude) for place in found}) > 1:
        raise PlaceAmbiguous(places="; ".join(place.label for place in found))
    return Point(found[0].latitude, found[0].longitude)
