"""Territories' pages: found by name, told within secrecy, and never a fault of ours."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from exchange.ledger.actions.sealing import seal
from exchange.organisations.actions.administering import attach_territory
from tests.builders.accounts import an_administrator
from tests.builders.organisations import an_organisation
from tests.builders.statistics import a_shared_month, exchanged, organisations
from tests.builders.territories import BAS_RHIN, DIFFERDANGE, EUROMETROPOLE, STRASBOURG
from tests.houses import NOW
from tests.pages import signed_in, words

PAGE = f"/territories/{EUROMETROPOLE}"
YEAR = "?from=2026-01&to=2026-03"


@pytest.fixture
def golden(client: FlaskClient) -> FlaskClient:
    """Book January (6,42 t, shared), February (17,832 t, hidden), March (2,13 t, open)."""
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(202601, givers, receivers, (2140, 2140, 2140))
    seal(NOW)
    a_shared_month(202602, givers, receivers, (16_370, 731, 731))
    a_shared_month(202603, givers, receivers, (710, 710, 710))
    exchanged(givers[0], receivers[0], 37, 202602, out_of=DIFFERDANGE)
    return client


def reading(client: FlaskClient, kind: str | None, *keys: str) -> FlaskClient:
    """Sign in a member of an organisation of a kind, with territories attached (None: an administrator)."""
    administrator = an_administrator()
    if kind is None:
        return signed_in(client, administrator.public_id)
    organisation = an_organisation(f"Lecture {kind}", kind=kind, country="FR")
    for key in keys:
        attach_territory(administrator.actor, organisation.slug, key, NOW)
    return signed_in(client, organisation.manager.public_id)


def hidden_values(text: str) -> set[str]:
    """Return which of the golden masses a page betrays, in any writing."""
    masses = {"February": 17_832, "February's giver": 16_370, "February's others": 731, "March": 2130}
    digits = re.sub(r"[\s\u00a0\u202f.,]", "", text)
    return {
        name
        for name, kg in masses.items()
        if str(kg) in digits or f"{kg / 1000:.1f}".replace(".", ",") + "\u00a0t" in text
    }


def test_a_visitor_reads_the_shown_months_and_no_hidden_one(golden: FlaskClient) -> None:
    answer = golden.get(PAGE + YEAR)
    text = words(answer)
    assert answer.status_code == 200
    assert "6,42 t" in text  # the total is the sum of what is shown
    assert "masqué" in text
    assert "Masqué ne veut pas dire zéro" in text
    assert "En direct" not in text
    assert hidden_values(answer.text) == set()
    assert "mars 2026*" not in text


@pytest.mark.parametrize("kind", ["company", "association"])
def test_members_of_others_read_what_the_public_reads(golden: FlaskClient, kind: str) -> None:
    answer = reading(golden, kind).get(PAGE + YEAR)
    assert "6,42 t" in words(answer)
    assert hidden_values(answer.text) == set()


def test_its_own_body_reads_the_open_month_and_not_the_hidden_one(golden: FlaskClient) -> None:
    answer = reading(golden, "territorial_body", EUROMETROPOLE).get(PAGE + YEAR)
    text = words(answer)
    assert "En direct." in text
    assert "8,55 t" in text
    assert "mars 2026*" in text
    assert hidden_values(answer.text) == {"March"}


def test_another_body_reads_what_the_public_reads(golden: FlaskClient) -> None:
    answer = reading(golden, "territorial_body", DIFFERDANGE).get(PAGE + YEAR)
    assert "En direct" not in answer.text
    assert hidden_values(answer.text) == set()


@pytest.mark.parametrize("kind", ["facilitator", None])
def test_a_facilitator_and_an_administrator_read_all(golden: FlaskClient, kind: str | None) -> None:
    answer = reading(golden, kind, BAS_RHIN).get(PAGE + YEAR)
    text = words(answer)
    assert "sans masque" in text
    assert "26,4 t" in text
    assert "17,8 t" in text
    assert "Masqué ne veut pas dire zéro" not in text


def test_the_chart_has_its_table_and_says_what_is_hatched(golden: FlaskClient) -> None:
    text = words(golden.get(PAGE + YEAR))
    table = text[text.index("<table") : text.index("</table>")]
    assert re.search(r"janv\. 2026</th>\s*<td class=\"number\">\s*6,4 t", table)
    assert re.search(r"févr\. 2026</th>\s*<td class=\"number\">\s*<span class=\"hidden-cell\">masqué", table)
    assert 'role="img"' in text
    assert "Hachuré" in text


def test_a_total_comes_with_its_quality_range_and_method(golden: FlaskClient) -> None:
    text = words(golden.get(PAGE + YEAR))
    assert "100 % passés sur une balance" in text
    assert "entre 6,29 t et 6,55 t" in text
    assert "trois donneurs et trois receveurs" in text
    assert "A – sur une balance, par les deux parties" in text


def test_the_latest_exchanges_name_neither_mass_nor_party(golden: FlaskClient) -> None:
    text = words(golden.get(f"/territories/{DIFFERDANGE}"))
    listed = text[text.index('<ul class="log">') : text.index("</ul>", text.index('<ul class="log">'))]
    assert "semaine du 9 février 2026" in listed
    assert re.search(r"Carton : de Differdange à\s+Strasbourg", re.sub(r"\s+", " ", listed))
    assert " t" not in re.sub(r"<[^>]+>", " ", listed)
    assert "Atelier" not in listed
    assert "37" not in listed


def test_a_commune_is_told_by_years_to_the_public(golden: FlaskClient) -> None:
    text = words(golden.get(f"/territories/{STRASBOURG}"))
    assert "Tonnes détournées par année" in text
    assert "Eurométropole de Strasbourg" in text
    running = words(golden.get(f"/territories/{STRASBOURG}?from=2026-01&to=2026-12"))
    assert "seules les années entières et terminées sont publiées" in running


def test_a_long_stretch_is_drawn_by_years_with_its_months_below(golden: FlaskClient) -> None:
    text = words(golden.get(f"{PAGE}?from=2024-01&to=2026-02"))
    assert "Tonnes détournées par année" in text
    assert "Voir chaque mois" in text
    assert "février 2026" in text
    assert hidden_values(golden.get(f"{PAGE}?from=2024-01&to=2026-02").text) == set()


def test_what_is_known_of_a_territory_in_part_is_said(client: FlaskClient) -> None:
    assert "Une seule commune de ce territoire est connue ici, sur 100" in words(
        client.get("/territories/country:LU")
    )
    assert "connues ici" not in words(client.get(PAGE))


@pytest.mark.parametrize(
    "query",
    [
        "?from=2026-13",
        "?from=x&to=y",
        "?to=0000-01",
        "?from=2026-03&to=2026-01",
        "?from=1900-01&to=2026-01",
        "?from=9999-12",
        "?from=%00",
        "?from=" + "9" * 5000,
        "?from=٢٠٢٦-٠١",
        "?from=2026-01-01",
    ],
)
def test_months_that_make_no_stretch_are_told_beside_their_field(client: FlaskClient, query: str) -> None:
    answer = client.get(PAGE + query)
    assert answer.status_code == 422
    assert "fault-summary" in answer.text
    assert "Tonnes détournées par mois" in answer.text  # the usual months stand below


@pytest.mark.parametrize(
    "key", ["commune:99999", "nonsense", "epci:", "epci:%00", "continent:EU", "commune:../admin", "x" * 3000]
)
def test_a_territory_that_nobody_knows_is_missing(client: FlaskClient, key: str) -> None:
    assert client.get(f"/territories/{key}").status_code == 404


def test_stray_names_and_empty_months_are_no_fault(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}?from=&to=&colour=red").status_code == 200


def test_the_first_page_lists_the_widest_levels(client: FlaskClient) -> None:
    text = words(client.get("/territories"))
    for title in ("Pays", "Régions", "Départements", "Intercommunalités"):
        assert title in text
    assert PAGE in text
    assert "Votre territoire" not in text


def test_a_reader_s_own_territories_come_first(client: FlaskClient) -> None:
    text = words(reading(client, "territorial_body", EUROMETROPOLE, STRASBOURG).get("/territories"))
    assert text.index("Vos territoires") < text.index(PAGE) < text.index("Chercher un territoire")
    assert text.index(PAGE) < text.index(f"/territories/{STRASBOURG}")


@pytest.mark.parametrize(("name", "expected"), [("strasb", STRASBOURG), ("Straßburg", STRASBOURG)])
def test_a_territory_is_found_by_its_name(client: FlaskClient, name: str, expected: str) -> None:
    assert f"/territories/{expected}" in client.get("/territories", query_string={"q": name}).text


def test_communes_are_leafed_through(client: FlaskClient) -> None:
    first = client.get("/territories?level=commune")
    onward = re.search(r'href="([^"]+)"\s+rel="next"', words(first))
    assert onward is not None
    second = client.get(onward[1])
    assert second.status_code == 200
    keys = [set(re.findall(r"/territories/(commune:[\w-]+)", page.text)) for page in (first, second)]
    assert all(keys)
    assert keys[0].isdisjoint(keys[1])
    assert 'rel="first"' in second.text


def test_a_search_without_result_says_what_to_do_next(client: FlaskClient) -> None:
    text = words(client.get("/territories?q=zzzz"))
    assert "Aucun territoire de ce nom" in text
    assert "Voir tous les niveaux" in text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?level=continent", 422),
        ("?cursor=nonsense", 422),
        ("?q=" + "é" * 9000, 200),
        ("?q=%00", 200),
        ("?q=%25_'", 200),
    ],
)
def test_no_query_of_the_list_is_a_fault_of_ours(client: FlaskClient, query: str, status: int) -> None:
    assert client.get("/territories" + query).status_code == status
