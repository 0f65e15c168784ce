"""Gazetteers: of the committed files or a part of them, without a database, and small invented ones."""

from __future__ import annotations

import csv
import tempfile
from functools import cache
from pathlib import Path

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Part, Postcode
from exchange.kernel.geography import Point
from tests.ground import COMMITTED, small_ground


def a_place(
    code: str,
    name: str,
    *,
    latitude: float = 48.5,
    longitude: float = 7.5,
    population: int = 1000,
    country: str = "FR",
    context: str = "Bas-Rhin",
    aliases: tuple[str, ...] = (),
) -> Commune:
    """Return a commune for a gazetteer."""
    point = Point(latitude, longitude)
    return Commune(f"commune:{code}", name, country, context, point, population, aliases)


@cache
def small_gazetteer() -> Gazetteer:
    """Return the gazetteer of the ground that tests stand on: around Strasbourg, Kehl, Differdange."""
    with tempfile.TemporaryDirectory() as folder:
        return gazetteer_of(small_ground(Path(folder)))


@cache
def whole_gazetteer() -> Gazetteer:
    """Return the gazetteer of all committed places; building it takes a second."""
    return gazetteer_of(COMMITTED)


def gazetteer_of(folder: Path) -> Gazetteer:
    """Return the gazetteer of a folder of reference data."""
    contexts = {row["key"]: row["name"] for row in _rows(folder, "territories")}
    aliases: dict[str, tuple[str, ...]] = {}
    for row in _rows(folder, "names"):
        aliases[row["key"]] = tuple(sorted((*aliases.get(row["key"], ()), row["name"])))
    communes = [
        a_place(
            row["code"],
            row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"] or 0),
            country=row["country"],
            context=contexts.get(f"departement:{row['departement']}")
            or contexts[f"country:{row['country']}"],
            aliases=aliases.get(f"commune:{row['code']}", ()),
        )
        for row in _rows(folder, "communes")
    ]
    postcodes = [
        Postcode(
            row["country"],
            row["postcode"],
            f"commune:{row['commune']}",
            row["locality"],
            Point(float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None,
        )
        for row in _rows(folder, "postcodes")
    ]
    parts = [
        Part(f"commune:{row['commune']}", row["name"], row["kind"])
        for row in _rows(folder, "parts")
        if row["name"]
    ]
    return Gazetteer(communes, postcodes, parts)


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
