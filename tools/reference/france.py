"""French communes and the levels above them: joins codes, current populations, outlines and town halls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import shapely
from shapely import Geometry, Point

from exchange.kernel.text import fold
from tools.reference.inputs import Inputs
from tools.reference.selection import Selection
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


@dataclass(frozen=True, slots=True)
class France:
    """The inputs joined by commune code, for the whole country."""

    communes: dict[str, dict[str, Any]]
    former: tuple[dict[str, Any], ...]
    epci: dict[str, dict[str, Any]]
    epci_of: dict[str, str]
    departements: dict[str, dict[str, Any]]
    regions: dict[str, dict[str, Any]]
    outlines: dict[str, Geometry]
    """By commune; where none is published, put together from the former communes' outlines."""
    town_halls: dict[str, Point]
    parts: dict[str, Geometry]
    """The outlines of former communes and of arrondissements, by their own code."""

    def selected(self, selection: Selection) -> list[str]:
        """Return the codes of the communes that a selection takes, sorted."""
        if selection.epci is None:
            return sorted(self.communes)
        return sorted(member["code"] for code in selection.epci for member in self.epci[code]["membres"])


def read_france(inputs: Inputs) -> France:
    """Return the country as the three inputs tell it."""
    rows = inputs.decoupage_rows("communes")
    # The overseas collectivities ("com") have neither département nor région: out of scope.
    current = {row["code"]: row for row in rows if row["type"] == "commune-actuelle" and row["zone"] != "com"}
    epci = {row["code"]: row for row in inputs.decoupage_rows("epci")}
    outlines, town_halls, parts = {}, {}, {}
    inside: dict[str, list[Geometry]] = defaultdict(list)
    for shape in inputs.commune_shapes():
        if shape.outline is not None and shape.kind == "COM":
            outlines[shape.code] = shapely.from_wkb(shape.outline)
        elif shape.outline is not None:
            parts[shape.code] = shapely.from_wkb(shape.outline)
            inside[shape.parent].append(parts[shape.code])
        if shape.town_hall is not None and shape.kind == "COM":
            town_halls[shape.code] = shapely.from_wkb(shape.town_hall)
    outlines |= {code: shapely.union_all(inside[code]) for code in inside if code not in outlines}
    return France(
        communes=current,
        former=tuple(row for row in rows if row["type"] != "commune-actuelle"),
        epci=epci,
        epci_of={member["code"]: code for code, row in epci.items() for member in row["membres"]},
        departements={row["code"]: row for row in inputs.decoupage_rows("departements")},
        regions={row["code"]: row for row in inputs.decoupage_rows("regions")},
        outlines={code: outlines[code] for code in sorted(outlines) if code in current},
        town_halls=town_halls,
        parts=parts,
    )


def commune_rows(
    france: France, codes: list[str], places: list[dict[str, Any]]
) -> tuple[list[CommuneRow], list[str]]:
    """Return the rows of some communes, and the codes that no input locates.

    A commune with neither outline nor town hall stands where GeoNames puts its name under its postcode.
    """
    named = {
        (place["postal_code"], fold(place["city"])): Point(place["longitude"], place["latitude"])
        for place in places
        if place["country_code"] == "FR"
    }
    rows, left_out = [], []
    for code in codes:
        commune = france.communes[code]
        located = best_point(france.outlines.get(code), france.town_halls.get(code)) or next(
            (
                (named[postcode, fold(commune["nom"])], "postcode")
                for postcode in commune.get("codesPostaux", [])
                if (postcode, fold(commune["nom"])) in named
            ),
            None,
        )
        if located is None:
            left_out.append(code)
            continue
        point, how = located
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
    return rows, left_out


def best_point(outline: Geometry | None, town_hall: Point | None) -> tuple[Point, str] | None:
    """Return the point of a commune and how it was found, or None if neither is known."""
    if town_hall is not None and (
        outline is None or outline.distance(town_hall) * _KM_PER_DEGREE <= TOWN_HALL_SLACK_KM
    ):
        return town_hall, "town_hall"
    return None if outline is None else (outline.representative_point(), "inside")


def level_rows(france: France, rows: list[CommuneRow]) -> list[TerritoryRow]:
    """Return the EPCI, départements, régions and the country that some communes belong to.

    Populations and numbers of communes are the official ones, over all communes and not only those given:
    sums of the communes' own populations, for the EPCI file carries those of the year before.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for code, commune in france.communes.items():
        if code in france.epci_of:
            members[f"epci:{france.epci_of[code]}"].append(code)
        members[f"departement:{commune['departement']}"].append(code)
        members[f"region:{commune['region']}"].append(code)
        members["country:FR"].append(code)
    wanted = {f"{level}:{getattr(row, level)}" for row in rows for level in ("departement", "region")}
    wanted |= {f"epci:{row.epci}" for row in rows if row.epci} | {"country:FR"}
    return [_level_row(france, key, members[key]) for key in sorted(wanted)]


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
