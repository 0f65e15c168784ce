"""The house's own pages: open to all, sober in what they claim, and a language that can be chosen."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.builders.accounts import someone
from tests.pages import send, signed_in

PAGES = ["/", "/stories", "/about", "/privacy", "/accessibility"]


@pytest.mark.parametrize("path", PAGES)
def test_anyone_may_read_the_pages_of_the_house(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<html lang="fr">' in answer.text
    assert answer.text.count("<h1") == 1
    assert re.search(r"<title>\S.* – Gisement</title>", answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_inline_script_or_style(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_the_front_page_searches_by_the_names_that_the_search_takes(client: FlaskClient) -> None:
    text = client.get("/").text
    form = text[text.index('<form class="hero-search"') : text.index("</form>", text.index("hero-search"))]
    assert 'action="/listings"' in form
    assert 'method="get"' in form
    assert set(re.findall(r'name="([a-z]+)"', form)) == {"place", "material"}
    assert '<option value="cardboard">' in form


def test_the_front_page_of_an_empty_house_promises_no_listing(client: FlaskClient) -> None:
    assert "Disponibles en ce moment" not in client.get("/").text


def test_a_visitor_is_offered_to_sign_in_and_not_to_sign_out(client: FlaskClient) -> None:
    text = client.get("/").text
    assert "/sign-in" in text
    assert "/sign-up" in text
    assert "/sign-out" not in text


def test_the_story_keeps_to_what_was_published(client: FlaskClient) -> None:
    text = client.get("/stories").text
    for name in (
        "SATI",
        "Libre Objet",
        "Les Jardins de la Montagne Verte",
        "Alsace Active",
        "IMS Luxembourg",
    ):
        assert name in text
    story = re.sub(
        r"<svg.*?</svg>|<[^>]+>", " ", text[text.index("<main") : text.index("</main>")], flags=re.DOTALL
    )
    assert not re.search(r"\d\s*(?:kg|t|tonnes?|€|%|emplois?)\b", story)
    assert "rien de plus" in story


def test_the_threshold_of_secrecy_is_told(client: FlaskClient) -> None:
    assert "85\u00a0%" in client.get("/about").text


def test_choosing_a_language_returns_to_the_page_and_is_remembered(client: FlaskClient) -> None:
    answer = client.post("/language", data={"language": "en", "next": "/about"})
    assert (answer.status_code, answer.location) == (303, "/about")
    assert "language=en" in answer.headers["Set-Cookie"]
    page = client.get("/about")
    assert '<html lang="en">' in page.text
    assert page.headers["Content-Language"] == "en"
    assert 'name="language" value="fr"' in " ".join(page.text.split())


def test_the_choice_of_a_person_signed_in_follows_them_to_another_browser(client: FlaskClient) -> None:
    person = someone()
    signed_in(client, person.public_id)
    assert '<html lang="de">' not in client.get("/", headers={"Accept-Language": "de, en;q=0.5"}).text
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "de, en;q=0.5"}).text
    assert send(client, "/about", to="/language", language="en").status_code == 303
    elsewhere = signed_in(client.application.test_client(), person.public_id)
    assert '<html lang="en">' in elsewhere.get("/", headers={"Accept-Language": "fr"}).text


def test_nobody_chooses_for_a_person_signed_in_from_another_site(client: FlaskClient) -> None:
    person = someone()
    signed_in(client, person.public_id)
    assert client.post("/language", data={"language": "en"}).status_code == 400
    assert '<html lang="fr">' in client.get("/").text


def test_reading_without_an_account_leaves_no_cookie(client: FlaskClient) -> None:
    for path in ("/", "/listings", "/about"):
        assert "Set-Cookie" not in client.get(path).headers


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""]
)
def test_choosing_a_language_never_leads_off_the_site(client: FlaskClient, target: str) -> None:
    answer = client.post("/language", data={"language": "fr", "next": target, **_token(client)})
    assert (answer.status_code, answer.location) == (303, "/")


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    answer = client.post("/language", data={"language": "xx", **_token(client)})
    assert answer.status_code == 303
    assert "language=" not in answer.headers.get("Set-Cookie", "")


def test_a_page_that_is_not_there_says_what_to_do_next(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Page introuvable" in answer.text
    assert 'href="/listings"' in answer.text
    assert re.search(r"<code>[0-9a-f]{16}</code>", answer.text)


def _token(client: FlaskClient) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
    return {"csrf_token": found[1]} if found else {}
