"""One distance model for the whole house: the sphere, WGS84 degrees in, kilometres out."""

from __future__ import annotations

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6_371.008_8
"""Mean radius of the Earth. Source: IUGG mean radius R1 of the WGS84 ellipsoid."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth in WGS84 degrees.

    Raises: ValueError outside -90…90 and -180…180 or for a value that is no number.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("a point lies within -90…90 and -180…180 degrees")

    @property
    def unit_vector(self) -> tuple[float, float, float]:
        """The point on the unit sphere: what exact distance tests compare, without trigonometry per row."""
        latitude, longitude = math.radians(self.latitude), math.radians(self.longitude)
        return (
            math.cos(latitude) * math.cos(longitude),
            math.cos(latitude) * math.sin(longitude),
            math.sin(latitude),
        )


@dataclass(frozen=True, slots=True)
class Box:
    """Bounds in degrees; `west > east` means that it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


def squared_chord(radius_km: float) -> float:
    """Return the squared straight-line distance on the unit sphere of an arc of `radius_km`."""
    half = min(radius_km / (2 * EARTH_RADIUS_KM), math.pi / 2)
    return (2 * math.sin(half)) ** 2


def km_from_squared_chord(chord2: float) -> float:
    """Return the arc length in km of a squared chord on the unit sphere."""
    return 2 * EARTH_RADIUS_KM * math.asin(min(math.sqrt(max(chord2, 0.0)) / 2, 1.0))


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance in km."""
    ax, ay, az = one.unit_vector
    bx, by, bz = other.unit_vector
    return km_from_squared_chord((ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2)


def box_around(centre: Point, radius_km: float) -> Box:
    """Return the smallest box that holds the circle, right at the poles and the antimeridian."""
    angle = math.degrees(radius_km / EARTH_RADIUS_KM)
    south, north = centre.latitude - angle, centre.latitude + angle
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    sine = math.sin(math.radians(angle)) / math.cos(math.radians(centre.latitude))
    if angle >= 90 or sine >= 1:
        return Box(south, -180.0, north, 180.0)
    # One part in a billion of slack keeps rounding from cutting the rim off.
    reach = math.degrees(math.asin(sine)) * (1 + 1e-9) + 1e-9
    if reach >= 180:
        return Box(south, -180.0, north, 180.0)
    return Box(south - 1e-9, _wrap(centre.longitude - reach), north + 1e-9, _wrap(centre.longitude + reach))


def moved(start: Point, bearing_degrees: float, length_km: float) -> Point:
    """Return the point reached from `start` along a bearing over `length_km`."""
    angle, bearing = length_km / EARTH_RADIUS_KM, math.radians(bearing_degrees)
    latitude, longitude = math.radians(start.latitude), math.radians(start.longitude)
    north = math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(bearing)
    reached = math.asin(max(-1.0, min(1.0, north)))
    turned = longitude + math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude),
        math.cos(angle) - math.sin(latitude) * math.sin(reached),
    )
    return Point(math.degrees(reached), _wrap(math.degrees(turned)))


def _wrap(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
