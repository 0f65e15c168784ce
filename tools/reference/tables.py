"""The rows that are committed: one frozen class per file, its fields in the file's order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune with its point and what it belongs to."""

    code: str
    country: str
    name: str
    latitude: float
    longitude: float
    point: str
    population: int | None
    time_zone: str
    epci: str
    departement: str
    region: str
    area: str


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory above the commune; `communes` is the official number, loaded or not."""

    key: str
    country: str
    name: str
    latitude: float
    longitude: float
    point: str
    population: int | None
    communes: int | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """Another wording of a territory's name."""

    key: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """A postcode of a commune, or of a locality in it, with its own point where one is known."""

    country: str
    postcode: str
    commune: str
    locality: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A code that is no commune's own: of a former commune, or of an arrondissement; and its commune.

    The name is empty for the former communes that no input names any more.
    """

    code: str
    kind: str
    name: str
    commune: str


@dataclass(slots=True)
class Tables:
    """Everything derived, to be written sorted."""

    communes: list[CommuneRow] = field(default_factory=list)
    territories: list[TerritoryRow] = field(default_factory=list)
    names: list[NameRow] = field(default_factory=list)
    postcodes: list[PostcodeRow] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list)
