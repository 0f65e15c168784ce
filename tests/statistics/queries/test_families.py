"""How territories lie within one another, where only a part of the ground is loaded."""

from __future__ import annotations

import pytest
from flask import Flask

from exchange.statistics.queries.families import children_of, contains, parent_of
from exchange.territories.queries import territories_by_id, territory
from tests.builders.territories import (
    BAS_RHIN,
    DIFFERDANGE,
    EUROMETROPOLE,
    FRANCE,
    GRAND_EST,
    HAGUENAU,
    ILLKIRCH,
    STRASBOURG,
)

CANTON = "area:lu-canton-esch-sur-alzette"


def parent_key(key: str) -> str | None:
    found = parent_of(territory(key))
    return None if found is None else territories_by_id([found])[found].key


def test_each_territory_lies_in_the_smallest_one_around_it(app: Flask) -> None:
    assert parent_key(STRASBOURG) == EUROMETROPOLE
    assert parent_key(EUROMETROPOLE) == BAS_RHIN
    assert parent_key(BAS_RHIN) == GRAND_EST
    assert parent_key(GRAND_EST) == FRANCE
    assert parent_key(FRANCE) is None
    assert parent_key(DIFFERDANGE) == "country:LU"


def test_children_have_nothing_between_them_and_their_parent(app: Flask) -> None:
    inside = {view.key for view in territories_by_id(children_of(territory(EUROMETROPOLE))).values()}
    assert {STRASBOURG, ILLKIRCH} <= inside
    assert HAGUENAU not in inside
    above = {view.level for view in territories_by_id(children_of(territory(BAS_RHIN))).values()}
    assert above == {"epci"}


@pytest.mark.parametrize(
    ("outer", "inner", "is_inside"),
    [
        (EUROMETROPOLE, EUROMETROPOLE, True),
        (EUROMETROPOLE, STRASBOURG, True),
        (EUROMETROPOLE, HAGUENAU, False),
        (BAS_RHIN, EUROMETROPOLE, True),
        (EUROMETROPOLE, BAS_RHIN, False),
        (BAS_RHIN, GRAND_EST, False),  # though every loaded commune of the region may lie in it
        (BAS_RHIN, FRANCE, False),
        (STRASBOURG, ILLKIRCH, False),
        (CANTON, DIFFERDANGE, True),
        (CANTON, "country:LU", False),
        ("country:LU", CANTON, True),
        ("country:LU", STRASBOURG, False),
    ],
)
def test_what_contains_what(app: Flask, outer: str, inner: str, is_inside: bool) -> None:
    assert contains(frozenset({territory(outer).id}), territory(inner)) is is_inside


def test_nothing_attached_contains_nothing(app: Flask) -> None:
    assert not contains(frozenset(), territory(STRASBOURG))
