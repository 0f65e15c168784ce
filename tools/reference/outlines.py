"""Outlines for a map that needs no tiles: GeoJSON layers, simplified with shared borders kept."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import shapely
from shapely import Geometry, Polygon

from tools.reference.france import France
from tools.reference.selection import Selection
from tools.reference.tables import Tables


def layers(france: France, selection: Selection, tables: Tables) -> dict[str, bytes]:
    """Return the content of each layer's file.

    Communes and EPCI are the selection's, départements those of its régions, régions all of the mainland:
    the background. EPCI are put together from the simplified communes, so that both share their borders.
    """
    names = {row.key: row.name for row in tables.territories}
    names |= {f"commune:{row.code}": row.name for row in tables.communes}
    names |= {f"departement:{code}": row["nom"] for code, row in france.departements.items()}
    names |= {f"region:{code}": row["nom"] for code, row in france.regions.items()}
    rows = {row.code: row for row in tables.communes if row.code in france.outlines}
    regions = {row.region for row in rows.values()}
    fine, middle, coarse = (selection.layers[name] for name in ("communes", "departements", "regions"))

    communes = simplified({f"commune:{code}": france.outlines[code] for code in rows}, fine.tolerance)
    epci = united(
        communes, lambda key: f"epci:{epci}" if (epci := rows[key.removeprefix("commune:")].epci) else None
    )
    whole = {code: outline for code, outline in france.outlines.items() if code in france.communes}
    departements = simplified(
        united(whole, lambda code: _departement(france.communes[code], regions)), middle.tolerance
    )
    background = simplified(united(whole, lambda code: _mainland_region(france, code)), coarse.tolerance)
    return {
        "communes": geojson(communes, names, fine.decimals),
        "epci": geojson(epci, names, fine.decimals),
        "departements": geojson(departements, names, middle.decimals),
        "regions": geojson(background, names, coarse.decimals),
    }


def united(shapes: dict[str, Geometry], group: Callable[[str], str | None]) -> dict[str, Geometry]:
    """Return the unions of shapes by group; those without a group are left out."""
    groups: dict[str, list[Geometry]] = defaultdict(list)
    for code, shape in shapes.items():
        name = group(code)
        if name is not None:
            groups[name].append(shape)
    unions = {name: shapely.unary_union(members) for name, members in sorted(groups.items())}
    return {name: _without_gaps(name, unions) for name in unions}


def _without_gaps(name: str, unions: dict[str, Geometry]) -> Geometry:
    """Return a union without the holes that no other union fills: communes whose outline is missing.

    Enclaves stay: a part of the Vaucluse lies within the Drôme.
    """
    parts = []
    for part in shapely.get_parts(unions[name]):
        enclaves = [
            ring
            for ring in part.interiors
            if any(
                other.contains(Polygon(ring).representative_point())
                for key, other in unions.items()
                if key != name
            )
        ]
        parts.append(Polygon(part.exterior, enclaves))
    return shapely.union_all(parts)


def simplified(shapes: dict[str, Geometry], tolerance: float) -> dict[str, Geometry]:
    """Return the shapes with fewer corners; a border shared by two stays the same line in both."""
    return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), tolerance), strict=True))


def geojson(shapes: dict[str, Geometry], names: dict[str, str], decimals: int) -> bytes:
    """Return a feature collection, sorted by key, compact, its bytes decided by the shapes alone."""
    features = [
        {
            "type": "Feature",
            "id": key,
            "properties": {"name": names[key]},
            "geometry": {"type": "MultiPolygon", "coordinates": _rounded(shapes[key], decimals)},
        }
        for key in sorted(shapes)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _rounded(shape: Geometry, decimals: int) -> list[Any]:
    polygons = []
    for part in shapely.get_parts(shape.normalize()):
        rings = [_ring(ring.coords, decimals) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) > 3:
            polygons.append([ring for ring in rings if len(ring) > 3])
    return polygons


def _ring(corners: Iterable[tuple[float, ...]], decimals: int) -> list[list[float]]:
    ring: list[list[float]] = []
    for longitude, latitude, *_ in corners:
        corner = [round(longitude, decimals), round(latitude, decimals)]
        if not ring or corner != ring[-1]:
            ring.append(corner)
    return ring


def _departement(commune: dict[str, Any], regions: set[str]) -> str | None:
    return f"departement:{commune['departement']}" if commune["region"] in regions else None


def _mainland_region(france: France, code: str) -> str | None:
    region = france.communes[code]["region"]
    return f"region:{region}" if france.regions[region]["zone"] == "metro" else None
