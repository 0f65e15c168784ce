"""What goes by a code or a name of its own inside a French commune: former communes, arrondissements."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from shapely import Point

from exchange.kernel.text import fold
from tools.reference.france import France, best_point
from tools.reference.tables import PartRow, PostcodeRow

_DECIMALS = 5
_KINDS = {
    "arrondissement-municipal": "arrondissement",
    "commune-deleguee": "former",
    "commune-associee": "former",
}


def part_rows(france: France) -> list[PartRow]:
    """Return every code inside a commune of today that is not its own.

    A commune lists the codes it took over (`anciensCodes`); those of delegated and associated communes are
    also named, and their own word about where they belong goes before the list.
    """
    rows = {
        code: PartRow(code, "former", "", heir)
        for heir, commune in france.communes.items()
        for code in commune.get("anciensCodes", [])
        if code not in france.communes
    }
    for part in france.parts:
        if part["code"] not in france.communes and home_of(part) in france.communes:
            rows[part["code"]] = PartRow(part["code"], _KINDS[part["type"]], part["nom"], home_of(part))
    return [rows[code] for code in sorted(rows)]


def part_localities(france: France, places: list[dict[str, Any]]) -> list[PostcodeRow]:
    """Return the named parts of communes as localities under the postcodes that may be theirs.

    Those are: the part's own, where it has any; else those under which GeoNames lists its name; else all of
    its commune's. A part stands at its town hall, or inside its outline, or where GeoNames puts it.
    """
    listed: dict[tuple[str, str], Point] = {}
    for place in places:
        key = (place["postal_code"], fold(place["city"]))
        listed.setdefault(key, Point(place["longitude"], place["latitude"]))
    rows = []
    for part in france.parts:
        home, name = home_of(part), fold(part["nom"])
        if home not in france.communes or name == fold(france.communes[home]["nom"]):
            continue
        of_commune = france.communes[home].get("codesPostaux", [])
        named = [postcode for postcode in of_commune if (postcode, name) in listed]
        found = best_point(france.part_outlines.get(part["code"]), france.part_town_halls.get(part["code"]))
        for postcode in part.get("codesPostaux") or named or of_commune:
            point = found[0] if found else listed.get((postcode, name))
            rows.append(
                PostcodeRow(
                    country="FR",
                    postcode=postcode,
                    commune=home,
                    locality=part["nom"],
                    latitude=None if point is None else round(point.y, _DECIMALS),
                    longitude=None if point is None else round(point.x, _DECIMALS),
                )
            )
    return rows


def part_names(france: France) -> dict[str, set[str]]:
    """Return, for each commune, the folded names of its parts."""
    names: dict[str, set[str]] = defaultdict(set)
    for part in france.parts:
        names[home_of(part)].add(fold(part["nom"]))
    return names


def home_of(part: dict[str, Any]) -> str:
    """Return the code of the commune that a part belongs to; empty if it does not say."""
    return str(part.get("chefLieu") or part.get("commune") or "")
