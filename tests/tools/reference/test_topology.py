from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Geometry, MultiPolygon, Polygon, box

from tests.tools.reference.little_france import square
from tools.reference.topology import Shape, Town, topology

GRID = 0.001


def drawn(*shapes: Shape) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(topology({"communes": shapes}, GRID))
    return read


def read_back(whole: dict[str, Any], name: str = "communes") -> dict[str, Geometry]:
    """Return the shapes of a topology, read as the format says."""
    scale, translate = whole["transform"]["scale"], whole["transform"]["translate"]
    lines = []
    for steps in whole["arcs"]:
        corner, line = [0, 0], []
        for step in steps:
            corner = [corner[0] + step[0], corner[1] + step[1]]
            line.append(tuple(corner[axis] * scale[axis] + translate[axis] for axis in (0, 1)))
        lines.append(line)

    def ring(numbers: list[int]) -> list[tuple[float, ...]]:
        parts = [lines[~number][::-1] if number < 0 else lines[number] for number in numbers]
        for before, after in pairwise(parts):
            assert before[-1] == after[0]
        return [corner for part in parts for corner in part[:-1]] + [parts[-1][-1]]

    shapes = {}
    for geometry in whole["objects"][name]["geometries"]:
        arcs = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        polygons = [Polygon(ring(rings[0]), [ring(each) for each in rings[1:]]) for rings in arcs]
        shapes[geometry["id"]] = shapely.union_all(polygons)
    return shapes


def test_a_border_between_two_is_one_line_used_forwards_and_backwards() -> None:
    whole = drawn(Shape("a", square(0, 0)), Shape("b", square(1, 0)))

    assert len(whole["arcs"]) == 3
    used = [line for shape in whole["objects"]["communes"]["geometries"] for line in shape["arcs"][0]]
    assert sorted(max(line, ~line) for line in used) in ([0, 0, 1, 2], [0, 1, 1, 2], [0, 1, 2, 2])


def test_only_borders_between_groups_are_told_apart() -> None:
    shapes = [Shape("a", square(0, 0), group="1"), Shape("b", square(1, 0), group="1")]
    third = Shape("c", square(2, 0), group="2")

    assert "borders" not in drawn(*shapes)["objects"]
    assert len(drawn(*shapes, third)["objects"]["borders"]["arcs"]) == 1


def test_holes_islands_and_enclaves_are_read_back() -> None:
    enclave = box(7.02, 48.02, 7.04, 48.04)
    shapes = {
        "around": MultiPolygon([square(0, 0).difference(enclave), square(5, 5)]),
        "enclave": enclave,
    }

    found = read_back(drawn(*(Shape(key, shape) for key, shape in shapes.items())))

    assert all(found[key].normalize().equals_exact(shapes[key].normalize(), 1e-6) for key in shapes)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12, unique=True))
def test_any_squares_are_read_back_as_they_were(places: list[tuple[int, int]]) -> None:
    shapes = {f"{column}-{row}": square(column, row) for column, row in places}

    found = read_back(drawn(*(Shape(key, shape) for key, shape in shapes.items())))

    assert found.keys() == shapes.keys()
    for key, shape in shapes.items():
        assert shapely.symmetric_difference(found[key], shape).area < 1e-9


def test_the_same_shapes_in_another_order_give_the_same_bytes() -> None:
    shapes = [Shape("b", square(1, 0), "Est"), Shape("a", square(0, 0), "Ouest")]

    assert topology({"c": shapes}, GRID) == topology({"c": shapes[::-1]}, GRID)


def test_towns_stand_on_the_grid_the_largest_first() -> None:
    towns = [Town("Petit", 7.05, 48.05, 10), Town("Grand", 7.01, 48.02, 900)]

    whole = json.loads(topology({"c": [Shape("a", square(0, 0))]}, GRID, towns))

    assert whole["towns"] == [["Grand", 10, 20, 900], ["Petit", 50, 50, 10]]


def test_a_shape_too_small_to_be_drawn_is_named() -> None:
    with pytest.raises(ValueError, match="speck"):
        drawn(Shape("speck", box(7, 48, 7.0001, 48.0001)))
