"""TopoJSON: shapes written as the border lines they share, each line once, in small whole numbers.

Source: TopoJSON Format Specification 1.0.0 (quantised topologies, delta-encoded arcs).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import shapely
from shapely import Geometry

Corner = tuple[int, int]
Ring = list[Corner]


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing that is drawn: its key, its outline, its name, and the group of neighbours it belongs to."""

    key: str
    outline: Geometry
    name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A name to write on the map, where, and how many live there: larger ones are written first."""

    name: str
    longitude: float
    latitude: float
    people: int


@dataclass(slots=True)
class _Lines:
    """The border lines met so far, by their corners from the lesser end."""

    numbers: dict[tuple[Corner, ...], int] = field(default_factory=dict)

    def number(self, line: Sequence[Corner]) -> int:
        """Return the number of a line; if it runs backwards, its complement, as the format has it."""
        forward, backward = tuple(line), tuple(reversed(line))
        if backward in self.numbers:
            return ~self.numbers[backward]
        return self.numbers.setdefault(forward, len(self.numbers))


def topology(objects: dict[str, Iterable[Shape]], grid: float, towns: Iterable[Town] = ()) -> bytes:
    """Return shapes as one topology, corners laid on a grid of so many degrees; the shapes decide its bytes.

    Where shapes of one object belong to different groups, the lines between the groups are an object too:
    `borders`. Towns stand beside the objects: name, two steps from the origin of the grid, inhabitants.

    Raises: ValueError naming a shape that is too small for the grid.
    """
    drawn = {
        name: [(shape, _rings(shape.outline, grid)) for shape in sorted(shapes, key=lambda shape: shape.key)]
        for name, shapes in objects.items()
    }
    lost = [shape.key for shapes in drawn.values() for shape, polygons in shapes if not polygons]
    if lost:
        raise ValueError(f"too small for the grid: {', '.join(lost)}")
    every = [
        ring for shapes in drawn.values() for _, polygons in shapes for rings in polygons for ring in rings
    ]
    ends, lines = _junctions(every), _Lines()
    named: dict[str, Any] = {}
    for name, shapes in drawn.items():
        collection = [_geometry(shape, polygons, ends, lines) for shape, polygons in shapes]
        named[name] = {"type": "GeometryCollection", "geometries": collection}
        borders = _borders(collection, {shape.key: shape.group for shape, _ in shapes})
        if borders:
            named["borders"] = {"type": "MultiLineString", "arcs": [[line] for line in borders]}
    least = [min(corner[axis] for ring in every for corner in ring) for axis in (0, 1)]
    whole = {
        "type": "Topology",
        "transform": {"scale": [grid, grid], "translate": [round(edge * grid, 6) for edge in least]},
        "objects": named,
        **_written_towns(towns, grid, least),
        "arcs": [_steps(line, least) for line in lines.numbers],
    }
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _written_towns(towns: Iterable[Town], grid: float, least: Sequence[int]) -> dict[str, Any]:
    rows = [
        [
            town.name,
            round(town.longitude / grid) - least[0],
            round(town.latitude / grid) - least[1],
            town.people,
        ]
        for town in sorted(towns, key=lambda town: (-town.people, town.name))
    ]
    return {"towns": rows} if rows else {}


def _geometry(shape: Shape, polygons: list[list[Ring]], ends: set[Corner], lines: _Lines) -> dict[str, Any]:
    arcs = [[[lines.number(line) for line in _cut(ring, ends)] for ring in rings] for rings in polygons]
    is_single = len(arcs) == 1
    return {
        "type": "Polygon" if is_single else "MultiPolygon",
        "id": shape.key,
        **({"properties": {"name": shape.name}} if shape.name else {}),
        "arcs": arcs[0] if is_single else arcs,
    }


def _borders(collection: list[dict[str, Any]], group_of: dict[str, str]) -> list[int]:
    """Return the lines with another group on either side."""
    sides: dict[int, set[str]] = defaultdict(set)
    for geometry in collection:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for line in (line for rings in polygons for ring in rings for line in ring):
            sides[max(line, ~line)].add(group_of[geometry["id"]])
    return sorted(line for line, groups in sides.items() if len(groups) > 1)


def _rings(outline: Geometry, grid: float) -> list[list[Ring]]:
    """Return polygons as rings of grid corners, closed, without those that shrink to a line."""
    polygons = []
    for part in shapely.get_parts(outline.normalize()):
        rings = [_on_grid(ring.coords, grid) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) > 3:
            polygons.append([ring for ring in rings if len(ring) > 3])
    return polygons


def _on_grid(corners: Iterable[tuple[float, ...]], grid: float) -> Ring:
    ring: Ring = []
    for longitude, latitude, *_ in corners:
        corner = (round(longitude / grid), round(latitude / grid))
        if not ring or corner != ring[-1]:
            ring.append(corner)
    return ring


def _junctions(rings: Iterable[Ring]) -> set[Corner]:
    """Return the corners where lines end: those that do not have the same two neighbours in every ring."""
    neighbours: dict[Corner, set[frozenset[Corner]]] = defaultdict(set)
    for ring in rings:
        for place, corner in enumerate(ring[:-1]):
            neighbours[corner].add(frozenset((ring[place - 1] if place else ring[-2], ring[place + 1])))
    return {corner for corner, pairs in neighbours.items() if len(pairs) > 1}


def _cut(ring: Ring, ends: set[Corner]) -> list[Ring]:
    """Return a ring as the lines between its junctions; one without any begins at its least corner."""
    places = [place for place, corner in enumerate(ring[:-1]) if corner in ends]
    if not places:
        least = min(range(len(ring) - 1), key=lambda place: ring[place])
        return [[*ring[least:-1], *ring[: least + 1]]]
    turned = [*ring[places[0] : -1], *ring[: places[0] + 1]]
    cuts = [place - places[0] for place in places] + [len(turned) - 1]
    return [turned[one : other + 1] for one, other in pairwise(cuts)]


def _steps(line: Sequence[Corner], least: Sequence[int]) -> list[list[int]]:
    """Return a line as its first corner and the steps that follow."""
    first = [line[0][0] - least[0], line[0][1] - least[1]]
    return [first, *([after[0] - before[0], after[1] - before[1]] for before, after in pairwise(line))]
