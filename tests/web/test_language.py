"""Visitors read their own choice, then what their browser asks for, then French."""

from __future__ import annotations

import pytest
from flask import Flask, Response, jsonify, make_response, redirect, render_template_string, request
from flask_babel import gettext

from exchange.kernel import languages
from exchange.web import language
from exchange.web.language import chosen_language, reader_language, remember


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", ("fr", "en"))


@pytest.fixture
def choices() -> list[str | None]:
    """Return what the account of whoever is signed in keeps: its last item."""
    return [None]


@pytest.fixture
def house(choices: list[str | None]) -> Flask:
    app = Flask("language")
    language.register(
        app,
        stored=lambda: choices[-1],
        is_for_programs=lambda: request.path.startswith("/api/"),
        begun=("de",),
    )
    app.add_url_rule("/page", view_func=lambda: render_template_string("{{ language }}"), endpoint="page")
    app.add_url_rule("/api/said", view_func=lambda: jsonify(reader_language()), endpoint="said")
    app.add_url_rule("/bare", view_func=lambda: "nothing is worded here", endpoint="bare")
    app.add_url_rule("/on", view_func=lambda: redirect(gettext("/page")), endpoint="on")
    app.add_url_rule("/own", view_func=_in_english_anyway, endpoint="own")
    return app


def _in_english_anyway() -> Response:
    answer = make_response(reader_language())
    answer.headers["Content-Language"] = "en"
    return answer


@pytest.mark.parametrize(
    ("stored", "headers", "read"),
    [
        ("en", {"Cookie": "language=fr", "Accept-Language": "fr"}, "en"),
        (None, {"Cookie": "language=en", "Accept-Language": "fr"}, "en"),
        ("it", {"Cookie": "language=en", "Accept-Language": "fr"}, "en"),
        (None, {"Accept-Language": "en-GB,en;q=0.8"}, "en"),
        (None, {"Accept-Language": "it, en;q=0.5, fr;q=0.1"}, "en"),
        (None, {"Accept-Language": "en-GB, fr;q=0.5"}, "en"),
        (None, {"Accept-Language": "en;q=0, *"}, "fr"),
        (None, {"Accept-Language": "EN-us"}, "en"),
        (None, {"Accept-Language": "it"}, "fr"),
        (None, {"Accept-Language": "de"}, "fr"),
        (None, {"Cookie": "language=it", "Accept-Language": "en"}, "en"),
        (None, {}, "fr"),
        ("fr", {"Cookie": "language=de"}, "de"),
    ],
)
def test_the_account_comes_first_then_the_cookie_then_the_browser_then_french(
    house: Flask, choices: list[str | None], stored: str | None, headers: dict[str, str], read: str
) -> None:
    choices.append(stored)
    with house.test_request_context(headers=headers):
        assert chosen_language() == read


def test_programs_are_answered_in_what_they_ask_for_whatever_cookies_say(
    house: Flask, choices: list[str | None]
) -> None:
    choices.append("fr")
    client = house.test_client()
    client.set_cookie("language", "fr")
    answer = client.get("/api/said", headers={"Accept-Language": "en"})
    assert answer.json == "en"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Vary"] == "Accept-Language"


def test_an_answer_says_its_language_and_by_what_it_was_chosen(house: Flask) -> None:
    answer = house.test_client().get("/page", headers={"Accept-Language": "en"})
    assert answer.text == "en"
    assert answer.headers["Content-Language"] == "en"
    assert set(answer.headers["Vary"].split(", ")) >= {"Accept-Language", "Cookie"}


def test_an_answer_without_words_is_of_no_language(house: Flask) -> None:
    for path in ("/bare", "/on"):
        assert "Content-Language" not in house.test_client().get(path).headers


def test_an_answer_that_names_its_own_language_keeps_it(house: Flask) -> None:
    assert (
        house.test_client().get("/own", headers={"Accept-Language": "fr"}).headers["Content-Language"] == "en"
    )


def test_an_unfinished_language_is_read_where_it_may_be_and_never_asked_for_by_a_browser() -> None:
    production = Flask("production")
    language.register(production)
    with production.test_request_context(headers={"Cookie": "language=de", "Accept-Language": "de"}):
        assert chosen_language() == "fr"
        answer = make_response("")
        remember(answer, "de", secure=True)
        assert "Set-Cookie" not in answer.headers


def test_outside_a_request_french_is_read(house: Flask) -> None:
    with house.app_context():
        assert reader_language() == "fr"


def test_a_choice_is_remembered_and_an_unknown_one_is_not(house: Flask) -> None:
    with house.test_request_context():
        answer = make_response("")
        remember(answer, "xx", secure=True)
        assert "Set-Cookie" not in answer.headers
        remember(answer, "fr", secure=True)
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=fr;")
    assert all(mark in cookie for mark in ("Secure", "HttpOnly", "SameSite=Lax"))
