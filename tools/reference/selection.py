"""Which part of the country is derived: read from a TOML file, joined with the hand-written neighbours."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Layer:
    """How one layer of outlines is simplified: degrees of tolerance, decimals kept."""

    tolerance: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the country and its neighbours abroad."""

    name: str
    vintage: str
    epci: frozenset[str] | None
    """The EPCI whose communes are taken, or None for the whole of France."""
    neighbours: tuple[dict[str, Any], ...]
    areas: tuple[dict[str, Any], ...]
    countries: tuple[dict[str, Any], ...]
    layers: dict[str, Layer]


def read_selection(path: Path) -> Selection:
    """Return the selection that a TOML file describes.

    Raises: KeyError for a missing part, or a neighbour that neighbours.toml does not describe.
    """
    asked = tomllib.loads(path.read_text(encoding="utf-8"))
    known = tomllib.loads((HERE / "neighbours.toml").read_text(encoding="utf-8"))
    by_code = {commune["code"]: commune for commune in known["commune"]}
    neighbours = tuple(by_code[code] for code in asked["neighbours"])
    slugs = {commune.get("area") for commune in neighbours}
    abroad = {commune["country"] for commune in neighbours}
    return Selection(
        name=asked["name"],
        vintage=asked["vintage"],
        epci=None if asked.get("communes") == "all" else frozenset(asked["epci"]),
        neighbours=neighbours,
        areas=tuple(area for area in known["area"] if area["slug"] in slugs),
        countries=tuple(country for country in known["country"] if country["code"] in abroad),
        layers={name: Layer(**options) for name, options in asked["outlines"].items()},
    )


def read_aliases() -> list[tuple[str, str, str]]:
    """Return the hand-written alternate names: key, language, name."""
    with (HERE / "aliases.csv").open(encoding="utf-8", newline="") as stream:
        return [(row["key"], row["language"], row["name"]) for row in csv.DictReader(stream)]
