"""The reference's pages: what is called what, which codes go with it, and the whole List of Waste."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from exchange.web.language import COOKIE
from tests.builders.listings import a_draft, a_giver, a_listing
from tests.pages import words


def links(text: str, start: str) -> list[str]:
    return re.findall(rf'href="({re.escape(start)}[^"#]*)', text)


def reading(client: FlaskClient, language: str) -> FlaskClient:
    client.set_cookie(COOKIE, language)
    return client


def test_the_tree_shows_every_material_once_with_its_picture(client: FlaskClient) -> None:
    text = client.get("/materials").text
    shown = links(text, "/materials/")

    assert len(shown) == len(set(shown)) >= 60
    assert text.count('class="pictogram"') == len(shown)


@pytest.mark.parametrize("asked", ["Wellpappe", "corrugated board", "cartons"])
def test_a_material_is_found_by_words_of_any_language(client: FlaskClient, asked: str) -> None:
    text = client.get("/materials", query_string={"q": asked}).text
    found = text[text.index('id="found"') : text.index('class="families"')]

    assert links(found, "/materials/")[0] == "/materials/cardboard"


def test_words_that_mean_no_material_leave_the_families(client: FlaskClient) -> None:
    answer = client.get("/materials?q=zzzz")

    assert "Aucune matière ne répond à ces mots" in words(answer)
    assert "/materials/wood" in answer.text


def test_a_material_tells_its_names_codes_units_and_sources(client: FlaskClient) -> None:
    text = words(client.get("/materials/cardboard"))

    for told in ("Cardboard", "Karton und Wellpappe", "15 01 01", "Papier et carton", "63 kg", "U.S. EPA"):
        assert told in text
    assert re.search(r'<dd lang="de">\s*<b>Karton und Wellpappe', text)
    assert "/waste-codes/150101" in text


def test_a_material_shows_what_is_open_of_it_and_below(client: FlaskClient) -> None:
    giver = a_giver()
    a_listing(giver, material="cardboard", title="Cartons de librairie")
    a_listing(giver, material="pallets", title="Palettes", quantity=Decimal(3), unit="piece")
    a_draft(giver, material="cardboard", title="Encore un brouillon")

    for slug in ("cardboard", "paper-and-card"):
        text = client.get(f"/materials/{slug}").text
        assert "Cartons de librairie" in text
        assert "Palettes" not in text
        assert "Encore un brouillon" not in text
    assert "Rien d’ouvert en ce moment" in client.get("/materials/glass").text


@pytest.mark.parametrize("slug", ["nonsense", "Carton", "%00", "x" * 300])
def test_what_is_no_material_is_missing(client: FlaskClient, slug: str) -> None:
    assert client.get(f"/materials/{slug}").status_code == 404


def test_the_list_opens_on_its_chapters_and_names_the_text_that_counts(client: FlaskClient) -> None:
    text = words(client.get("/waste-codes"))

    assert text.count('<details class="chapter">') == 20
    assert len(links(text, "/waste-codes/")) == 111
    assert "173 codes, dont 69 dangereux" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    assert "2000/532/CE" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=150105", ["150105"]),
        ("q=15+01+10*", ["150110"]),
        ("q=pneus", ["160103"]),
        ("q=15&hazardous=true", ["150110", "150111", "150202"]),
        ("material=coffee-bags", ["150105"]),
        ("q=15&material=coffee-bags&hazardous=false", ["150105"]),
    ],
)
def test_codes_are_found_by_number_words_danger_and_material(
    client: FlaskClient, query: str, expected: list[str]
) -> None:
    found = [
        path.rsplit("/", 1)[1] for path in links(client.get(f"/waste-codes?{query}").text, "/waste-codes/")
    ]
    entries = [code for code in found if len(code) == 6]

    assert entries[: len(expected)] == expected


def test_headings_that_answer_lead_to_their_chapter(client: FlaskClient) -> None:
    text = client.get("/waste-codes?q=Verpackungen").text

    assert 'href="/waste-codes/15#h-15-01"' in text
    assert 'href="/waste-codes/15"' in text


def test_many_codes_come_by_pages(client: FlaskClient) -> None:
    first = client.get("/waste-codes?hazardous=true")
    following = re.search(r'href="(/waste-codes\?[^"]*cursor=[^"]*)"', first.text)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&"))

    assert "408 codes" in words(second)
    assert set(links(first.text, "/waste-codes/")).isdisjoint(links(second.text, "/waste-codes/"))
    assert client.get("/waste-codes?hazardous=true&cursor=odd").status_code == 422


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=15+01+05*", "Le code 15 01 05 n’est pas dangereux"),
        ("material=nonsense", "Cette matière n’existe pas"),
        ("q=zzzz", "Aucun code ne répond à cette recherche"),
    ],
)
def test_what_finds_nothing_says_why(client: FlaskClient, query: str, told: str) -> None:
    assert told in words(client.get(f"/waste-codes?{query}"))


def test_a_chapter_shows_its_entries_under_their_subchapters(client: FlaskClient) -> None:
    text = client.get("/waste-codes/15").text

    assert [path for path in links(text, "/waste-codes/") if len(path) == len("/waste-codes/150105")] == [
        f"/waste-codes/15{number}" for number in
        ("0101", "0102", "0103", "0104", "0105", "0106", "0107", "0109", "0110", "0111", "0202", "0203")
    ]  # fmt: skip
    assert text.count("Dangereux") == 3
    assert {"/waste-codes/14", "/waste-codes/16"} <= set(links(text, "/waste-codes/"))
    assert "/waste-codes/00" not in client.get("/waste-codes/01").text


@pytest.mark.parametrize("spelled", ["15 01 05", "15.01.05", "15-01-05"])
def test_other_spellings_lead_to_one_address(client: FlaskClient, spelled: str) -> None:
    answer = client.get(f"/waste-codes/{spelled}")

    assert (answer.status_code, answer.location) == (301, "/waste-codes/150105")


@pytest.mark.parametrize("spelled", ["1501", "15 01", "15.01"])
def test_a_subchapter_leads_to_its_place_in_the_chapter(client: FlaskClient, spelled: str) -> None:
    assert client.get(f"/waste-codes/{spelled}").location == "/waste-codes/15#h-15-01"


@pytest.mark.parametrize(
    "code", ["00", "21", "xx", "1509", "150108", "15 01 05*", "carton", "%00", "x" * 300]
)
def test_what_is_not_in_the_list_is_missing(client: FlaskClient, code: str) -> None:
    assert client.get(f"/waste-codes/{code}").status_code == 404


def test_an_entry_tells_its_place_the_materials_that_suggest_it_and_what_is_open(client: FlaskClient) -> None:
    giver = a_giver()
    a_listing(giver, material="coffee-bags", waste_code="15 01 05", title="Sacs mal imprimés")
    a_listing(giver, material="coffee-bags", title="Sacs sans code")
    text = client.get("/waste-codes/150105").text

    assert "Sacs mal imprimés" in text
    assert "Sacs sans code" not in text
    assert {"/materials/composite-packaging", "/materials/coffee-bags"} <= set(links(text, "/materials/"))
    assert "Déchet non dangereux" in text


def test_a_hazardous_entry_says_that_it_is_not_published_here(client: FlaskClient) -> None:
    text = client.get("/waste-codes/150110").text

    assert "15 01 10*" in text
    assert "Trackdéchets" in text
    assert "Annonces ouvertes" not in text


def test_entries_come_in_the_readers_language(client: FlaskClient) -> None:
    text = reading(client, "en").get("/waste-codes/160103").text

    assert "End-of-life tyres" in text
    assert "Pneus" not in text


def test_a_label_that_the_language_lacks_stands_in_french_and_says_so(client: FlaskClient) -> None:
    text = reading(client, "de").get("/waste-codes/160103").text

    assert '<html lang="de">' in text
    assert "Altfahrzeuge und ihre Teile" in text
    assert 'lang="de">Altfahrzeuge' not in text
    assert 'lang="fr">Pneus hors d’usage' in text


def test_suggestions_are_options_and_the_materials_own_come_first(client: FlaskClient) -> None:
    def values(query: str) -> list[str]:
        return re.findall(r'data-value="([^"]*)"', client.get(f"/waste-codes/suggestions?{query}").text)

    usual = values("material=cardboard")
    assert usual[0] == "15 01 01"
    assert values("q=papier&material=cardboard")[: len(usual)] == usual
    assert values("q=15.01.10") == ["15 01 10*"]
    assert values("q=pneus&material=nonsense")[0] == "16 01 03"
    assert values("") == values("q=zzzz") == values("q=%00") == []
