"""What the geocoder answers: a place, what it is, how exact it is, and the commune it lies in."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("commune", "arrondissement", "former", "locality", "postcode", "address")
"""What was recognised; `former` is a commune of old, now part of another.

An `address` is answered by the best that is known of it: see `precision`.
"""

PRECISIONS = ("commune", "locality", "postcode")
"""What the point stands for: the commune's own point, a locality's, or the postcode's."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its WGS84 point; `commune` is a territory key such as `commune:67482`.

    An address whose street is not known has the kind `address` and the precision `commune` (or
    `locality`, `postcode`): the face that shows it says so.
    """

    label: str
    kind: str
    latitude: float
    longitude: float
    commune: str
    precision: str
