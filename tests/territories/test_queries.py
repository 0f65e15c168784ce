from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.paging import CursorInvalid
from exchange.storage.database import session, transaction
from exchange.territories.errors import CommuneUnknown, LevelUnknown, TerritoryUnknown
from exchange.territories.models import CommunePart, Territory, TerritoryName
from exchange.territories.queries import (
    commune_of,
    levels_of,
    levels_of_many,
    names_in,
    perimeter,
    perimeter_of,
    postcodes_of,
    suggest,
    territories,
    territories_by_id,
    territory,
)
from tests.builders.territories import (
    BAS_RHIN,
    DIFFERDANGE,
    EUROMETROPOLE,
    FRANCE,
    GRAND_EST,
    HAGUENAU,
    ILLKIRCH,
    STRASBOURG,
    commune_id,
)


def test_a_commune_is_read_by_its_key(app: Flask) -> None:
    view = territory(STRASBOURG)

    assert (view.level, view.code, view.name, view.country) == ("commune", "67482", "Strasbourg", "FR")
    assert (view.latitude, view.longitude, view.time_zone) == (48.57358, 7.75321, "Europe/Paris")
    assert view.population == 293_771


def test_the_levels_above_are_read_by_their_keys(app: Flask) -> None:
    assert territory(EUROMETROPOLE).name == "Eurométropole de Strasbourg"
    assert territory(BAS_RHIN).communes_total == 514
    assert territory(GRAND_EST).name == "Grand Est"
    assert territory(FRANCE).name == "France"


@pytest.mark.parametrize("key", ["commune:00000", "67482", "", "commune:%", "epci:67482", "commune:\x00"])
def test_an_unknown_territory_is_missing(app: Flask, key: str) -> None:
    with pytest.raises(TerritoryUnknown):
        territory(key)


@pytest.mark.parametrize("key", ["commune:00000", EUROMETROPOLE, "Strasbourg", "", "commune:\x00"])
def test_only_a_commune_will_do_where_a_commune_is_asked_for(app: Flask, key: str) -> None:
    with pytest.raises(CommuneUnknown) as refused:
        commune_of(key)

    assert refused.value.at == "commune"


def test_the_code_of_a_former_commune_means_the_one_that_took_it_over(app: Flask) -> None:
    with transaction() as writing:
        writing.add(
            CommunePart(code="75111", kind="arrondissement", name="", commune_id=commune_id(ILLKIRCH))
        )

    assert territory("commune:67014").key == commune_of("commune:67014").key == "commune:67418"
    assert commune_of("commune:75111").key == ILLKIRCH
    with pytest.raises(TerritoryUnknown):
        territory("epci:67014")


def test_a_commune_belongs_to_itself_its_epci_departement_region_and_country(app: Flask) -> None:
    assert [view.key for view in levels_of(commune_id(STRASBOURG))] == [
        STRASBOURG,
        EUROMETROPOLE,
        BAS_RHIN,
        GRAND_EST,
        FRANCE,
    ]


def test_a_commune_abroad_belongs_to_its_country_and_area(app: Flask) -> None:
    assert [view.key for view in levels_of(commune_id(DIFFERDANGE))] == [
        DIFFERDANGE,
        "country:LU",
        "area:lu-canton-esch-sur-alzette",
    ]


def test_levels_of_several_communes_are_those_of_each(app: Flask) -> None:
    one, other = commune_id(STRASBOURG), commune_id(HAGUENAU)

    assert levels_of_many([one, other, 0]) == {one: levels_of(one), other: levels_of(other)}


def test_perimeters_are_sets_of_communes_and_nest(app: Flask) -> None:
    metropolis, departement, region = map(perimeter_of, (EUROMETROPOLE, BAS_RHIN, GRAND_EST))

    assert len(metropolis) == 33
    assert metropolis < departement == region
    assert perimeter_of(STRASBOURG) == {commune_id(STRASBOURG)}
    assert commune_id(DIFFERDANGE) not in perimeter_of(FRANCE)


