"""How a commune abroad is put together from the places under which GeoNames lists its postcodes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from exchange.kernel.text import fold
from tools.reference.tables import CommuneRow, PostcodeRow

DECIMALS = 5
_KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Abroad:
    """What is known of a commune abroad before its places are looked up."""

    code: str
    country: str
    name: str
    time_zone: str
    area: str = ""
    population: int | None = None


def commune_and_postcodes(
    commune: Abroad, places: Iterable[dict[str, Any]], own_names: Iterable[str] = ()
) -> tuple[CommuneRow, list[PostcodeRow]]:
    """Return the rows of a commune abroad and of its postcodes.

    A place that bears one of the commune's names is the commune, any other a locality of it. The commune
    stands at the first postcode of its own name, or else amid its places.

    Raises: LookupError if there is no place at all.
    """
    names = {fold(name) for name in (commune.name, *own_names)}
    rows: dict[tuple[str, str], PostcodeRow] = {}
    for place in places:
        row = PostcodeRow(
            country=commune.country,
            postcode=place["postal_code"],
            commune=commune.code,
            locality="" if fold(place["city"]) in names else place["city"],
            latitude=round(place["latitude"], DECIMALS),
            longitude=round(place["longitude"], DECIMALS),
        )
        rows.setdefault((row.postcode, row.locality), row)
    if not rows:
        raise LookupError(f"no postcode is known of {commune.name}")
    postcodes = [rows[key] for key in sorted(rows)]
    own = next((row for row in postcodes if not row.locality), None)
    latitude, longitude = middle(postcodes) if own is None else (own.latitude, own.longitude)
    return (
        CommuneRow(
            code=commune.code,
            country=commune.country,
            name=commune.name,
            latitude=latitude or 0.0,
            longitude=longitude or 0.0,
            point="members" if own is None else "postcode",
            population=commune.population,
            time_zone=commune.time_zone,
            epci="",
            departement="",
            region="",
            area=commune.area,
        ),
        postcodes,
    )


def middle(rows: Iterable[Any]) -> tuple[float, float]:
    """Return the mean latitude and longitude of rows that have them."""
    points = [(row.latitude, row.longitude) for row in rows]
    return round(fmean(point[0] for point in points), DECIMALS), round(
        fmean(point[1] for point in points), DECIMALS
    )


def kilometres(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a position on a plane in km, true within a few percent between 42° and 51° north."""
    return longitude * _KM_PER_DEGREE * math.cos(math.radians(48)), latitude * _KM_PER_DEGREE
