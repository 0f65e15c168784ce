from __future__ import annotations

import math

import pytest
from geopy.distance import great_circle
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.kernel.geography import (
    EARTH_RADIUS_KM,
    Box,
    Point,
    box_around,
    distance_km,
    km_from_squared_chord,
    moved,
    squared_chord,
)

HALF_ROUND_KM = math.pi * EARTH_RADIUS_KM
STRASBOURG = Point(48.57358, 7.75321)
DIFFERDANGE = Point(49.5248, 5.8891)

points = st.builds(
    Point, st.floats(-90, 90, allow_subnormal=False), st.floats(-180, 180, allow_subnormal=False)
)
radii = st.floats(0.1, 500)


def holds(box: Box, point: Point) -> bool:
    is_across = box.west > box.east
    east_west = (
        point.longitude >= box.west or point.longitude <= box.east
        if is_across
        else box.west <= point.longitude <= box.east
    )
    return box.south <= point.latitude <= box.north and east_west


@given(points, points)
def test_the_distance_is_the_great_circle_that_geopy_measures(one: Point, other: Point) -> None:
    expected = great_circle(
        (one.latitude, one.longitude), (other.latitude, other.longitude), radius=EARTH_RADIUS_KM
    ).km
    # Close to the antipode the chord loses digits: there a metre in twenty thousand kilometres is granted.
    assert distance_km(one, other) == pytest.approx(
        expected, rel=1e-9, abs=1e-3 if expected > 19_000 else 1e-6
    )


@given(points, points)
def test_the_distance_is_the_same_both_ways(one: Point, other: Point) -> None:
    assert distance_km(one, other) == distance_km(other, one)
    assert distance_km(one, one) == 0


def test_strasbourg_lies_172_km_from_differdange() -> None:
    assert distance_km(STRASBOURG, DIFFERDANGE) == pytest.approx(172.2, abs=0.1)


@given(points, radii, st.floats(0, 360), st.floats(0, 1))
def test_the_box_holds_every_point_of_the_circle(
    centre: Point, radius_km: float, bearing: float, share: float
) -> None:
    point = moved(centre, bearing, radius_km * share)
    assume(distance_km(centre, point) <= radius_km)
    assert holds(box_around(centre, radius_km), point)


@given(points, radii, st.floats(0, 360), st.floats(0, 2))
def test_the_chord_tells_inside_from_outside_as_the_distance_does(
    centre: Point, radius_km: float, bearing: float, share: float
) -> None:
    point = moved(centre, bearing, radius_km * share)
    distance = distance_km(centre, point)
    assume(abs(distance - radius_km) > 1e-6)
    chord2 = sum((a - b) ** 2 for a, b in zip(centre.unit_vector, point.unit_vector, strict=True))
    assert (chord2 <= squared_chord(radius_km)) == (distance < radius_km)


@given(st.floats(0, HALF_ROUND_KM * 0.99))
def test_chords_and_kilometres_are_two_spellings_of_one_length(length_km: float) -> None:
    assert km_from_squared_chord(squared_chord(length_km)) == pytest.approx(length_km, rel=1e-9, abs=1e-6)


def test_a_circle_wider_than_the_earth_holds_it_all() -> None:
    assert squared_chord(HALF_ROUND_KM * 3) == pytest.approx(4)
    assert box_around(STRASBOURG, HALF_ROUND_KM) == Box(-90.0, -180.0, 90.0, 180.0)


@given(points, st.floats(0, 360), st.floats(0, 1_000))
def test_a_point_is_moved_as_far_as_was_said(start: Point, bearing: float, length_km: float) -> None:
    assert distance_km(start, moved(start, bearing, length_km)) == pytest.approx(
        length_km, rel=1e-6, abs=1e-5
    )


def test_a_box_over_the_antimeridian_runs_from_west_to_east() -> None:
    box = box_around(Point(0, 179.9), 50)
    assert box.west > box.east
    assert holds(box, Point(0, -179.9))
    assert not holds(box, Point(0, 0))


def test_a_box_over_a_pole_takes_every_longitude() -> None:
    assert box_around(Point(89.9, 12), 50).west == -180
    assert box_around(Point(89.9, 12), 50).north == 90


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (math.nan, 0), (0, math.nan)]
)
def test_a_point_off_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="degrees"):
        Point(latitude, longitude)
