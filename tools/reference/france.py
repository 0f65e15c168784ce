"""French communes and the levels above them: joins codes, current populations, outlines and town halls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import shapely
from shapely import Geometry, Point

from exchange.kernel.text import fold
from tools.reference.inputs import Inputs
from tools.reference.tables import CommuneRow, TerritoryRow

TOWN_HALL_SLACK_KM = 1.0
"""How far outside its commune's (already simplified) outline a town hall may lie and still be believed:
a few dozen of the published points are kilometres off, some in another valley."""

_KM_PER_DEGREE = 111.2
_DECIMALS = 5
_KINDS = {
    "CA ": "Communauté d'agglomération ",
    "CC ": "Communauté de communes ",
    "CU ": "Communauté urbaine ",
}
_TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}
"""Départements outside Europe/Paris. Source: IANA time zone database, zone1970.tab."""


OVERSEAS = frozenset({"GP", "MQ", "GF", "RE", "YT"})
"""Countries under which GeoNames lists the overseas départements. Source: ISO 3166-1."""


@dataclass(frozen=True, slots=True)
class France:
    """The inputs joined by commune code, for the whole country."""

    communes: dict[str, dict[str, Any]]
    parts: tuple[dict[str, Any], ...]
    """Former communes (delegated, associated) and arrondissements."""
    epci: dict[str, dict[str, Any]]
    epci_of: dict[str, str]
    departements: dict[str, dict[str, Any]]
    regions: dict[str, dict[str, Any]]
    outlines: dict[str, Geometry]
    """By commune; where none is published, put together from those of the former communes in it."""
    town_halls: dict[str, Point]
    part_outlines: dict[str, Geometry]
    part_town_halls: dict[str, Point]


def read_france(inputs: Inputs, corrected: dict[str, tuple[float, float]]) -> France:
    """Return the country as the inputs tell it, some town halls put right by hand."""
    rows = inputs.decoupage_rows("communes")
    # The overseas collectivities ("com") have neither département nor région: out of scope.
    current = {row["code"]: row for row in rows if row["type"] == "commune-actuelle" and row["zone"] != "com"}
    epci = {row["code"]: row for row in inputs.decoupage_rows("epci")}
    outlines: dict[bool, dict[str, Geometry]] = {True: {}, False: {}}
    town_halls: dict[bool, dict[str, Point]] = {True: {}, False: {}}
    inside: dict[str, list[Geometry]] = defaultdict(list)
    for shape in inputs.commune_shapes():
        whole = shape.kind == "COM"
        if shape.outline is not None:
            outlines[whole][shape.code] = shapely.from_wkb(shape.outline)
            if not whole:
                inside[shape.parent].append(outlines[whole][shape.code])
        if shape.town_hall is not None:
            town_halls[whole][shape.code] = shapely.from_wkb(shape.town_hall)
    pieced = {code: shapely.union_all(inside[code]) for code in inside if code not in outlines[True]}
    return France(
        communes=current,
        parts=tuple(row for row in rows if row["type"] != "commune-actuelle"),
        epci=epci,
        epci_of={member["code"]: code for code, row in epci.items() for member in row["membres"]},
        departements={row["code"]: row for row in inputs.decoupage_rows("departements")},
        regions={row["code"]: row for row in inputs.decoupage_rows("regions")},
        outlines={
            code: outline for code, outline in sorted((outlines[True] | pieced).items()) if code in current
        },
        town_halls=town_halls[True] | {code: Point(point) for code, point in corrected.items()},
        part_outlines=outlines[False],
        part_town_halls=town_halls[False],
    )


def commune_rows(france: France, places: list[dict[str, Any]]) -> list[CommuneRow]:
    """Return the rows of all communes.

    One with neither outline nor town hall stands where GeoNames puts its name under its postcode.

    Raises: LookupError naming a commune that no input locates.
    """
    named = {
        (place["postal_code"], fold(place["city"])): Point(place["longitude"], place["latitude"])
        for place in places
    }
    rows = []
    for code, commune in sorted(france.communes.items()):
        point, how = best_point(france.outlines.get(code), france.town_halls.get(code)) or _named(
            named, commune
        )
        rows.append(
            CommuneRow(
                code=code,
                country="FR",
                name=commune["nom"],
                latitude=round(point.y, _DECIMALS),
                longitude=round(point.x, _DECIMALS),
                point=how,
                population=commune.get("population"),
                time_zone=_TIME_ZONES.get(commune["departement"], "Europe/Paris"),
                epci=france.epci_of.get(code, ""),
                departement=commune["departement"],
                region=commune["region"],
                area="",
            )
        )
    return rows


def _named(named: dict[tuple[str, str], Point], commune: dict[str, Any]) -> tuple[Point, str]:
    for postcode in commune.get("codesPostaux", []):
        if (postcode, fold(commune["nom"])) in named:
            return named[postcode, fold(commune["nom"])], "postcode"
    raise LookupError(f"nothing says where {commune['nom']} ({commune['code']}) is")


def best_point(outline: Geometry | None, town_hall: Point | None) -> tuple[Point, str] | None:
    """Return the point of a commune and how it was found, or None if neither is known."""
    if town_hall is not None and (
        outline is None or outline.distance(town_hall) * _KM_PER_DEGREE <= TOWN_HALL_SLACK_KM
    ):
        return town_hall, "town_hall"
    return None if outline is None else (outline.representative_point(), "inside")


def level_rows(france: France) -> list[TerritoryRow]:
    """Return the EPCI, départements, régions and the country.

    Populations are sums of the communes' own, for the EPCI file carries those of the year before.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for code, commune in france.communes.items():
        if code in france.epci_of:
            members[f"epci:{france.epci_of[code]}"].append(code)
        members[f"departement:{commune['departement']}"].append(code)
        members[f"region:{commune['region']}"].append(code)
        members["country:FR"].append(code)
    return [_level_row(france, key, members[key]) for key in sorted(members)]


def _level_row(france: France, key: str, codes: list[str]) -> TerritoryRow:
    level, code = key.split(":")
    names = {"epci": france.epci, "departement": france.departements, "region": france.regions}
    name = names[level][code]["nom"] if level in names else "France"
    for short, full in _KINDS.items():
        if level == "epci" and name.startswith(short):
            name = full + name.removeprefix(short)
    outline = shapely.unary_union([france.outlines[member] for member in codes if member in france.outlines])
    point = outline.representative_point()
    return TerritoryRow(
        key=key,
        country="FR",
        name=name,
        latitude=round(point.y, _DECIMALS),
        longitude=round(point.x, _DECIMALS),
        point="inside",
        population=sum(france.communes[member].get("population") or 0 for member in codes),
        communes=len(codes),
    )
