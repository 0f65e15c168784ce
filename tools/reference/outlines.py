"""Outlines for a map that needs no tiles: layers whose neighbours share their borders, and their index."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import shapely
from shapely import Geometry, Point

from tools.reference.asked import Layer, Vintage, read_aliases
from tools.reference.france import France
from tools.reference.gaps import Ground, Piece, closed
from tools.reference.inputs import sha256
from tools.reference.tables import CommuneRow, Tables
from tools.reference.topology import Shape, Town, topology

_GAP_WIDTH = 0.0005
"""Slits and overlaps between published outlines up to this many degrees (about 50 m) are closed."""

_OVERVIEW = (("country", 4, 5), ("regions", 6, 7), ("departements", 8, 8), ("epci", 9, 9))
"""Which layer is drawn at which zoom; from the next one on, communes."""

_ATTEMPTS = 5
_STAMP_LENGTH = 8

_LARGE = 8_000
"""Inhabitants from which on a town is written on a map of the whole country."""

_PER_NAME = 15_000
_PER_POSTCODE = 4_000
_LARGEST_UNNAMED = 40_000
"""How a town abroad ranks among those in France: by its names in other languages, by its postcodes."""

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The content of each file by its path without ending, and what was checked while they were made."""

    files: dict[str, bytes]
    checks: dict[str, Any]


def drawings(france: France, vintage: Vintage, tables: Tables) -> Drawings:
    """Return every layer: communes by département, and above them EPCI, départements, régions, the country.

    The upper layers are put together from the same simplified pieces (what an EPCI has in a département), so
    that their borders run along one another.
    """
    rows = {row.code: row for row in tables.communes if row.country == "FR"}
    names = {row.key: row.name for row in tables.territories}
    ground = closed(france, cleaned(france.outlines), rows, vintage.enclaves)
    fine, coarse = vintage.layers["communes"], vintage.layers["overview"]
    drawn = simplified(
        dict(enumerate([*ground.communes.values(), *(hole for _, hole in ground.others)])), fine
    )
    communes = dict(zip(ground.communes, drawn.values(), strict=False))
    holes = [(piece, drawn[len(communes) + place]) for place, (piece, _) in enumerate(ground.others)]
    files = {
        f"communes/{departement}": topology(
            {
                "departement": [Shape(f"departement:{departement}", united([*shapes.values(), *filled]))],
                "communes": [Shape(code, shape, group=rows[code].epci) for code, shape in shapes.items()],
            },
            fine.grid,
            [_town(row) for row in rows.values() if row.departement == departement],
        )
        for departement, shapes, filled in _by_departement(rows, communes, holes)
    }
    pieces = simplified(_pieces(rows, ground), coarse)
    keys: dict[str, Callable[[Piece], str]] = {
        "epci": lambda piece: f"epci:{piece[1]}" if piece[1] else "",
        "departements": lambda piece: f"departement:{piece[0]}",
        "regions": lambda piece: f"region:{france.departements[piece[0]]['region']}",
        "country": lambda _: "country:FR",
    }
    for layer, key in keys.items():
        shapes = [Shape(name, shape, names[name]) for name, shape in grouped(pieces, key).items() if name]
        files[layer] = topology({layer: shapes}, coarse.grid)
    files["towns"] = _towns(tables)
    files["index"] = _index(files, rows, communes)
    return Drawings(files, {**checked(rows.values(), france.outlines, communes), **ground.counts})


def cleaned(outlines: dict[str, Geometry]) -> dict[str, Geometry]:
    """Return outlines without slits or overlaps between them: the same line stands in both neighbours."""
    clean = shapely.coverage_clean(np.array(list(outlines.values())), gap_width=_GAP_WIDTH)
    return dict(zip(outlines, clean, strict=True))


def simplified(shapes: dict[Group, Geometry], layer: Layer) -> dict[Group, Geometry]:
    """Return the shapes with fewer corners, on a grid; a border shared by two stays one line in both.

    Raises: ValueError if the corners cannot be laid on the grid without lines that cross.
    """
    drawn = shapely.coverage_simplify(np.array(list(shapes.values())), layer.tolerance)
    for _ in range(_ATTEMPTS):
        drawn = shapely.transform(
            drawn, lambda corners: np.round(np.round(corners / layer.grid) * layer.grid, 7)
        )
        if shapely.is_valid(drawn).all() and shapely.coverage_is_valid(drawn):
            return dict(zip(shapes, drawn, strict=True))
        drawn = shapely.coverage_clean(drawn, snapping_distance=0)
    raise ValueError(f"no valid outlines on a grid of {layer.grid}°")


