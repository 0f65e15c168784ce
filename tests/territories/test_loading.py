from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.storage.database import session, transaction
from exchange.territories.errors import VintageOlder
from exchange.territories.loading import load
from exchange.territories.models import Perimeter, Postcode, ReferenceVintage, Territory, TerritorySuccessor
from exchange.territories.queries import (
    levels_of,
    perimeter_of,
    postcodes_of,
    suggest,
    territory,
)
from tests.builders.territories import EUROMETROPOLE, STRASBOURG, Village, Vintage, commune_id
from tests.ground import small_ground

LATER = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
NORTH = Village("99001", "Nordheim-le-Haut")
SOUTH = Village("99002", "Sudheim-le-Bas")


def everything() -> dict[str, list[tuple[object, ...]]]:
    tables = (Territory, Perimeter, Postcode, TerritorySuccessor, ReferenceVintage)
    return {
        model.__tablename__: sorted(map(tuple, session().execute(select(model.__table__))), key=repr)
        for model in tables
    }


def test_loading_twice_changes_nothing(app: Flask, tmp_path: Path) -> None:
    before = everything()

    assert load(LATER, small_ground(tmp_path)).changed is False
    assert everything() == before


def test_the_committed_vintage_is_known_by_its_hash(app: Flask) -> None:
    row = session().scalars(select(ReferenceVintage)).one()

    assert (row.dataset, row.vintage, len(row.sha256)) == ("territories", "2026-01-01", 64)


def test_every_territory_has_a_perimeter_and_every_commune_is_its_own(app: Flask) -> None:
    communes = dict(
        session()
        .execute(select(Territory.id, Territory.key).where(Territory.level == "commune"))
        .tuples()
        .all()
    )
    pairs = set(session().execute(select(Perimeter.territory_id, Perimeter.commune_id)).tuples())

    assert {(id_, id_) for id_ in communes} <= pairs
    assert {commune for _, commune in pairs} == communes.keys()
    assert {territory_id for territory_id, _ in pairs} == set(session().scalars(select(Territory.id)))


def test_a_later_vintage_adds_its_communes_and_leaves_the_others(app: Flask, tmp_path: Path) -> None:
    strasbourg, metropolis = commune_id(STRASBOURG), perimeter_of(EUROMETROPOLE)

    loaded = load(LATER, Vintage(villages=[NORTH, SOUTH]).written_in(tmp_path / "v1"))

    assert (loaded.vintage, loaded.communes, loaded.changed) == ("2027-01-01", 2, True)
    assert len(perimeter_of("epci:999000001")) == 2
    assert commune_id(STRASBOURG) == strasbourg
    assert perimeter_of(EUROMETROPOLE) == metropolis
    assert territory("commune:99001").valid_from == date(2027, 1, 1)


def test_an_earlier_vintage_is_refused(app: Flask, tmp_path: Path) -> None:
    before = everything()

    with pytest.raises(VintageOlder):
        load(LATER, Vintage(day="2025-01-01", villages=[NORTH]).written_in(tmp_path / "old"))

    assert everything() == before


def test_a_renamed_commune_keeps_its_row(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH]).written_in(tmp_path / "v1"))
    row_id = commune_id("commune:99001")

    renamed = NORTH.but(name="Bourg-Neuf", population="1300")
    load(LATER, Vintage(day="2028-01-01", villages=[renamed]).written_in(tmp_path / "v2"))

    view = territory("commune:99001")
    assert (view.id, view.name, view.population) == (row_id, "Bourg-Neuf", 1300)
    assert (view.valid_from, view.vintage) == (date(2027, 1, 1), "2028-01-01")
    assert [found.key for found in suggest("bourg neu")] == ["commune:99001"]
    assert suggest("nordheim-le") == ()


def test_a_commune_that_changes_its_epci_leaves_the_old_one_on_the_new_vintages_day(
    app: Flask, tmp_path: Path
) -> None:
    load(LATER, Vintage(villages=[NORTH, SOUTH]).written_in(tmp_path / "v1"))
    moved = NORTH.but(epci="999000002")
    load(LATER, Vintage(day="2028-01-01", villages=[moved, SOUTH]).written_in(tmp_path / "v2"))

    north, south = commune_id("commune:99001"), commune_id("commune:99002")
    assert perimeter_of("epci:999000001") == {south}
    assert perimeter_of("epci:999000002") == {north}
    old = session().execute(
        select(Perimeter.valid_from, Perimeter.valid_until).where(
            Perimeter.territory_id == territory("epci:999000001").id, Perimeter.commune_id == north
        )
    )
    assert old.one() == (date(2027, 1, 1), date(2028, 1, 1))
    assert "epci:999000001" not in {view.key for view in levels_of(north)}


