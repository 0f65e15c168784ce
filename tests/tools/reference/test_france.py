from __future__ import annotations

import pytest
from shapely import Point, box

from tests.tools.reference.little_france import commune, france, square
from tests.tools.reference.places_given import place
from tools.reference.france import best_point, commune_rows, level_rows

OUTLINE = box(7.0, 48.0, 7.1, 48.1)


@pytest.mark.parametrize(
    ("town_hall", "found"),
    [
        (Point(7.05, 48.02), (Point(7.05, 48.02), "town_hall")),
        (Point(7.108, 48.05), (Point(7.108, 48.05), "town_hall")),  # 600 m outside
        (Point(7.3, 48.05), (Point(7.05, 48.05), "inside")),  # another valley
        (None, (Point(7.05, 48.05), "inside")),
    ],
)
def test_a_town_hall_is_believed_within_a_kilometre_of_its_commune(
    town_hall: Point | None, found: tuple[Point, str]
) -> None:
    point, how = best_point(OUTLINE, town_hall) or (None, "")

    assert point is not None
    assert how == found[1]
    assert point.distance(found[0]) < 1e-9


def test_a_commune_that_nothing_draws_stands_where_the_postcode_file_names_it() -> None:
    places = [place("FR", "15170", "Celles", latitude=45.1, longitude=2.9)]

    [row] = commune_rows(france([commune("15031", "Celles", "15170")]), places)

    assert (row.latitude, row.longitude, row.point, row.time_zone) == (45.1, 2.9, "postcode", "Europe/Paris")


def test_a_commune_that_nothing_locates_stops_the_derivation() -> None:
    with pytest.raises(LookupError, match="Celles"):
        commune_rows(france([commune("15031", "Celles", "15170")]), [])


def test_levels_are_the_sums_of_their_communes_and_bear_their_full_name() -> None:
    little = france(
        [commune("67001", "Un", "67000"), commune("67002", "Deux", "67000")],
        outlines={"67001": square(0, 0), "67002": square(1, 0)},
    )

    rows = {row.key: row for row in level_rows(little)}

    assert rows.keys() == {"epci:999", "departement:67", "region:44", "country:FR"}
    assert (rows["epci:999"].name, rows["epci:999"].population) == ("Communauté de communes du Carré", 200)
    assert {row.communes for row in rows.values()} == {2}
