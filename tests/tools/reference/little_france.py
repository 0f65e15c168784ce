"""A country of four square communes, for tests of the derivation."""

from __future__ import annotations

from typing import Any

from shapely import Geometry, Point, box

from tools.reference.france import France
from tools.reference.tables import CommuneRow

SIDE = 0.1
"""Degrees."""


def square(column: int, row: int) -> Geometry:
    """Return the square of a column and a row; (0, 0) has its corner at 7° east, 48° north."""
    return box(7 + column * SIDE, 48 + row * SIDE, 7 + (column + 1) * SIDE, 48 + (row + 1) * SIDE)


def commune(code: str, name: str, *postcodes: str, former: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a commune of today as the codes' file has it."""
    return {
        "code": code, "nom": name, "type": "commune-actuelle", "departement": "67", "region": "44",
        "codesPostaux": list(postcodes), "anciensCodes": list(former), "population": 100, "zone": "metro",
    }  # fmt: skip


def part(code: str, name: str, home: str, kind: str = "commune-deleguee") -> dict[str, Any]:
    """Return a part of a commune as the codes' file has it."""
    key = "commune" if kind == "arrondissement-municipal" else "chefLieu"
    return {"code": code, "nom": name, "type": kind, key: home}


def france(
    communes: list[dict[str, Any]],
    parts: tuple[dict[str, Any], ...] = (),
    outlines: dict[str, Geometry] | None = None,
    part_outlines: dict[str, Geometry] | None = None,
    town_halls: dict[str, Point] | None = None,
) -> France:
    """Return the country of these communes."""
    return France(
        communes={row["code"]: row for row in communes},
        parts=parts,
        epci={"999": {"code": "999", "nom": "CC du Carré"}},
        epci_of={row["code"]: "999" for row in communes},
        departements={"67": {"nom": "Bas-Rhin", "region": "44"}},
        regions={"44": {"nom": "Grand Est"}},
        outlines=outlines or {},
        town_halls=town_halls or {},
        part_outlines=part_outlines or {},
        part_town_halls={},
    )


def row(
    code: str, name: str, column: int, line: int, *, epci: str = "999", departement: str = "67"
) -> CommuneRow:
    """Return the row of a commune that stands in the middle of its square."""
    middle = square(column, line).centroid
    return CommuneRow(
        code=code, country="FR", name=name, latitude=middle.y, longitude=middle.x, point="town_hall",
        population=100, time_zone="Europe/Paris", epci=epci, departement=departement, region="44", area="",
    )  # fmt: skip
