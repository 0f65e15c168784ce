from __future__ import annotations

import pytest
from flask import Flask

from exchange.api.errors import PlaceAmbiguous, PlaceUncertain, PlaceUnknown
from exchange.api.places import point_of
from exchange.kernel.geography import Point
from tests.api.world import World


@pytest.mark.parametrize(
    ("text", "commune", "kind"),
    [
        ("Strasbourg", "commune:67482", "commune"),
        ("67000", "commune:67482", "postcode"),
        ("Illkirch-Graffenstaden", "commune:67218", "commune"),
        ("12 rue de la Krutenau, 67000 Strasbourg", "commune:67482", "address"),
    ],
)
def test_a_text_is_answered_by_the_place_it_means(world: World, text: str, commune: str, kind: str) -> None:
    found = world.calling().get("/geocode", query_string={"q": text}).json
    assert (found["items"][0]["commune"], found["items"][0]["kind"]) == (commune, kind)
    assert found["total"] == len(found["items"])


def test_differdange_lies_in_luxembourg(world: World) -> None:
    place = world.calling().get("/geocode?q=Differdange").json["items"][0]
    assert place["commune"].startswith("commune:LU-")
    assert (place["latitude"], place["longitude"]) == pytest.approx((49.5248, 5.8891), abs=0.01)


def test_no_place_is_an_answer_too(small_world: World) -> None:
    assert small_world.calling().get("/geocode?q=Atlantide").json["items"] == []


def test_while_typing_what_begins_so_is_answered_too(world: World) -> None:
    def names(query: str) -> list[str]:
        return [place["name"] for place in world.calling().get(f"/geocode?{query}").json["items"]]

    assert names("q=haguenau") == names("q=haguenau&typing=true") == ["Haguenau"]
    assert "Strasbourg" in names("q=st&typing=true")
    assert names("q=strasbourg&typing=false") == ["Strasbourg"]
    assert world.calling().get("/geocode?q=st&typing=maybe").status_code == 422


def test_a_misspelling_is_marked_as_a_guess(world: World) -> None:
    (place,) = world.calling().get("/geocode?q=Strasboug").json["items"]
    assert (place["name"], place["guess"], place["postcode"]) == ("Strasbourg", True, "")
    (place,) = world.calling().get("/geocode?q=67000").json["items"]
    assert (place["name"], place["guess"], place["postcode"]) == ("Strasbourg", False, "67000")


def test_a_search_needs_one_place(sqlite_app: Flask) -> None:
    assert point_of("Strasbourg") == Point(48.57358, 7.75321)
    with pytest.raises(PlaceUnknown):
        point_of("Atlantide")
    with pytest.raises(PlaceAmbiguous) as caught:
        point_of("Sch")
    assert "; " in caught.value.values["places"]
    with pytest.raises(PlaceUncertain) as unsure:
        point_of("Strasboug")
    assert unsure.value.values["places"] == "Strasbourg (Bas-Rhin)"
