"""What the geocoder answers: a place, what it is, how exact it is, and the commune it lies in."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("commune", "arrondissement", "former", "locality", "postcode", "address")
"""What was recognised; `former` is a commune of old, now part of another.

An `address` is answered by the best that is known of it: see `precision`.
"""

PRECISIONS = ("commune", "locality", "postcode", "street", "address")
"""What the point stands for: the commune's own point, a locality's, a postcode's, a street, a door."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its WGS84 point; `commune` is a territory key such as `commune:67482`.

    The label tells it from the other places of its answer; `name` is that of its commune or part alone.
    An address whose street is not known has the kind `address` and the precision `commune` (or
    `locality`, `postcode`): the face that shows it says so. `is_guess` tells that the text was not
    found as it stands, but as something spelled nearly so: whoever typed it is to confirm.
    """

    label: str
    kind: str
    latitude: float
    longitude: float
    commune: str
    precision: str
    name: str = ""
    postcode: str = ""
    is_guess: bool = False