def grouped(shapes: dict[Group, Geometry], key: Callable[[Group], str]) -> dict[str, Geometry]:
    """Return the unions of shapes by key."""
    groups: dict[str, list[Geometry]] = defaultdict(list)
    for name, shape in shapes.items():
        groups[key(name)].append(shape)
    return {name: united(members) for name, members in sorted(groups.items())}


def united(members: list[Geometry]) -> Geometry:
    """Return the union of shapes that share their borders corner by corner."""
    return shapely.coverage_union_all(members)


def checked(
    rows: Iterable[CommuneRow], sources: dict[str, Geometry], drawn: dict[str, Geometry]
) -> dict[str, Any]:
    """Return how many communes' points fall inside their source outline, and inside the one that is drawn."""
    where: Counter[str] = Counter()
    without = []
    for row in rows:
        point = Point(row.longitude, row.latitude)
        if row.code not in sources:
            without.append(row.code)
            continue
        where["points_checked"] += 1
        where["inside_their_source_outline"] += sources[row.code].covers(point)
        where["inside_their_drawn_outline"] += drawn[row.code].covers(point)
    return {**where, "communes_without_outline": without}


def _by_departement(
    rows: dict[str, CommuneRow], communes: dict[str, Geometry], holes: list[tuple[Piece, Geometry]]
) -> Iterable[tuple[str, dict[str, Geometry], list[Geometry]]]:
    groups: dict[str, dict[str, Geometry]] = defaultdict(dict)
    for code, shape in communes.items():
        groups[rows[code].departement][code] = shape
    for departement, shapes in sorted(groups.items()):
        yield departement, shapes, [hole for piece, hole in holes if piece[0] == departement]


def _pieces(rows: dict[str, CommuneRow], ground: Ground) -> dict[Piece, Geometry]:
    """Return what each EPCI has in each département; islands without an EPCI have none."""
    groups: dict[Piece, list[Geometry]] = defaultdict(list)
    for code, outline in ground.communes.items():
        groups[rows[code].departement, rows[code].epci].append(outline)
    for piece, hole in ground.others:
        groups[piece].append(hole)
    return {piece: united(members) for piece, members in sorted(groups.items())}


def _town(row: CommuneRow) -> Town:
    return Town(row.name, row.longitude, row.latitude, row.population or 0)


def _towns(tables: Tables) -> bytes:
    """Return the larger towns, to be written on a map of a whole country: name, point, inhabitants.

    Abroad, where numbers of inhabitants are not known, a town ranks by how many other languages name it by
    hand, or by its postcodes.
    """
    named = Counter(key for key, _, _ in read_aliases())
    posted = Counter(f"commune:{row.commune}" for row in tables.postcodes if row.country in {"DE", "CH"})
    rows = []
    for row in tables.communes:
        key = f"commune:{row.code}"
        abroad = max(_PER_NAME * named[key], min(_PER_POSTCODE * posted[key], _LARGEST_UNNAMED))
        people = (row.population or 0) if row.country == "FR" else abroad
        if people >= _LARGE:
            rows.append([row.name, row.longitude, row.latitude, people])
    rows.sort(key=lambda row: (-int(row[3]), row[0]))
    return (json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _index(files: dict[str, bytes], rows: dict[str, CommuneRow], communes: dict[str, Geometry]) -> bytes:
    """Return what a map reads first: the layers by zoom, and where each département's communes lie."""
    boxes: dict[str, list[float]] = {}
    for code, shape in communes.items():
        west, south, east, north = shape.bounds
        box = boxes.setdefault(rows[code].departement, [west, south, east, north])
        boxes[rows[code].departement] = [
            min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north),
        ]  # fmt: skip
    index = {
        "towns": _stamped("towns", files),
        "layers": [
            {"file": _stamped(layer, files), "zooms": [least, most]} for layer, least, most in _OVERVIEW
        ],
        "communes": [
            {
                "file": _stamped(f"communes/{departement}", files),
                "box": [round(degrees, 3) for degrees in box],
            }
            for departement, box in sorted(boxes.items())
        ],
    }
    return (json.dumps(index, separators=(",", ":")) + "\n").encode()


def _stamped(name: str, files: dict[str, bytes]) -> str:
    """Return a file's address beside the index, marked so that browsers may keep it until it changes."""
    return f"{name}.json?v={sha256(files[name])[:_STAMP_LENGTH]}"
