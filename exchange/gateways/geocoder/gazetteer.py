"""The places that the offline geocoder knows, indexed by name, postcode and position; never changed."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.gateways.geocoder.spelling import fold_place, postcode_digits
from exchange.kernel.geography import EARTH_RADIUS_KM, Point, distance_km

_KM_PER_DEGREE = math.radians(EARTH_RADIUS_KM)
_AFTER_ANY_LETTER = "~"
"""Sorts after every folded letter: bounds the names that share a beginning."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the geocoder needs it; `context` tells namesakes apart (département or country)."""

    key: str
    name: str
    country: str
    context: str
    point: Point
    population: int
    aliases: tuple[str, ...] = ()


PART_KINDS = ("arrondissement", "former", "locality")
"""What a named part of a commune can be; `former` is a commune of old, now merged into it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a commune: an arrondissement, a former commune, or any locality.

    A name that stands beside a postcode is known as a locality without being listed: a part is worth
    listing for its kind, its other names, its point, or because no postcode is its own.
    """

    commune: str
    name: str
    kind: str = "locality"
    point: Point | None = None
    population: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode of a commune, or of a locality in it; `point` is its own, where one is known."""

    country: str
    postcode: str
    commune: str
    locality: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for: a commune, or a locality of it."""

    commune: Commune
    locality: str = ""
    point: Point | None = None
    kind: str = "commune"


class Gazetteer:
    """Communes and postcodes, ready to be asked. An empty one answers nothing."""

    def __init__(
        self, communes: Iterable[Commune], postcodes: Iterable[Postcode], parts: Iterable[Part] = ()
    ) -> None:
        self.communes = {commune.key: commune for commune in communes}
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        self._by_digits: dict[str, list[Postcode]] = defaultdict(list)
        for commune in self.communes.values():
            for name in {fold_place(commune.name), *map(fold_place, commune.aliases)}:
                self._by_name[name].append(Named(commune))
        listed = {(part.commune, part.name): part for part in parts if part.commune in self.communes}
        for row in postcodes:
            if row.commune in self.communes:
                self._by_digits[postcode_digits(row.postcode)].append(row)
                if row.locality:
                    listed.setdefault(
                        (row.commune, row.locality), Part(row.commune, row.locality, point=row.point)
                    )
        for part in listed.values():
            named = Named(self.communes[part.commune], part.name, part.point, part.kind)
            for name in {fold_place(part.name), *map(fold_place, part.aliases)}:
                self._by_name[name].append(named)
        for found in self._by_name.values():
            found.sort(key=_most_peopled)
        self._names = sorted(self._by_name)
        self._endings = sorted((name[place:], name) for name in self._names for place in _later_words(name))
        self._by_latitude = sorted(self.communes.values(), key=lambda commune: commune.point.latitude)
        self._latitudes = [commune.point.latitude for commune in self._by_latitude]

    def __len__(self) -> int:
        return len(self.communes)

    def named(self, folded: str) -> list[Named]:
        """Return what bears exactly this folded name, the most peopled first."""
        return self._by_name.get(folded, [])

    def beginning(self, folded: str) -> list[Named]:
        """Return what begins with this folded text, or has a later word that does; most peopled first."""
        if not folded:
            return []
        limit = folded + _AFTER_ANY_LETTER
        first = self._names[bisect_left(self._names, folded) : bisect_left(self._names, limit)]
        later = [
            name
            for _, name in self._endings[
                bisect_left(self._endings, (folded,)) : bisect_left(self._endings, (limit,))
            ]
        ]
        found: dict[tuple[str, str], Named] = {}
        for names in (first, later):
            group = [named for name in names for named in self._by_name[name]]
            for named in sorted(group, key=_most_peopled):
                found.setdefault((named.commune.key, named.locality), named)
        return list(found.values())

    def postcodes(self, digits: str, country: str | None = None) -> list[Postcode]:
        """Return the rows of a postcode, the most peopled commune first, whole communes before localities."""
        rows = [row for row in self._by_digits.get(digits, []) if country in {None, row.country}]
        return sorted(
            rows, key=lambda row: (bool(row.locality), -self.communes[row.commune].population, row.commune)
        )

    def nearest(self, point: Point) -> tuple[Commune, float] | None:
        """Return the commune whose own point is nearest, and its distance in km; None if none is known."""
        above = bisect_left(self._latitudes, point.latitude)
        below = above - 1
        best: tuple[float, str] | None = None
        # Walk outwards by latitude: once that alone exceeds the best distance, nothing nearer can follow.
        while below >= 0 or above < len(self._latitudes):
            step_down = point.latitude - self._latitudes[below] if below >= 0 else 360.0
            step_up = self._latitudes[above] - point.latitude if above < len(self._latitudes) else 360.0
            if best is not None and min(step_down, step_up) * _KM_PER_DEGREE > best[0]:
                break
            if step_down <= step_up:
                commune, below = self._by_latitude[below], below - 1
            else:
                commune, above = self._by_latitude[above], above + 1
            candidate = (distance_km(point, commune.point), commune.key)
            best = candidate if best is None else min(best, candidate)
        return None if best is None else (self.communes[best[1]], best[0])


def _most_peopled(named: Named) -> tuple[bool, int, str]:
    return bool(named.locality), -named.commune.population, named.commune.key


def _later_words(name: str) -> list[int]:
    return [place + 1 for place, character in enumerate(name) if character == " "]