def test_an_epci_that_no_commune_belongs_to_any_more_is_ended(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH]).written_in(tmp_path / "v1"))
    load(LATER, Vintage(day="2028-01-01", villages=[NORTH.but(epci="999000002")]).written_in(tmp_path / "v2"))

    assert territory("epci:999000001").valid_until == date(2028, 1, 1)
    assert territory("epci:999000002").valid_until is None


def test_a_commune_taken_over_is_ended_and_names_its_successor_but_stays(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH, SOUTH]).written_in(tmp_path / "v1"))
    north, south = commune_id("commune:99001"), commune_id("commune:99002")

    merged = Vintage(day="2028-01-01", villages=[SOUTH], successors=[("99001", "99002")])
    load(LATER, merged.written_in(tmp_path / "v2"))

    assert territory("commune:99001").valid_until == date(2028, 1, 1)
    assert perimeter_of("epci:999000001") == {south}
    assert perimeter_of("commune:99001") == frozenset()
    found = session().execute(select(TerritorySuccessor.territory_id, TerritorySuccessor.successor_id))
    assert found.tuples().all() == [(north, south)]


def test_a_vintage_that_is_silent_about_a_commune_does_not_end_it(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH, SOUTH]).written_in(tmp_path / "v1"))
    load(LATER, Vintage(day="2028-01-01", villages=[SOUTH]).written_in(tmp_path / "v2"))

    assert territory("commune:99001").valid_until is None
    assert len(perimeter_of("epci:999000001")) == 2


def test_a_correction_of_the_same_day_replaces_what_it_corrects(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH]).written_in(tmp_path / "v1"))
    corrected = NORTH.but(epci="999000002", postcodes=("99200", "99201"))
    load(LATER, Vintage(villages=[corrected]).written_in(tmp_path / "v1b"))

    north = commune_id("commune:99001")
    assert perimeter_of("epci:999000002") == {north}
    assert postcodes_of(north) == ("99200", "99201")
    epci = territory("epci:999000001").id
    count = select(func.count()).select_from(Perimeter).where(Perimeter.territory_id == epci)
    assert session().scalar(count) == 0


def test_going_back_and_forth_between_two_files_of_one_day_ends_where_it_says(
    app: Flask, tmp_path: Path
) -> None:
    one = Vintage(villages=[NORTH]).written_in(tmp_path / "one")
    other = Vintage(villages=[NORTH.but(name="Autre Nom")]).written_in(tmp_path / "other")
    load(datetime(2027, 2, 1, tzinfo=UTC), one)
    load(datetime(2027, 2, 2, tzinfo=UTC), other)
    load(datetime(2027, 2, 3, tzinfo=UTC), one)

    assert territory("commune:99001").name == NORTH.name
    assert load(LATER, one).changed is False
    assert load(LATER, other).changed is True


def test_an_area_made_by_hand_survives_a_new_vintage(app: Flask, tmp_path: Path) -> None:
    load(LATER, Vintage(villages=[NORTH]).written_in(tmp_path / "v1"))
    north = commune_id("commune:99001")
    with transaction() as writing:
        area = Territory(
            key="area:bassin-du-labo", level="area", code="bassin-du-labo", name="Bassin du labo",
            folded_name="bassin du labo", country="FR", valid_from=date(2027, 1, 1), vintage="hand",
        )  # fmt: skip
        writing.add(area)
        writing.flush()
        writing.add(Perimeter(territory_id=area.id, commune_id=north, valid_from=date(2027, 1, 1)))

    load(LATER, Vintage(day="2028-01-01", villages=[NORTH.but(name="Nordheim")]).written_in(tmp_path / "v2"))

    assert perimeter_of("area:bassin-du-labo") == {north}
    assert territory("area:bassin-du-labo").valid_until is None
