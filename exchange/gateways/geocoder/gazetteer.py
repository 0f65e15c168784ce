"""The places that the offline geocoder knows, indexed by name, postcode and position; never changed."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from exchange.gateways.geocoder.names import NameIndex
from exchange.gateways.geocoder.positions import PointIndex
from exchange.gateways.geocoder.spelling import fold_place, names_of, postcode_digits
from exchange.kernel.geography import Point

PART_KINDS = ("arrondissement", "former", "locality")
"""What a named part of a commune can be; `former` is a commune of old, now merged into it."""

_NEIGHBOURS = 12
_TIMES_AS_NEAR = 5
_CERTAIN_KM = 1.0
_FARTHEST_KM = 50.0
_PEOPLE_OF_A_POSTCODE = {"BE": 10_000, "CH": 2_800, "DE": 10_000, "LU": 150}
"""About how many people share a postcode: ranks the communes whose people no source at hand counts.

Source: population of each country over its number of postcodes; in Luxembourg a street has its own.
"""
_CANTON = re.compile(r" [A-Z]{2}$")
_AFTER_ANY_DIGIT = ":"


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
    """What a name stands for: a commune, or a part of it."""

    commune: Commune
    part: Part | None = None


class Gazetteer:
    """Communes, their parts and postcodes, ready to be asked. An empty one answers nothing."""

    def __init__(
        self, communes: Iterable[Commune], postcodes: Iterable[Postcode], parts: Iterable[Part] = ()
    ) -> None:
        self.communes = {commune.key: commune for commune in communes}
        self._parts: dict[tuple[str, str], Part] = {}
        for part in parts:
            if part.commune in self.communes:
                self._parts[part.commune, fold_place(part.name)] = part
        by_digits: dict[str, list[Postcode]] = defaultdict(list)
        for row in postcodes:
            if row.commune in self.communes:
                by_digits[postcode_digits(row.postcode)].append(row)
                if row.locality:
                    self._know(row)
        self._sizes = self._sized(by_digits)
        self._by_digits = {digits: sorted(rows, key=self._largest) for digits, rows in by_digits.items()}
        self._digits = sorted(self._by_digits)
        lowest = ((row.commune, row.postcode) for digits in self._digits for row in self._by_digits[digits])
        self._lowest: dict[str, str] = {}
        for commune, postcode in lowest:
            self._lowest.setdefault(commune, postcode)
        bearers: list[Commune | Part] = [*self.communes.values(), *self._parts.values()]
        self._ranked = sorted(bearers, key=self._standing)
        self._names = NameIndex(
            (name, rank) for rank, bearer in enumerate(self._ranked) for name in _forms(bearer)
        )
        self._hints = _hints_of(self.communes.values())
        self._placed = [(commune, commune.point) for commune in self.communes.values()]
        # An arrondissement is as large as a town: who lives there lives near its point, not the commune's.
        self._placed += [
            (self.communes[part.commune], part.point)
            for part in self._parts.values()
            if part.kind == "arrondissement" and part.point is not None
        ]
        self._points = PointIndex([point for _, point in self._placed])

    def __len__(self) -> int:
        return len(self.communes)

    def named(self, folded: str) -> list[Named]:
        """Return what bears exactly this folded name, its article aside; the largest first."""
        return self._at(self._names.called(folded))

    def beginning(self, folded: str, limit: int) -> list[Named]:
        """Return what begins with this folded text, then what has a later word that does; largest first."""
        return self._at(self._names.beginning(folded, limit))

    def spelled_like(self, folded: str, limit: int, *, strictly: bool = False) -> list[Named]:
        """Return what this folded text is a misspelling of, the largest first; none if it is too far off."""
        return self._at(self._names.like(folded, limit, strictly=strictly))

    def hinted(self, folded: str) -> frozenset[str]:
        """Return the contexts that a folded hint names: a département by name or number, or a country."""
        return self._hints.get(folded, frozenset())

    def postcodes(self, digits: str, country: str | None = None) -> list[Postcode]:
        """Return the rows of a postcode, the most peopled commune first, whole communes before localities."""
        return [row for row in self._by_digits.get(digits, ()) if country in {None, row.country}]

    def part_of(self, row: Postcode) -> Part | None:
        """Return the part of its commune that a postcode's row is for, or None for the whole."""
        return self._parts.get((row.commune, fold_place(row.locality))) if row.locality else None

    def is_arrondissement(self, row: Postcode) -> bool:
        """Whether a postcode's row is for an arrondissement."""
        part = self.part_of(row)
        return part is not None and part.kind == "arrondissement"

    def postcodes_beginning(self, digits: str, country: str | None, limit: int) -> list[Postcode]:
        """Return rows of the postcodes that begin so, the most peopled commune first."""
        first = bisect_left(self._digits, digits)
        last = bisect_left(self._digits, digits + _AFTER_ANY_DIGIT)
        rows = (row for known in self._digits[first:last] for row in self.postcodes(known, country))
        return heapq.nsmallest(limit, rows, key=self._largest)

    def digits(self) -> tuple[str, ...]:
        """Return the digits of every postcode, sorted."""
        return tuple(self._digits)

    def postcode_of(self, commune: str) -> str:
        """Return the lowest postcode of a commune, or nothing: what tells the last namesakes apart."""
        return self._lowest.get(commune, "")

    def nearest(self, point: Point) -> tuple[Commune, float] | None:
        """Return the commune whose own point is nearest, and its distance in km; None if none is known."""
        return next(iter(self.around(point, 1)), None)

    def around(self, point: Point, count: int) -> list[tuple[Commune, float]]:
        """Return the communes whose points are nearest, with their distances in km.

        One of several arrondissements counts with the points of them all.
        """
        return [(self._placed[place][0], km) for km, place in self._points.nearest(point, count)]

    def holders(self, point: Point) -> list[Commune]:
        """Return the communes that a point may well lie in, judged by the points around it; nearest first.

        They are among the nearest dozen, and no other is five times as near. Of points drawn at random
        within the communes of France, by their people, 98.5 % find their commune so; of town halls, 0.6 %
        find a neighbour's.
        """
        around = self.around(point, _NEIGHBOURS)
        most = max(_CERTAIN_KM, min(_FARTHEST_KM, _TIMES_AS_NEAR * around[0][1])) if around else 0.0
        return list(dict.fromkeys(commune for commune, km in around if km <= most))

    def _at(self, ranks: list[int]) -> list[Named]:
        return [self._named(self._ranked[rank]) for rank in ranks]

    def _named(self, bearer: Commune | Part) -> Named:
        if isinstance(bearer, Commune):
            return Named(bearer)
        return Named(self.communes[bearer.commune], bearer)

    def _know(self, row: Postcode) -> None:
        """Know the part that a postcode is for; the first point that is known of it is its own."""
        key = row.commune, fold_place(row.locality)
        part = self._parts.get(key) or Part(row.commune, row.locality)
        self._parts[key] = replace(part, point=row.point) if part.point is None else part

    def _sized(self, by_digits: Mapping[str, Sequence[Postcode]]) -> dict[str, int]:
        """Return what communes are ranked by: their people, or where nobody counted, their postcodes."""
        counts = Counter(key for rows in by_digits.values() for key in {row.commune for row in rows})
        return {
            key: commune.population or counts[key] * _PEOPLE_OF_A_POSTCODE.get(commune.country, 0)
            for key, commune in self.communes.items()
        }

    def _largest(self, row: Postcode) -> tuple[bool, int, str]:
        return bool(row.locality), -self._sizes[row.commune], row.commune

    def _standing(self, bearer: Commune | Part) -> tuple[bool, int, str, str]:
        """Return what sorts places: communes and arrondissements by their size, then what lies within."""
        if isinstance(bearer, Commune):
            return False, -self._sizes[bearer.key], bearer.key, ""
        return bearer.kind != "arrondissement", -bearer.population, bearer.commune, bearer.name


def _forms(bearer: Commune | Part) -> set[str]:
    """Return the folded names of a commune or part. Swiss ones end with a canton that few people write."""
    names = [bearer.name, *bearer.aliases]
    if isinstance(bearer, Commune) and bearer.country == "CH":
        names.append(_CANTON.sub("", bearer.name))
    return set().union(*map(names_of, names))


def _hints_of(communes: Iterable[Commune]) -> dict[str, frozenset[str]]:
    """Return the contexts by each hint that names them: the number of a département begins INSEE's codes."""
    hints: dict[str, set[str]] = defaultdict(set)
    known: set[tuple[str, str]] = set()
    for commune in communes:
        code = commune.key.rpartition(":")[2]
        number = code[: 3 if code.startswith("97") else 2] if commune.country == "FR" else ""
        known.add((number, commune.context))
    for number, context in known:
        for hint in names_of(context) | names_of(number):
            hints[hint].add(context)
    return {hint: frozenset(contexts) for hint, contexts in hints.items()}
