from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.positions import PointIndex
from exchange.kernel.geography import Point, distance_km

coordinates = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(coordinates, max_size=40), coordinates, st.integers(1, 6))
def test_the_nearest_are_those_that_brute_force_finds(points: list[Point], here: Point, count: int) -> None:
    found = PointIndex(points).nearest(here, count)

    assert [km for km, _ in found] == sorted(distance_km(here, point) for point in points)[:count]
    assert [km for km, place in found] == [distance_km(here, points[place]) for _, place in found]


def test_the_nearest_is_found_across_the_antimeridian() -> None:
    points = [Point(-17.0, 170.0), Point(-17.0, 179.9)]

    assert PointIndex(points).nearest(Point(-17.0, -179.9), 1) == [(pytest.approx(21.3, abs=0.1), 1)]
