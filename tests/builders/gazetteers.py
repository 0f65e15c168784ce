"""Gazetteers: the one of the committed files, without a database, and small invented ones."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Postcode
from exchange.kernel.geography import Point


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
def committed_gazetteer() -> Gazetteer:
    """Return the gazetteer of the committed communes and postcodes."""
    contexts = {row["key"]: row["name"] for row in _rows("territories")}
    aliases: dict[str, tuple[str, ...]] = {}
    for row in _rows("names"):
        aliases[row["key"]] = (*aliases.get(row["key"], ()), row["name"])
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
        for row in _rows("communes")
    ]
    postcodes = [
        Postcode(
            row["country"],
            row["postcode"],
            f"commune:{row['commune']}",
            row["locality"],
            Point(float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None,
        )
        for row in _rows("postcodes")
    ]
    return Gazetteer(communes, postcodes)


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("exchange.territories") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
