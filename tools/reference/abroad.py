"""What is taken of the countries around France: communes, postcodes, names, and the countries themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shapely import Geometry

from tools.reference.asked import Neighbours
from tools.reference.belgium import belgium
from tools.reference.borderlands import borderlands
from tools.reference.inputs import Inputs
from tools.reference.luxembourg import luxembourg, quarter_places, read_cantons, read_quarters
from tools.reference.places import middle
from tools.reference.tables import CommuneRow, Tables, TerritoryRow

COUNTRIES = frozenset({"LU", "BE", "DE", "CH"})


def add_abroad(
    tables: Tables,
    inputs: Inputs,
    neighbours: Neighbours,
    places: list[dict[str, Any]],
    outlines: Iterable[Geometry],
) -> None:
    """Add the communes abroad to the tables; `outlines` are those of the communes on the mainland."""
    quarters = quarter_places(read_quarters(), places)
    own, postcodes, cantons = luxembourg(read_cantons(), places + quarters)
    communes = own
    tables.postcodes += postcodes
    tables.territories += cantons
    own, postcodes, names = belgium(inputs, places)
    communes = communes + own
    tables.postcodes += postcodes
    tables.names += names
    own, postcodes = borderlands(neighbours, places, outlines)
    communes = communes + own
    tables.postcodes += postcodes
    tables.communes += communes
    tables.territories += [country_row(country, communes) for country in neighbours.countries]


def country_row(country: dict[str, Any], communes: list[CommuneRow]) -> TerritoryRow:
    """Return a country; no outline of it is known, so it stands amid its communes."""
    latitude, longitude = middle(row for row in communes if row.country == country["code"])
    return TerritoryRow(
        key=f"country:{country['code']}",
        country=country["code"],
        name=country["name"],
        latitude=latitude,
        longitude=longitude,
        point="members",
        population=None,
        communes=country.get("communes"),
    )
