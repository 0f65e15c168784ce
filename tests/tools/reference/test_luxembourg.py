from __future__ import annotations

import pytest

from tests.tools.reference.places_given import place
from tools.reference.luxembourg import luxembourg, quarter_places, read_cantons, read_quarters

CANTON = {"esch": {"name": "Canton d’Esch", "Differdange": ["Niederkorn"], "Käerjeng": ["Bascharage"]}}


def test_the_country_has_a_hundred_communes_in_twelve_cantons_and_no_place_twice() -> None:
    cantons = read_cantons()
    communes = [(slug, name) for slug, canton in cantons.items() for name in canton if name != "name"]

    assert (len(cantons), len(communes)) == (12, 100)
    for canton in cantons.values():
        places = [place for name, others in canton.items() if name != "name" for place in {name, *others}]
        assert len(places) == len(set(places))


def test_a_commune_gathers_the_postcodes_of_its_places() -> None:
    places = [
        place("LU", "L-4501", "Differdange"),
        place("LU", "L-4930", "Bascharage"),
        place("FR", "1", "X"),
    ]

    communes, postcodes, areas = luxembourg(CANTON, places)

    assert [(row.code, row.area) for row in communes] == [
        ("LU-0202", "lu-canton-esch"),
        ("LU-kaerjeng", "lu-canton-esch"),
    ]
    assert [(row.postcode, row.commune, row.locality) for row in postcodes] == [
        ("L-4501", "LU-0202", ""),
        ("L-4930", "LU-kaerjeng", "Bascharage"),
    ]
    assert [(row.key, row.name, row.communes) for row in areas] == [
        ("area:lu-canton-esch", "Canton d’Esch", 2)
    ]


def test_a_place_that_no_commune_lists_stops_the_derivation() -> None:
    with pytest.raises(LookupError, match=r"Inconnue \(Esch\)"):
        luxembourg(CANTON, [place("LU", "L-1", "Inconnue")])


def test_a_quarter_is_told_by_postcodes_of_its_city() -> None:
    places = [place("LU", "L-4501", "Differdange"), place("FR", "L-4502", "X")]
    quarters = quarter_places({"esch": {"Fousbann": ["L-4501"]}}, places)
    canton = {"esch": {"name": "Canton d’Esch", "Differdange": ["Fousbann"]}}

    _, postcodes, _ = luxembourg(canton, places + quarters)

    assert [(row.postcode, row.commune, row.locality) for row in postcodes] == [
        ("L-4501", "LU-0202", ""),
        ("L-4501", "LU-0202", "Fousbann"),
    ]
    with pytest.raises(LookupError, match="L-4502"):
        quarter_places({"esch": {"Fousbann": ["L-4502"]}}, places)


def test_every_quarter_is_a_place_of_some_commune_of_its_canton() -> None:
    cantons = read_cantons()
    for slug, quarters in read_quarters().items():
        listed = {place for name, others in cantons[slug].items() if name != "name" for place in others}
        assert set(quarters) <= listed
