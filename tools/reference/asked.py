"""What is asked of the derivation: read from hand-written TOML and CSV files beside this module."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Layer:
    """How outlines are drawn, in degrees: how far a line may stray, and the grid of its corners."""

    tolerance: float
    grid: float


@dataclass(frozen=True, slots=True)
class Vintage:
    """The day of the administrative map, how its outlines are drawn, and town halls put right by hand."""

    day: str
    layers: dict[str, Layer]
    town_halls: dict[str, tuple[float, float]]
    """Longitude and latitude, by commune."""
    enclaves: list[tuple[float, float]]
    """A point in each enclave of another country: longitude, latitude."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is taken of the countries around France."""

    band_km: float
    banded: tuple[str, ...]
    """Countries of which only a band along the border is taken, and `cities`: pairs of state and name."""
    cities: frozenset[tuple[str, str]]
    time_zones: dict[str, str]
    communes: tuple[dict[str, Any], ...]
    """Localities whose official code is known."""
    countries: tuple[dict[str, Any], ...]


def read_vintage(path: Path = HERE / "vintage.toml") -> Vintage:
    """Return the vintage that a TOML file describes."""
    asked = tomllib.loads(path.read_text(encoding="utf-8"))
    return Vintage(
        day=asked["day"],
        layers={name: Layer(**options) for name, options in asked["layers"].items()},
        town_halls={code: (point[0], point[1]) for code, point in asked["town_halls"].items()},
        enclaves=[(point[0], point[1]) for point in asked["enclaves"]],
    )


def read_neighbours(path: Path = HERE / "neighbours.toml") -> Neighbours:
    """Return the neighbours that a TOML file describes."""
    asked = tomllib.loads(path.read_text(encoding="utf-8"))
    return Neighbours(
        band_km=asked["band_km"],
        banded=tuple(asked["banded"]),
        cities=frozenset((state, name) for state, name in asked["cities"]),
        time_zones=asked["time_zones"],
        communes=tuple(asked["commune"]),
        countries=tuple(asked["country"]),
    )


def read_aliases(path: Path = HERE / "aliases.csv") -> list[tuple[str, str, str]]:
    """Return the hand-written alternate names: key, language, name."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [(row["key"], row["language"], row["name"]) for row in csv.DictReader(stream)]
