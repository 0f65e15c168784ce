from __future__ import annotations

import shapely

from tests.tools.reference.little_france import commune, france, row, square
from tools.reference.france import France
from tools.reference.gaps import closed

RING = [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)]
"""Squares around an empty one."""
OUTLINES = {f"670{column}{line}": square(column, line) for column, line in RING}
ROWS = {f"670{column}{line}": row(f"670{column}{line}", "Ici", column, line) for column, line in RING}


def country(*heirs: str) -> France:
    return france([commune(code, "Ici", former=("67999",) if code in heirs else ()) for code in OUTLINES])


def test_a_hole_beside_one_commune_that_took_over_the_unknown_is_part_of_it() -> None:
    ground = closed(country("67001"), OUTLINES, ROWS, [])

    assert shapely.union_all([square(0, 1), square(1, 1)]).equals(ground.communes["67001"])
    assert ground.counts == {"holes_given_to_the_only_heir_beside": 1}


def test_a_hole_beside_several_is_only_told_by_departement_and_epci() -> None:
    rows = ROWS | {"67021": row("67021", "Ici", 2, 1, epci="888")}

    ground = closed(country("67021", "67001", "67010"), OUTLINES, rows, [])

    assert [piece for piece, _ in ground.others] == [("67", "999")]
    assert ground.communes == OUTLINES


def test_a_hole_where_a_commune_stands_without_an_outline_is_not_given_to_a_neighbour() -> None:
    rows = ROWS | {"67011": row("67011", "Sans contour", 1, 1)}

    ground = closed(country("67001"), OUTLINES, rows, [])

    assert ground.communes == OUTLINES
    assert ground.counts == {"holes_where_communes_have_no_outline": 1}


def test_an_enclave_and_water_beside_no_heir_stay_holes() -> None:
    for ground in (
        closed(country("67001"), OUTLINES, ROWS, [(7.15, 48.15)]),
        closed(country(), OUTLINES, ROWS, []),
    ):
        assert (ground.communes, ground.others) == (OUTLINES, [])
