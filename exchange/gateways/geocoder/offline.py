"""The offline geocoder: geopy's interface over the loaded communes, and no request ever leaves."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Lock
from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint

from exchange.gateways.geocoder.gazetteer import Gazetteer
from exchange.gateways.geocoder.lookup import complete, find
from exchange.gateways.geocoder.meanings import commune_place
from exchange.gateways.geocoder.places import Place
from exchange.kernel.geography import Point

DEFAULT_LIMIT = 8
"""Places answered when nobody says how many: what fits under a search field."""

REACH_KM = 25.0
"""How far the nearest loaded commune may be and still answer for a position."""


class OfflineGeocoder(Geocoder):
    """A geopy `Geocoder` over a gazetteer, which is built when first needed and kept once it holds places.

    `raw` of each answered `Location` is the place as a dictionary: label, kind, latitude, longitude,
    commune, precision.
    """

    def __init__(self, gazetteer: Callable[[], Gazetteer]) -> None:
        super().__init__(adapter_factory=URLLibAdapter)  # type: ignore[no-untyped-call] # geopy is untyped
        self._build: Callable[[], Gazetteer] = gazetteer
        self._built: Gazetteer | None = None
        self._building = Lock()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = DEFAULT_LIMIT,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """Return the likeliest location of a text, or every possible one; None if there is none.

        `timeout` is taken for geopy's sake: nothing here waits.
        """
        del timeout
        locations = [_location(place) for place in self.places(query, limit)]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return the location of the nearest commune, or None beyond its reach."""
        del timeout
        asked = GeopyPoint(query)  # type: ignore[no-untyped-call] # geopy is untyped
        place = self.nearest(Point(asked.latitude, asked.longitude))
        if place is None:
            return None
        return _location(place) if exactly_one else [_location(place)]

    def places(self, query: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
        """Return the places that a text may mean, the likeliest first: several are a choice to offer."""
        return find(self.gazetteer(), query, limit)

    def completions(self, typed: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
        """Return the places that a text still being typed may become, the likeliest first."""
        return complete(self.gazetteer(), typed, limit)

    def nearest(self, point: Point, within_km: float = REACH_KM) -> Place | None:
        """Return the commune whose town hall is nearest to a point, or None if none is near enough.

        It is a proposal: at a border, the nearest town hall may be the neighbour's.
        """
        found = self.gazetteer().nearest(point)
        if found is None or found[1] > within_km:
            return None
        return commune_place(found[0])

    def forget(self) -> None:
        """Build the gazetteer anew at the next question: another vintage was loaded."""
        self._built = None

    def gazetteer(self) -> Gazetteer:
        """Return the gazetteer, built now if it was not: one thread builds, the others wait for it."""
        with self._building:
            if self._built is None or not len(self._built):
                with _no_collecting():
                    self._built = self._build()
            return self._built


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let nobody look for garbage in what is made to be kept: a quarter of the time would go into it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _location(place: Place) -> Location:
    point = (place.latitude, place.longitude)
    return Location(place.label, point, asdict(place))  # type: ignore[no-untyped-call] # geopy is untyped
