"""What a text may mean, before it is worded: labels name as much as tells the meanings apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Named, Part, Postcode
from exchange.gateways.geocoder.places import Place
from exchange.kernel.geography import Point

_HOME = "FR"
_HOME_NAME = "France"
"""The country whose communes are told apart by their département; elsewhere the country itself is named."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A commune, a part of it or a postcode of it, that a text may mean, and as what it was read."""

    commune: Commune
    part: Part | None = None
    postcode: Postcode | None = None
    is_address: bool = False
    is_guess: bool = False

    @property
    def kind(self) -> str:
        """What was recognised."""
        if self.is_address:
            return "address"
        if self.postcode is not None:
            return "postcode"
        return "commune" if self.part is None else self.part.kind

    @property
    def name(self) -> str:
        """The name of the part, or of the commune."""
        return self.commune.name if self.part is None else self.part.name

    @property
    def head(self) -> str:
        """The name, with the postcode before it, or the commune after it, if it needs them."""
        if self.postcode is not None:
            return f"{self.postcode.postcode} {self.name}"
        if self.part is None or self.part.kind == "arrondissement":
            return self.name
        return f"{self.name}, {self.commune.name}"

    def located(self) -> tuple[Point, str]:
        """Return the best point that is known, and what it stands for."""
        if self.postcode is not None and self.postcode.point is not None:
            is_whole = self.part is None or not self.is_address
            return self.postcode.point, "postcode" if is_whole else "locality"
        if self.part is not None and self.part.point is not None:
            return self.part.point, "locality"
        return self.commune.point, "commune"

    def place(self, hints: tuple[str, ...]) -> Place:
        """Return the place, its label ending with the hints in brackets."""
        point, precision = self.located()
        return Place(
            label=f"{self.head} ({', '.join(hints)})",
            kind=self.kind,
            latitude=point.latitude,
            longitude=point.longitude,
            commune=self.commune.key,
            precision=precision,
            name=self.name,
            postcode="" if self.postcode is None else self.postcode.postcode,
            is_guess=self.is_guess,
        )


def of_named(named: Named, *, is_address: bool = False, is_guess: bool = False) -> Meaning:
    """Return what bears a name as a meaning."""
    return Meaning(named.commune, named.part, is_address=is_address, is_guess=is_guess)


def of_row(gazetteer: Gazetteer, row: Postcode, *, is_address: bool = False) -> Meaning:
    """Return a postcode of a commune, or of a part of it, as a meaning."""
    return Meaning(gazetteer.communes[row.commune], gazetteer.part_of(row), row, is_address)


def worded(gazetteer: Gazetteer, meanings: Iterable[Meaning], limit: int) -> list[Place]:
    """Return the first places meant, each once, told apart by département, country, and then postcode."""
    once: dict[tuple[str, str], Meaning] = {}
    for each in meanings:
        once.setdefault((each.commune.key, each.head), each)
    chosen = list(once.values())[:limit]
    is_mixed = len({each.commune.country for each in chosen}) > 1
    hints = [_hints(each.commune, is_mixed=is_mixed) for each in chosen]
    same = Counter((each.head, hint) for each, hint in zip(chosen, hints, strict=True))
    return [
        each.place((*hint, gazetteer.postcode_of(each.commune.key)) if same[each.head, hint] > 1 else hint)
        for each, hint in zip(chosen, hints, strict=True)
    ]


def commune_place(commune: Commune) -> Place:
    """Return a commune as a place of its own."""
    return Meaning(commune).place(_hints(commune, is_mixed=False))


def _hints(commune: Commune, *, is_mixed: bool) -> tuple[str, ...]:
    return (commune.context, _HOME_NAME) if is_mixed and commune.country == _HOME else (commune.context,)
