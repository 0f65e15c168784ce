"""How territories are named: `level:code`, foreign codes prefixed by their country."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEVELS = ("commune", "epci", "departement", "region", "country", "area")
"""Every level, from the smallest; an `area` is a basin of its own (a lab's, a canton's)."""

POINTS = ("town_hall", "inside", "postcode", "members")
"""What a territory's point is: its town hall, a point inside its outline, its main postcode's point, or
the mean of its members' points (a territory's communes, the localities of a commune abroad)."""

PARTS = ("former", "arrondissement")
"""What has a code of its own inside a commune: a former commune, or an arrondissement."""

_KEY = re.compile(r"(?P<level>[a-z]+):(?P<code>[0-9A-Za-z][0-9A-Za-z-]{0,38})")


@dataclass(frozen=True, slots=True)
class TerritoryKey:
    """A territory's public name: `commune:67482`, `epci:246700488`, `area:vallee-de-la-bruche`."""

    level: str
    code: str

    def __str__(self) -> str:
        return f"{self.level}:{self.code}"


def parse_key(text: str) -> TerritoryKey | None:
    """Return the key that a text spells, or None if it has not the form of one.

    Leading zeros and Corsica's letters are part of a code, so nothing is reformatted.
    """
    match = _KEY.fullmatch(text.strip())
    if match is None or match["level"] not in LEVELS:
        return None
    return TerritoryKey(match["level"], match["code"])