def test_a_perimeter_can_be_nested_in_another_query(app: Flask) -> None:
    inside = perimeter(territory(EUROMETROPOLE).id)
    names = session().scalars(select(Territory.name).where(Territory.id.in_(inside)))

    assert {"Strasbourg", "Schiltigheim", "Ostwald"} <= set(names)


def test_territories_are_found_by_id_and_unknown_ids_are_left_out(app: Flask) -> None:
    strasbourg = territory(STRASBOURG)

    assert territories_by_id([strasbourg.id, -1]) == {strasbourg.id: strasbourg}


def test_pages_hold_every_territory_of_a_level_once_in_the_order_of_names(app: Flask) -> None:
    found, cursor = [], None
    while True:
        page = territories(level="commune", limit=50, cursor=cursor)
        found += page.items
        assert page.total == 223
        cursor = page.next_cursor
        if cursor is None:
            break

    assert len({view.id for view in found}) == len(found) == 223
    assert [view.name for view in found[:2]] == ["Achenheim", "Alteckendorf"]
    assert {view.level for view in found} == {"commune"}


@pytest.mark.parametrize("query", ["strasbourg", "STRASBOURG", "Straßburg", "strasb"])
def test_territories_are_found_by_any_wording_of_their_name(app: Flask, query: str) -> None:
    assert STRASBOURG in {view.key for view in territories(query=query).items}


def test_a_territory_is_found_by_its_whole_code(app: Flask) -> None:
    assert [view.key for view in territories(query="67482").items] == [STRASBOURG]
    assert [view.key for view in territories(query="lu-0202").items] == [DIFFERDANGE]
    assert territories(query="6748").total == 0


def test_territories_are_listed_within_another(app: Flask) -> None:
    communes = territories(level="commune", within=EUROMETROPOLE, limit=100)

    assert communes.total == len(communes.items) == 33
    assert territories(level="epci", within=BAS_RHIN).total == 11
    assert {view.key for view in territories(within=STRASBOURG).items} == {
        STRASBOURG,
        EUROMETROPOLE,
        BAS_RHIN,
        GRAND_EST,
        FRANCE,
    }
    assert territories(level="commune", within="country:LU", query="strasbourg").total == 0
    with pytest.raises(TerritoryUnknown):
        territories(within="epci:0")


def test_a_level_that_does_not_exist_is_refused(app: Flask) -> None:
    with pytest.raises(LevelUnknown):
        territories(level="canton")


def test_a_cursor_of_somebody_else_is_refused(app: Flask) -> None:
    with pytest.raises(CursorInvalid):
        territories(cursor="nonsense")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("stras", STRASBOURG),
        ("illkirch", ILLKIRCH),
        ("graffenstaden", ILLKIRCH),
        ("eurométropole", EUROMETROPOLE),
        ("Differdingen", DIFFERDANGE),
    ],
)
def test_suggestions_begin_with_the_likeliest(app: Flask, text: str, first: str) -> None:
    assert suggest(text)[0].key == first


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "xyzzy", "'; --"])
def test_nothing_is_suggested_for_nothing(app: Flask, text: str) -> None:
    assert suggest(text) == ()


def test_the_larger_commune_is_suggested_first(app: Flask) -> None:
    populations = [view.population or 0 for view in suggest("h", limit=5) if view.level == "commune"]

    assert populations == sorted(populations, reverse=True)


def test_a_commune_lists_its_postcodes(app: Flask) -> None:
    assert postcodes_of(commune_id(STRASBOURG)) == ("67000", "67100", "67200")


def test_a_territory_is_called_as_the_language_calls_it_by_the_shortest_of_its_names(app: Flask) -> None:
    with transaction() as current:
        for language, name in (("de", "Hagenau im Elsass"), ("xx", "Hagenouw")):
            row = TerritoryName(
                territory_id=commune_id(HAGUENAU), language=language, name=name, folded_name=name.lower()
            )
            current.add(row)
    assert names_in("de")[HAGUENAU] == "Hagenau"
    assert names_in("de")[STRASBOURG] == "Straßburg"
    assert names_in("xx") == {HAGUENAU: "Hagenouw"}
