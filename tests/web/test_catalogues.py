"""Sentences are said in French as they were written, and in other languages as their catalogue has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.support import Translations
from flask import Flask
from flask_babel import gettext, ngettext, pgettext

from exchange.web import language
from exchange.web.catalogues import SourceTranslations, read_catalogue, translations, typeset

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


def test_outside_a_request_french_is_spoken(house: Flask) -> None:
    with house.app_context():
        assert ngettext("%(num)s sac", "%(num)s sacs", 0) == "0 sac"


def test_what_two_languages_part_differently_is_told_apart_by_a_context(house: Flask) -> None:
    with house.test_request_context():
        assert pgettext("of a request", "Prêt ?") == "Prêt\u00a0?"


def test_a_language_is_read_once_in_the_life_of_the_process() -> None:
    assert translations("xx") is translations("xx")
