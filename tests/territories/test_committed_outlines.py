"""The committed outlines: whole, within their sizes, sharing their borders, and around their communes."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import Any

import pytest
import shapely
from shapely import Geometry, Point

from tests.ground import COMMITTED, ROOT, rows
from tests.tools.reference.test_topology import read_back

OUTLINES = ROOT / "static" / "outlines"
CHECKS = json.loads((COMMITTED / "provenance.json").read_text(encoding="utf-8"))["outlines"]
COMMUNES = {row["code"]: row for row in rows("communes") if row["country"] == "FR"}
A_KILOMETRE = 0.0135
"""Degrees of longitude in the north."""

SAMPLE = ("15", "2A", "67", "75", "974")
"""Départements with a hole closed, islands, many EPCI, a single commune, overseas."""


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((OUTLINES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def shapes(layer: str) -> dict[str, Geometry]:
    return read_back(read(layer), layer)


def test_every_commune_with_an_outline_is_drawn_in_the_file_of_its_departement() -> None:
    drawn = {
        path.stem: [
            shape["id"] for shape in read(f"communes/{path.stem}")["objects"]["communes"]["geometries"]
        ]
        for path in (OUTLINES / "communes").glob("*.json")
    }

    assert {code for codes in drawn.values() for code in codes} == COMMUNES.keys() - set(
        CHECKS["communes_without_outline"]
    )
    assert all(COMMUNES[code]["departement"] == name for name, codes in drawn.items() for code in codes)
    assert len(drawn) == 101


@pytest.mark.parametrize(
    ("layer", "number", "most_kb"),
    [("country", 1, 15), ("regions", 18, 50), ("departements", 101, 110), ("epci", 1_255, 300)],
)
def test_upper_layers_hold_every_territory_within_the_size_measured_for_them(
    layer: str, number: int, most_kb: int
) -> None:
    keys = {shape["id"] for shape in read(layer)["objects"][layer]["geometries"]}

    assert keys <= {row["key"] for row in rows("territories")}
    assert len(keys) == number
    assert len(gzip.compress((OUTLINES / f"{layer}.json").read_bytes())) < most_kb * 1_000


def test_no_file_of_communes_is_larger_than_a_photograph() -> None:
    sizes = [len(gzip.compress(path.read_bytes())) for path in (OUTLINES / "communes").glob("*.json")]

    assert max(sizes) < 70_000
    assert sum(path.stat().st_size for path in OUTLINES.rglob("*.json")) < 8_500_000


@pytest.mark.parametrize("departement", SAMPLE)
def test_communes_neither_overlap_nor_leave_gaps_and_share_their_borders(departement: str) -> None:
    whole = read(f"communes/{departement}")
    communes = list(read_back(whole).values())
    [around] = read_back(whole, "departement").values()

    assert shapely.is_valid(communes).all()
    together = shapely.union_all(communes)
    assert sum(shape.area for shape in communes) == pytest.approx(together.area, rel=1e-9)
    assert shapely.symmetric_difference(together, around).area < 1e-3 * around.area
    used = Counter(
        max(line, ~line)
        for shape in whole["objects"]["communes"]["geometries"]
        for line in numbers(shape["arcs"])
    )
    assert max(used.values()) <= 2


@pytest.mark.parametrize("departement", SAMPLE)
def test_a_commune_is_drawn_around_its_point(departement: str) -> None:
    drawn = read_back(read(f"communes/{departement}"))
    apart = {
        code: shape.distance(Point(float(COMMUNES[code]["longitude"]), float(COMMUNES[code]["latitude"])))
        for code, shape in drawn.items()
    }

    assert not [code for code, degrees in apart.items() if degrees > A_KILOMETRE], (
        "as far as the source may be"
    )
    assert sum(1 for degrees in apart.values() if degrees) <= max(1, 0.02 * len(apart))


def test_points_were_checked_against_the_source_outlines_and_the_exceptions_counted() -> None:
    assert CHECKS["points_checked"] == 34_871
    assert CHECKS["points_checked"] - CHECKS["inside_their_source_outline"] == 289
    assert CHECKS["points_checked"] - CHECKS["inside_their_drawn_outline"] < 400


def test_layers_are_made_of_the_same_pieces() -> None:
    country = shapes("country")["country:FR"]

    for layer in ("regions", "departements"):
        found = shapes(layer)
        assert shapely.symmetric_difference(shapely.union_all(list(found.values())), country).area < 1e-6


def test_the_index_leads_to_every_file_and_boxes_hold_their_departement() -> None:
    index = read("index")
    files = [each["file"].split("?")[0] for each in (*index["layers"], *index["communes"])]

    assert {*files, "index.json", "towns.json"} == {
        path.relative_to(OUTLINES).as_posix() for path in OUTLINES.rglob("*.json")
    }
    boxes = {each["file"].split("/")[-1].split(".")[0]: each["box"] for each in index["communes"]}
    for row in COMMUNES.values():
        west, south, east, north = boxes[row["departement"]]
        assert west - 0.02 <= float(row["longitude"]) <= east + 0.02, row
        assert south - 0.02 <= float(row["latitude"]) <= north + 0.02, row


def test_the_larger_towns_are_named_the_largest_first() -> None:
    towns = json.loads((OUTLINES / "towns.json").read_text(encoding="utf-8"))

    assert [town[0] for town in towns[:3]] == ["Paris", "Marseille", "Lyon"]
    assert {"Luxembourg", "Köln", "Basel", "Liège", "Kehl"} - {town[0] for town in towns} <= {"Kehl"}
    assert len(towns) < 2_500


def numbers(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [line for inner in arcs for line in numbers(inner)]
