"""French postcodes: all of each commune's, and the localities that people still write in an address."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from shapely import Point

from exchange.kernel.text import fold
from tools.reference.france import France
from tools.reference.parts import part_localities, part_names
from tools.reference.tables import PostcodeRow

_DECIMALS = 5
_NUMBERED = re.compile(r"(Paris|Lyon|Marseille) \d\d")
"""How GeoNames calls the arrondissements, which are listed under their own name already."""


def french_postcodes(france: France, places: list[dict[str, Any]]) -> list[PostcodeRow]:
    """Return the postcodes of all communes, the communes' own first, then those of their localities.

    `places` are GeoNames' of France and overseas. A locality is a former commune, an arrondissement, or a
    place of a postcode that is named like none of the postcode's communes; it goes to the commune whose
    outline holds its point.
    """
    rows = {
        (postcode, code, ""): PostcodeRow("FR", postcode, code, "", None, None)
        for code, commune in france.communes.items()
        for postcode in commune.get("codesPostaux", [])
    }
    for row in (*part_localities(france, places), *_places(france, places)):
        rows.setdefault((row.postcode, row.commune, row.locality), row)
    return [rows[key] for key in sorted(rows)]


def _places(france: France, places: list[dict[str, Any]]) -> list[PostcodeRow]:
    names: dict[str, set[str]] = defaultdict(set)
    communes: dict[str, list[str]] = defaultdict(list)
    parts = part_names(france)
    for code, commune in france.communes.items():
        for postcode in commune.get("codesPostaux", []):
            names[postcode] |= {fold(commune["nom"]), *parts[code]}
            communes[postcode].append(code)
    rows = []
    for place in places:
        postcode = place["postal_code"]
        if fold(place["city"]) in names[postcode] or _NUMBERED.fullmatch(place["city"]):
            continue
        point = Point(place["longitude"], place["latitude"])
        home = next(
            (
                code
                for code in communes[postcode]
                if code in france.outlines and france.outlines[code].contains(point)
            ),
            None,
        )
        if home is not None:
            latitude, longitude = round(point.y, _DECIMALS), round(point.x, _DECIMALS)
            rows.append(PostcodeRow("FR", postcode, home, place["city"], latitude, longitude))
    return rows
