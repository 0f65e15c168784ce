"""French postcodes: all of each commune's, and the localities that people still write in an address."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from shapely import Point

from exchange.kernel.text import fold
from tools.reference.france import France
from tools.reference.tables import PostcodeRow, SuccessorRow

_DECIMALS = 5


def french_postcodes(france: France, codes: list[str], places: list[dict[str, Any]]) -> list[PostcodeRow]:
    """Return the postcodes of some communes, the communes' own first, then those of their localities.

    A locality is a former commune, an arrondissement, or a GeoNames place of a postcode that is named like
    none of the postcode's communes; it goes to the commune it became, or whose outline holds its point.
    """
    taken = set(codes)
    rows = {
        (postcode, code, ""): PostcodeRow("FR", postcode, code, "", None, None)
        for code in codes
        for postcode in france.communes[code].get("codesPostaux", [])
    }
    for row in _localities(france, taken, places):
        rows.setdefault((row.postcode, row.commune, row.locality), row)
    return [rows[key] for key in sorted(rows)]


def successors(france: France, codes: list[str]) -> list[SuccessorRow]:
    """Return the former communes that some communes took over."""
    taken = set(codes)
    pairs = {
        (row["code"], row["chefLieu"])
        for row in france.former
        if row.get("chefLieu") in taken and row["code"] not in france.communes
    }
    return [SuccessorRow(*pair) for pair in sorted(pairs)]


def _localities(france: France, taken: set[str], places: list[dict[str, Any]]) -> list[PostcodeRow]:
    names: dict[str, set[str]] = defaultdict(set)
    communes: dict[str, list[str]] = defaultdict(list)
    for code, commune in france.communes.items():
        for postcode in commune.get("codesPostaux", []):
            names[postcode].add(fold(commune["nom"]))
            communes[postcode].append(code)
    former = {(parent, fold(row["nom"])): row for row in france.former if (parent := _parent(row)) in taken}
    rows, located = [], set()
    for place in places:
        postcode, name = place["postal_code"], fold(place["city"])
        if place["country_code"] != "FR" or name in names[postcode]:
            continue
        point = Point(place["longitude"], place["latitude"])
        within = [code for code in communes[postcode] if code in taken]
        home = next((code for code in within if (code, name) in former), None) or next(
            (code for code in within if code in france.outlines and france.outlines[code].contains(point)),
            None,
        )
        if home is not None:
            located.add((home, name))
            latitude, longitude = round(point.y, _DECIMALS), round(point.x, _DECIMALS)
            rows.append(PostcodeRow("FR", postcode, home, place["city"], latitude, longitude))
    for (home, name), row in former.items():
        # Without a place to tell it, a former commune's postcode is only certain where there is one.
        postcodes = row.get("codesPostaux") or france.communes[home].get("codesPostaux", [])
        if (home, name) not in located and name != fold(france.communes[home]["nom"]) and len(postcodes) == 1:
            rows.append(PostcodeRow("FR", postcodes[0], home, row["nom"], None, None))
    return rows


def _parent(row: dict[str, Any]) -> str:
    return str(row.get("chefLieu") or row.get("commune") or "")
