"""Communes of the neighbouring countries: hand-written codes joined with GeoNames' postcodes."""

from __future__ import annotations

from statistics import fmean
from typing import Any

from tools.reference.selection import Selection
from tools.reference.tables import CommuneRow, PostcodeRow, TerritoryRow

_DECIMALS = 5


def neighbour_postcodes(commune: dict[str, Any], places: list[dict[str, Any]]) -> list[PostcodeRow]:
    """Return the postcodes of a neighbouring commune, each with the point GeoNames gives it."""
    rows: dict[tuple[str, str], PostcodeRow] = {}
    for place in places:
        if (
            place["country_code"] == commune["country"]
            and place["state"] == commune["postcode_state"]
            and place["city"] in commune["localities"]
        ):
            locality = "" if place["city"] == commune["name"] else place["city"]
            row = PostcodeRow(
                country=commune["country"],
                postcode=place["postal_code"],
                commune=commune["code"],
                locality=locality,
                latitude=round(place["latitude"], _DECIMALS),
                longitude=round(place["longitude"], _DECIMALS),
            )
            rows.setdefault((row.postcode, locality), row)
    return [rows[key] for key in sorted(rows)]


def neighbour_row(commune: dict[str, Any], postcodes: list[PostcodeRow]) -> CommuneRow:
    """Return the row of a neighbouring commune, standing at its first postcode.

    Raises: LookupError if no postcode carries the commune's own name.
    """
    own = next((row for row in postcodes if not row.locality), None)
    if own is None or own.latitude is None or own.longitude is None:
        raise LookupError(f"no postcode is named {commune['name']}")
    return CommuneRow(
        code=commune["code"],
        country=commune["country"],
        name=commune["name"],
        latitude=own.latitude,
        longitude=own.longitude,
        point="postcode",
        population=commune.get("population"),
        time_zone=commune["time_zone"],
        epci="",
        departement="",
        region="",
        area=commune.get("area", ""),
    )


def neighbour_levels(selection: Selection, communes: list[CommuneRow]) -> list[TerritoryRow]:
    """Return the foreign countries and areas; no outline is known, so they stand amid their communes."""
    rows = []
    for country in selection.countries:
        inside = [row for row in communes if row.country == country["code"]]
        rows.append(_among(f"country:{country['code']}", country["code"], country, inside))
    for area in selection.areas:
        inside = [row for row in communes if row.area == area["slug"]]
        rows.append(_among(f"area:{area['slug']}", area["country"], area, inside))
    return rows


def _among(key: str, country: str, described: dict[str, Any], communes: list[CommuneRow]) -> TerritoryRow:
    return TerritoryRow(
        key=key,
        country=country,
        name=described["name"],
        latitude=round(fmean(row.latitude for row in communes), _DECIMALS),
        longitude=round(fmean(row.longitude for row in communes), _DECIMALS),
        point="members",
        population=None,
        communes=described.get("communes"),
    )
