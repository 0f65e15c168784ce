"""Visitors read their own choice, then what their browser asks for, then French."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.support import Translations
from flask import Flask, make_response
from flask_babel import gettext, ngettext

from exchange.web import language
from exchange.web.language import (
    LANGUAGE_NAMES,
    LANGUAGES,
    SourceTranslations,
    chosen_language,
    missing_sentences,
    read_catalogue,
    remember,
    typeset,
)

TEMPLATE = """
msgid "Annonces"
msgstr ""

msgid "%(num)s annonce"
msgid_plural "%(num)s annonces"
msgstr[0] ""
msgstr[1] ""
"""

ENGLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Annonces"
msgstr "Listings"

msgid "%(num)s annonce"
msgid_plural "%(num)s annonces"
msgstr[0] "%(num)s listing"
msgstr[1] "%(num)s listings"
"""


@pytest.fixture
def house() -> Flask:
    app = Flask("language")
    language.register(app)
    return app


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "messages.po"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 annonce"), (1, "1 annonce"), (2, "2 annonces"), (-1, "-1 annonce")]
)
def test_none_and_one_are_singular_in_french(house: Flask, count: int, said: str) -> None:
    with house.test_request_context():
        assert ngettext("%(num)s annonce", "%(num)s annonces", count) == said


def test_templates_follow_the_same_plural(house: Flask) -> None:
    with house.test_request_context():
        shown = house.jinja_env.from_string("{{ ngettext('%(num)s annonce', '%(num)s annonces', 0) }}")
        assert shown.render() == "0 annonce"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Où êtes-vous ?", "Où êtes-vous\u00a0?"),
        ("Deux choses : l’une ; l’autre !", "Deux choses\u00a0: l’une\u00a0; l’autre\u00a0!"),
        ("« exemple »", "«\u00a0exemple\u00a0»"),
        ("plus de 85 %% de son côté", "plus de 85\u00a0%% de son côté"),
        ("à 10 %", "à 10\u00a0%"),
        ("à %(distance)s de %(place)s", "à %(distance)s de %(place)s"),
        ("%(first)s : %(last)s", "%(first)s\u00a0: %(last)s"),
        ("de 9:30 à 10:00", "de 9:30 à 10:00"),
    ],
)
def test_french_marks_keep_to_their_word_and_places_stay_places(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


def test_sentences_are_typeset_where_they_are_shown(house: Flask) -> None:
    with house.test_request_context():
        assert gettext("Prêt ?") == "Prêt\u00a0?"
        assert house.jinja_env.from_string("{{ _('Prêt ?') }}").render() == "Prêt\u00a0?"


def test_a_catalogue_translates_with_its_own_plural(catalogue: Path) -> None:
    english = read_catalogue(catalogue, "en")
    assert isinstance(english, Translations)
    assert english.gettext("Annonces") == "Listings"
    assert english.ngettext("%(num)s annonce", "%(num)s annonces", 0) == "%(num)s listings"


def test_what_a_catalogue_lacks_stays_french(catalogue: Path, tmp_path: Path) -> None:
    assert read_catalogue(catalogue, "en").gettext("Territoires") == "Territoires"
    assert isinstance(read_catalogue(tmp_path / "none.po", "de"), SourceTranslations)


def test_missing_and_unsure_sentences_are_told(catalogue: Path, tmp_path: Path) -> None:
    template = tmp_path / "messages.pot"
    template.write_text(TEMPLATE, encoding="utf-8")
    assert missing_sentences(template, catalogue, "en") == []
    catalogue.write_text(ENGLISH.replace('msgid "Annonces"', '#, fuzzy\nmsgid "Annonces"'), encoding="utf-8")
    assert missing_sentences(template, catalogue, "en") == ["Annonces"]
    catalogue.write_text(ENGLISH.replace('"%(num)s listings"', '""'), encoding="utf-8")
    assert missing_sentences(template, catalogue, "en") == ["%(num)s annonce"]


def test_the_choice_comes_before_the_browser_and_french_is_last(house: Flask) -> None:
    house.config["LANGUAGES"] = ("fr", "en", "de")
    for headers, chosen in [
        ({"Cookie": "language=de", "Accept-Language": "en"}, "de"),
        ({"Accept-Language": "en-GB,en;q=0.8"}, "en"),
        ({"Accept-Language": "it"}, "fr"),
        ({"Cookie": "language=it", "Accept-Language": "en"}, "en"),
        ({}, "fr"),
    ]:
        with house.test_request_context(headers=headers):
            assert chosen_language() == chosen


def test_only_complete_languages_are_offered(house: Flask) -> None:
    assert LANGUAGES[0] == language.SOURCE_LANGUAGE
    assert set(LANGUAGES) <= set(LANGUAGE_NAMES)
    for code in LANGUAGES[1:]:
        assert (language.CATALOGUES / code / "LC_MESSAGES" / "messages.po").is_file()
    with house.test_request_context(headers={"Accept-Language": "en"}):
        assert chosen_language() == "fr"


def test_outside_a_request_french_is_spoken(house: Flask) -> None:
    with house.app_context():
        assert chosen_language() == "fr"
        assert ngettext("%(num)s sac", "%(num)s sacs", 0) == "0 sac"


def test_a_choice_is_remembered_and_an_unknown_one_is_not(house: Flask) -> None:
    with house.test_request_context():
        answer = make_response("")
        remember(answer, "xx", secure=True)
        assert "Set-Cookie" not in answer.headers
        remember(answer, "fr", secure=True)
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=fr;")
    assert all(mark in cookie for mark in ("Secure", "HttpOnly", "SameSite=Lax"))
