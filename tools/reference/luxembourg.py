"""The communes of Luxembourg: a hand-written table of their places, joined with GeoNames' postcodes."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from typing import Any

from exchange.kernel.text import slugify
from tools.reference.asked import HERE
from tools.reference.places import Abroad, commune_and_postcodes, middle
from tools.reference.tables import CommuneRow, PostcodeRow, TerritoryRow

_OFFICIAL = {"Differdange": ("LU-0202", 30789)}
"""Code and population where they are known: LAU code; STATEC, 2025-01-01, read in a secondary source."""

Cantons = dict[str, dict[str, Any]]
Quarters = dict[str, dict[str, list[str]]]


def read_cantons() -> Cantons:
    """Return the hand-written table: cantons by slug, each with its name and its communes' places."""
    cantons: Cantons = _read()["canton"]
    return cantons


def read_quarters() -> Quarters:
    """Return the quarters of communes that have no place of their own, by canton, each with its postcodes."""
    quarters: Quarters = _read()["quarter"]
    return quarters


def quarter_places(quarters: Quarters, places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a place for each postcode of a quarter, beside the one that its city has there.

    Raises: LookupError naming the postcodes that no place has.
    """
    known = {place["postal_code"]: place for place in places if place["country_code"] == "LU"}
    wanted = [
        (name, code) for canton in quarters.values() for name, codes in canton.items() for code in codes
    ]
    if unknown := sorted(code for _, code in wanted if code not in known):
        raise LookupError(f"no place has the postcode of a quarter: {', '.join(unknown)}")
    return [{**known[code], "city": name} for name, code in wanted]


def luxembourg(
    cantons: Cantons, places: list[dict[str, Any]]
) -> tuple[list[CommuneRow], list[PostcodeRow], list[TerritoryRow]]:
    """Return communes, postcodes, and the cantons as areas.

    Raises: LookupError naming the places that no commune lists, or a commune without any.
    """
    found = _by_commune(cantons, places)
    communes, postcodes, areas = [], [], []
    for slug, canton in cantons.items():
        names = [name for name in canton if name != "name"]
        rows = []
        for name in names:
            code, population = _OFFICIAL.get(name, (f"LU-{slugify(name)}", None))
            abroad = Abroad(code, "LU", name, "Europe/Luxembourg", f"lu-canton-{slug}", population)
            commune, own = commune_and_postcodes(abroad, found[slug, name])
            rows.append(commune)
            postcodes += own
        communes += rows
        latitude, longitude = middle(rows)
        areas.append(
            TerritoryRow(
                key=f"area:lu-canton-{slug}",
                country="LU",
                name=canton["name"],
                latitude=latitude,
                longitude=longitude,
                point="members",
                population=None,
                communes=len(names),
            )
        )
    return communes, postcodes, areas


def _read() -> dict[str, Any]:
    return tomllib.loads((HERE / "luxembourg.toml").read_text(encoding="utf-8"))


def _by_commune(
    cantons: Cantons, places: list[dict[str, Any]]
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    homes = {
        (slug, place): name
        for slug, canton in cantons.items()
        for name, others in canton.items()
        if name != "name"
        for place in (name, *others)
    }
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    homeless = set()
    for place in places:
        if place["country_code"] == "LU":
            canton = slugify(place["state"])
            name = homes.get((canton, place["city"]))
            if name is None:
                homeless.add(f"{place['city']} ({place['state']})")
            else:
                found[canton, name].append(place)
    if homeless:
        raise LookupError(f"luxembourg.toml gives no commune to {', '.join(sorted(homeless))}")
    return found
