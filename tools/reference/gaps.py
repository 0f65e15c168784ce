"""Holes between the outlines: former communes that an outline has not followed into the commune of today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import shapely
from shapely import Geometry, Point, Polygon

from tools.reference.france import France
from tools.reference.tables import CommuneRow

_TOUCH = 0.0003
"""Degrees (about 30 m) up to which a commune borders a hole."""

Piece = tuple[str, str]
"""A département and an EPCI: what they have in common is drawn as one."""


@dataclass(slots=True)
class Ground:
    """Outlines of communes, with what is left between them given to somebody."""

    communes: dict[str, Geometry]
    """By code; a hole beside the one commune that took over a place without an outline is part of it."""
    others: list[tuple[Piece, Geometry]] = field(default_factory=list)
    """Holes of which only the département and the EPCI are told."""
    counts: Counter[str] = field(default_factory=Counter)


def closed(
    france: France,
    outlines: dict[str, Geometry],
    rows: dict[str, CommuneRow],
    enclaves: list[tuple[float, float]],
) -> Ground:
    """Return the ground without holes, but for enclaves of other countries and waters beside no heir.

    A hole belongs to the commune without an outline that stands in it; or to the only neighbour that took
    over a commune whose outline nobody gives; among several such neighbours, to the département and EPCI
    that have the longest border with it.
    """
    ground = Ground(dict(outlines))
    codes = list(outlines)
    tree = shapely.STRtree(list(outlines.values()))
    unplaced = [row for code, row in rows.items() if code not in outlines]
    whole = shapely.coverage_union_all(list(outlines.values()))
    for hole in (Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors):
        if any(hole.covers(Point(point)) for point in enclaves):
            continue
        inside = [row for row in unplaced if hole.covers(Point(row.longitude, row.latitude))]
        beside = [codes[place] for place in tree.query(hole.buffer(_TOUCH), predicate="intersects")]
        heirs = [code for code in beside if _took_over_the_unknown(france, code)]
        if inside:
            ground.others.append(((inside[0].departement, inside[0].epci), hole))
            ground.counts["holes_where_communes_have_no_outline"] += 1
        elif len(heirs) == 1:
            ground.communes[heirs[0]] = shapely.union_all([ground.communes[heirs[0]], hole])
            ground.counts["holes_given_to_the_only_heir_beside"] += 1
        elif heirs:
            ground.others.append((_longest(hole, heirs, outlines, rows), hole))
            ground.counts["holes_beside_several_heirs"] += 1
    return ground


def _took_over_the_unknown(france: France, code: str) -> bool:
    return bool(set(france.communes[code].get("anciensCodes", [])) - france.part_outlines.keys())


def _longest(
    hole: Polygon, heirs: list[str], outlines: dict[str, Geometry], rows: dict[str, CommuneRow]
) -> Piece:
    lengths: Counter[Piece] = Counter()
    for code in heirs:
        shared = hole.exterior.intersection(outlines[code].buffer(_TOUCH)).length
        lengths[rows[code].departement, rows[code].epci] += shared
    return max(sorted(lengths), key=lambda piece: lengths[piece])
