"""Points in order: which lie nearest to a position."""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence

from exchange.kernel.geography import EARTH_RADIUS_KM, Point, distance_km

_KM_PER_DEGREE = math.radians(EARTH_RADIUS_KM)


class PointIndex:
    """Points, told by their place in the sequence they were given in."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._points = points
        order = sorted(range(len(points)), key=lambda place: points[place].latitude)
        self._order = array("i", order)
        self._latitudes = array("d", (points[place].latitude for place in order))

    def nearest(self, point: Point, count: int) -> list[tuple[float, int]]:
        """Return the distances in km and places of the nearest points, the nearest first."""
        above = bisect_left(self._latitudes, point.latitude)
        below = above - 1
        best: list[tuple[float, int]] = []
        # Walk outwards by latitude: once that alone exceeds the worst kept distance, nothing can follow.
        while below >= 0 or above < len(self._latitudes):
            step_down = point.latitude - self._latitudes[below] if below >= 0 else 360.0
            step_up = self._latitudes[above] - point.latitude if above < len(self._latitudes) else 360.0
            if len(best) == count and min(step_down, step_up) * _KM_PER_DEGREE > -best[0][0]:
                break
            if step_down <= step_up:
                place, below = self._order[below], below - 1
            else:
                place, above = self._order[above], above + 1
            candidate = (-distance_km(point, self._points[place]), -place)
            if len(best) < count:
                heapq.heappush(best, candidate)
            else:
                heapq.heappushpop(best, candidate)
        return sorted((-distance, -place) for distance, place in best)
