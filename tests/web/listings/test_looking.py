"""Searching on pages: places, filters, ways on, and the map; never a fault of ours."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from exchange.gateways.geocoder.places import Place
from exchange.kernel.geography import Point
from exchange.web.listings import looking
from tests.builders.listings import Giver, a_giver, a_listing
from tests.pages import words


def test_the_list_says_what_how_much_how_far_and_how_many(client: FlaskClient, giver: Giver) -> None:
    for _ in range(14):
        a_listing(giver, material="pallets", quantity=Decimal(12), unit="piece", title="Palettes <Europe>")
    text = client.get("/listings?place=Strasbourg&radius_km=5").text
    assert "14 annonces" in text
    assert text.count('<article class="lot">') == 12
    assert "Palettes &lt;Europe&gt;" in text
    assert re.search(r"12\s+pièces", text)
    following = re.search(r'href="(/listings\?[^"]+cursor=[^"]+)"', text)
    assert following is not None
    rest = client.get(following[1].replace("&amp;", "&")).text
    assert rest.count('<article class="lot">') == 2
    assert "14 annonces" in rest


@pytest.mark.parametrize(
    "query",
    ["place=67000", "place=Strasbourg", "place=12+rue+de+la+Krutenau,+67000+Strasbourg", "near=48.58,7.75"],
)
def test_a_place_is_found_by_name_postcode_address_or_position(
    client: FlaskClient, giver: Giver, query: str
) -> None:
    a_listing(giver)
    answer = client.get(f"/listings?{query}&radius_km=10")
    assert answer.status_code == 200
    assert "1 annonce" in answer.text
    assert ("n’est pas connue dans le détail" in answer.text) == ("Krutenau" in query)


def test_a_place_typed_over_a_position_takes_its_turn(client: FlaskClient, giver: Giver) -> None:
    a_listing(giver)
    far = "/listings?near=49.5248,5.8891&radius_km=5"
    assert "Aucune annonce" in client.get(far).text
    assert "Aucune annonce" not in client.get(f"{far}&place=Strasbourg").text
    chosen = f"{far}&place=Differdange+(Luxembourg)&near_for=Differdange+(Luxembourg)"
    assert "Aucune annonce" in client.get(chosen).text


def test_a_misspelled_place_is_searched_around_and_said_to_be_a_guess(
    client: FlaskClient, giver: Giver
) -> None:
    text = words(client.get("/listings?place=Strasboug"))
    assert "Aucun lieu ne s’écrit ainsi : nous cherchons autour de Strasbourg (Bas-Rhin)." in text
    assert "Aucun lieu ne s’écrit ainsi" not in words(client.get("/listings?place=Strasbourg"))


def test_a_place_of_several_offers_the_choice(
    client: FlaskClient, giver: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Two:
        def places(self, _text: str, _limit: int) -> list[Place]:
            return [
                Place("Kirchberg (Luxembourg)", "locality", 49.63, 6.16, "commune:LU-1", "locality"),
                Place("Kirchberg (Haut-Rhin)", "commune", 47.77, 6.98, "commune:68167", "commune"),
            ]

    monkeypatch.setattr(looking, "geocoder", Two)
    text = client.get("/listings?place=Kirchberg&material=wood").text
    assert "Plusieurs lieux" in text
    choice = re.search(r'href="([^"]+)">Kirchberg \(Haut-Rhin\)', text)
    assert choice is not None
    assert "near=47.77000,6.98000" in choice[1].replace("%2C", ",")
    assert "material=wood" in choice[1]
    assert "Plusieurs lieux" not in client.get(choice[1].replace("&amp;", "&")).text


def test_what_cannot_be_understood_is_told_beside_its_field_and_nothing_is_lost(client: FlaskClient) -> None:
    answer = client.get(
        "/listings?place=Atlantide&radius_km=loin&q=jute&min_kg=5&max_kg=2&sort=prix&waste_code=9"
    )
    assert answer.status_code == 422
    for word in ("Atlantide", 'value="loin"', 'value="jute"', 'value="5"', 'value="2"', 'value="9"'):
        assert word in answer.text
    assert answer.text.count('class="fault"') >= 4


@pytest.mark.parametrize(
    "query",
    [
        "radius_km=NaN&place=Strasbourg",
        "radius_km=1e9",
        "near=x",
        "near=91,0",
        "near=1,2,3",
        "near=" + "9" * 5_000,
        "min_kg=" + "9" * 400,
        "material=unobtainium",
        "territory=commune:x",
        "organisation=%00",
        "kind=stream&sort=distance",
        "q=" + "x" * 20_000,
        "place=" + "y" * 20_000,
        "cursor=zzz",
        "page=10000000000&q=%F0%9F%8C%BF%E2%80%8E%D9%82",
        "q=%ED%A0%80&place=%ED%A0%80",
        "waste_code=%00%00",
    ],
)
@pytest.mark.parametrize("path", ["/listings", "/listings.geojson"])
def test_a_strange_search_is_answered_and_never_a_fault_of_ours(
    client: FlaskClient, giver: Giver, path: str, query: str
) -> None:
    a_listing(giver)
    assert client.get(f"{path}?{query}").status_code in {200, 404, 422}


def test_an_empty_search_leads_on(client: FlaskClient, giver: Giver) -> None:
    a_listing(giver)
    text = client.get("/listings?place=Haguenau&radius_km=1&material=cardboard").text
    assert "Aucune annonce" in text
    assert re.search(r'href="/listings\?[^"]*radius_km=50[^"]*"[^>]*>Élargir à 50 km', text)
    assert "Sans les mots" in client.get("/listings?q=introuvable").text


def test_each_filter_in_force_can_be_taken_out(client: FlaskClient, giver: Giver) -> None:
    a_listing(giver)
    text = client.get("/listings?place=Strasbourg&radius_km=10&material=cardboard&q=cartons").text
    chips = re.findall(r'class="chip chip-on"\s+href="([^"]+)"', text)
    assert [sorted(set(re.findall(r"[?;&](\w+)=", chip))) for chip in chips] == [
        ["material", "q"],
        ["place", "q", "radius_km"],
        ["material", "place", "radius_km"],
    ]


def test_the_map_gets_the_same_listings_as_points(client: FlaskClient, giver: Giver) -> None:
    listing = a_listing(giver)
    a_listing(a_giver(public_point=Point(49.5, 5.9)))
    answer = client.get("/listings.geojson?place=Strasbourg&radius_km=10")
    assert answer.mimetype == "application/geo+json"
    (feature,) = answer.json["features"]
    assert feature["id"] == listing
    assert feature["geometry"]["coordinates"] == [7.7510, 48.5818]
    card = client.get(feature["properties"]["card"])
    assert "Cartons pliés" in card.text
    assert "<html" not in card.text


def test_list_and_map_work_from_the_same_address(client: FlaskClient, giver: Giver) -> None:
    a_listing(giver)
    text = client.get("/listings?q=cartons").text
    assert 'data-points="/listings.geojson?q=cartons"' in text
    assert 'data-outlines="/static/outlines/index.json' in text
