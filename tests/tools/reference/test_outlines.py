from __future__ import annotations

import json
from typing import Any

import shapely
from shapely import box

from tests.tools.reference.little_france import SIDE, commune, france, row, square
from tests.tools.reference.test_topology import read_back
from tools.reference.asked import Layer, Vintage
from tools.reference.outlines import Drawings, cleaned, drawings, simplified
from tools.reference.tables import Tables, TerritoryRow

VINTAGE = Vintage("2026-01-01", {"communes": Layer(0.001, 0.0001), "overview": Layer(0.001, 0.0001)}, {}, [])
NAMES = {
    "epci:999": "Carré",
    "epci:888": "Voisin",
    "departement:67": "Bas-Rhin",
    "region:44": "Grand Est",
    "country:FR": "France",
}


def little() -> Drawings:
    rows = [row("67001", "Un", 0, 0), row("67002", "Deux", 1, 0), row("67003", "Trois", 2, 0, epci="888")]
    country = france(
        [commune(each.code, each.name) for each in rows],
        outlines={each.code: square(column, 0) for column, each in enumerate(rows)},
    )
    levels = [TerritoryRow(key, "FR", name, 48, 7, "inside", 1, 1) for key, name in NAMES.items()]
    return drawings(country, VINTAGE, Tables(communes=rows, territories=levels))


def read(drawn: Drawings, name: str) -> Any:
    return json.loads(drawn.files[name])


def test_communes_are_drawn_by_departement_with_their_names_and_the_borders_of_epci() -> None:
    whole = read(little(), "communes/67")

    assert read_back(whole).keys() == {"67001", "67002", "67003"}
    assert [town[0] for town in whole["towns"]] == ["Deux", "Trois", "Un"]
    assert len(whole["objects"]["borders"]["arcs"]) == 1
    [departement] = read_back(whole, "departement").values()
    assert departement.equals(box(7, 48, 7 + 3 * SIDE, 48 + SIDE))


def test_upper_layers_share_the_lines_of_the_lower_ones() -> None:
    drawn = little()
    epci, departements = (
        read_back(read(drawn, "epci"), "epci"),
        read_back(read(drawn, "departements"), "departements"),
    )

    assert epci.keys() == {"epci:999", "epci:888"}
    assert shapely.union_all(list(epci.values())).equals(departements["departement:67"])
    assert read(drawn, "country")["objects"]["country"]["geometries"][0]["properties"] == {"name": "France"}


def test_the_index_tells_every_layer_and_where_communes_lie_marked_by_their_content() -> None:
    drawn = little()
    index = read(drawn, "index")

    assert [layer["file"].split(".")[0] for layer in index["layers"]] == [
        "country",
        "regions",
        "departements",
        "epci",
    ]
    assert [layer["zooms"] for layer in index["layers"]] == [[4, 5], [6, 7], [8, 8], [9, 9]]
    [here] = index["communes"]
    assert here["box"] == [7, 48, 7.3, 48.1]
    assert here["file"].startswith("communes/67.json?v=")


def test_points_are_checked_against_the_source_and_against_what_is_drawn() -> None:
    assert little().checks == {
        "points_checked": 3,
        "inside_their_source_outline": 3,
        "inside_their_drawn_outline": 3,
        "communes_without_outline": [],
    }


def test_slits_and_overlaps_are_closed_and_stay_closed_when_simplified() -> None:
    slit = box(7.09, 48.04, 7.11, 48.0402)
    apart = {
        "a": square(0, 0).difference(slit),
        "b": square(1, 0).difference(slit),
        "c": box(7.1999, 48, 7.3, 48.1),
    }

    clean = cleaned(apart)

    assert not shapely.coverage_is_valid(list(apart.values()))
    for shapes in (clean, simplified(clean, Layer(0.01, 0.0001))):
        assert shapely.coverage_is_valid(list(shapes.values()))
        assert not shapely.union_all(list(shapes.values())).interiors
