"""German and Swiss localities along the border, and a few cities farther off, by their postcodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import numpy as np
import shapely
from shapely import Geometry

from exchange.kernel.text import fold, slugify
from tools.reference.asked import Neighbours
from tools.reference.places import Abroad, commune_and_postcodes, kilometres
from tools.reference.tables import CommuneRow, PostcodeRow

_ONE_TOWN_KM = 20.0
"""Places of one name and one Land or canton belong together up to here; beyond, they are namesakes."""

_LONGEST_CODE = 39

Places = list[dict[str, Any]]


def borderlands(
    neighbours: Neighbours, places: Places, outlines: Iterable[Geometry]
) -> tuple[list[CommuneRow], list[PostcodeRow]]:
    """Return the localities within the band, and the cities named beyond it.

    A locality is what GeoNames calls by one name in one Land or canton, with all its postcodes. No input
    carries official codes: the hand-written ones are used, and else the lowest postcode and the name.
    """
    official = {
        (commune["country"], commune["postcode_state"], commune["name"]): commune
        for commune in neighbours.communes
    }
    communes, postcodes = [], []
    for town in towns(_within(neighbours, places, outlines)):
        first = town[0]
        known = official.get((first["country_code"], first["state"], first["city"]), {})
        code = f"{first['country_code']}-{first['postal_code']}-{slugify(first['city'])}"
        abroad = Abroad(
            code=known.get("code", code[:_LONGEST_CODE].rstrip("-")),
            country=first["country_code"],
            name=first["city"],
            time_zone=neighbours.time_zones[first["country_code"]],
            population=known.get("population"),
        )
        commune, own = commune_and_postcodes(abroad, town)
        communes.append(commune)
        postcodes += own
    return communes, postcodes


def towns(places: Places) -> list[Places]:
    """Return places put together into towns, the lowest postcode first."""
    found: list[Places] = []
    for _, namesakes in groupby(sorted(places, key=_order), key=lambda place: _order(place)[:3]):
        clusters: list[Places] = []
        for place in namesakes:
            near = next(
                (cluster for cluster in clusters if _apart_km(cluster[0], place) <= _ONE_TOWN_KM), None
            )
            if near is None:
                clusters.append([place])
            else:
                near.append(place)
        found += clusters
    return found


def _within(neighbours: Neighbours, places: Places, outlines: Iterable[Geometry]) -> Places:
    """Return the places of Germany and Switzerland that are near enough, and those of the cities named."""
    by_country: dict[str, Places] = defaultdict(list)
    for place in places:
        by_country[place["country_code"]].append(place)
    listed = [place for country in neighbours.banded for place in by_country[country]]
    points = [shapely.Point(kilometres(place["longitude"], place["latitude"])) for place in listed]
    france = shapely.STRtree([_flat(outline) for outline in outlines])
    luxembourg = shapely.MultiPoint(
        [kilometres(place["longitude"], place["latitude"]) for place in by_country["LU"]]
    )
    apart = np.minimum(
        france.query_nearest(points, return_distance=True, all_matches=False)[1],
        shapely.distance(points, luxembourg),
    )
    return [
        place
        for place, distance in zip(listed, apart, strict=True)
        if distance <= neighbours.band_km or (place["state"], place["city"]) in neighbours.cities
    ]


def _flat(outline: Geometry) -> Geometry:
    return shapely.transform(
        outline, lambda corners: np.column_stack(kilometres(corners[:, 0], corners[:, 1]))
    )


def _apart_km(one: dict[str, Any], other: dict[str, Any]) -> float:
    return float(
        shapely.Point(kilometres(one["longitude"], one["latitude"])).distance(
            shapely.Point(kilometres(other["longitude"], other["latitude"]))
        )
    )


def _order(place: dict[str, Any]) -> tuple[str, str, str, str]:
    return place["country_code"], place["state"], fold(place["city"]), place["postal_code"]
