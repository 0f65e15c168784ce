"""What is offered while somebody types: whole names first, then what begins so, and guesses last."""

from __future__ import annotations

from exchange.gateways.geocoder.gazetteer import Gazetteer
from exchange.gateways.geocoder.lookup import complete
from tests.builders.gazetteers import a_place, small_gazetteer

DIFFERDANGE = "commune:LU-0202"


def test_what_is_typed_is_completed_whole_names_first() -> None:
    known = Gazetteer(
        [a_place("1", "Paris", population=10), a_place("2", "Parisot", population=99), a_place("3", "Gy")], []
    )

    assert [place.name for place in complete(known, "pari", 8)] == ["Parisot", "Paris"]
    assert [place.name for place in complete(known, "paris", 8)] == ["Paris", "Parisot"]
    assert [place.name for place in complete(known, "paris", 1)] == ["Paris"]


def test_st_begins_saints_and_what_is_spelled_so() -> None:
    found = {place.name for place in complete(small_gazetteer(), "st", 50)}

    assert {"Strasbourg", "Saint-Nabor", "Still"} <= found


def test_a_postcode_being_typed_offers_its_communes() -> None:
    found = complete(small_gazetteer(), "6717", 50)

    assert {place.postcode for place in found} == {"67170"}
    assert complete(small_gazetteer(), "L-45", 8)[0].commune == DIFFERDANGE
    assert complete(small_gazetteer(), "6", 8) == []


def test_while_typing_misspellings_are_offered_only_where_nothing_begins_so() -> None:
    assert [place.is_guess for place in complete(small_gazetteer(), "strasboug", 8)] == [True]
    assert complete(small_gazetteer(), "xyzzy", 8) == []
