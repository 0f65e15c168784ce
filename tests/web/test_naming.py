"""Readers meet territories by the names that their own language has for them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from exchange.web.naming import called
from tests.builders.territories import STRASBOURG


@pytest.mark.parametrize(
    ("language", "name", "key", "said"),
    [
        ("de", "Strasbourg", STRASBOURG, "Straßburg"),
        ("fr", "Strasbourg", STRASBOURG, "Strasbourg"),
        ("en", "Allemagne", "country:DE", "Germany"),
        ("en", "Nowhere", "commune:00000", "Nowhere"),
    ],
)
def test_a_territory_is_called_as_its_reader_calls_it(
    sqlite_app: Flask, language: str, name: str, key: str, said: str
) -> None:
    with sqlite_app.test_request_context(), force_locale(language):
        assert called(name, key) == said
        assert sqlite_app.jinja_env.from_string("{{ name|called(key) }}").render(name=name, key=key) == said


def test_a_page_in_english_names_countries_in_english(client: FlaskClient) -> None:
    page = client.get("/territories", headers={"Accept-Language": "en"}).text
    assert "Germany" in page
    assert "Allemagne" not in page


def test_a_list_stands_in_the_order_of_the_names_that_are_read(client: FlaskClient) -> None:
    for language, names in (("fr", ["Allemagne", "France"]), ("en", ["France", "Germany"])):
        page = client.get("/territories", headers={"Accept-Language": language}).text
        places = [page.index(f">{name}</a>") for name in names]
        assert places == sorted(places)
