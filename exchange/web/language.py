"""Which language a visitor reads: their choice, then the browser, then French.

French is the source: message ids are the French sentences themselves, so French needs no catalogue,
only its own plural rule (0 and 1 are singular). Another language is one catalogue under
`exchange/translations/`, read at start, and is offered once it is complete (decision 0020).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.wrappers import Response

SOURCE_LANGUAGE = "fr"
LANGUAGES = (SOURCE_LANGUAGE,)
"""The complete languages, in the order in which they are offered."""

LANGUAGE_NAMES = {"fr": "Français", "en": "English", "de": "Deutsch"}
"""Each language named in itself, so that whoever reads it finds it."""

COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
NBSP = "\u00a0"
_BEFORE_MARK = re.compile(r" (?=[:;?!»](?:\W|$)|%%?(?:[^\w%(]|$))")
_AFTER_OPENING = re.compile(r"(?<=«) ")
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


@lru_cache(maxsize=4096)
def typeset(sentence: str) -> str:
    """Return a French sentence with unbreakable spaces: before : ; ? ! » % and after «."""
    return _AFTER_OPENING.sub(NBSP, _BEFORE_MARK.sub(NBSP, sentence))


class SourceTranslations(NullTranslations):
    """Sentences as they were written: in French, where none and one are both singular."""

    def gettext(self, message: str) -> str:
        """Return the sentence itself, typeset."""
        return typeset(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the singular below two, the plural from two on."""
        return typeset(msgid1 if abs(n) < 2 else msgid2)

    def ugettext(self, message: str) -> str:
        """Return the same as `gettext`, under the name that pages call."""
        return self.gettext(message)

    def ungettext(self, message1: str, message2: str, num: int) -> str:
        """Return the same as `ngettext`, under the name that pages call."""
        return self.ngettext(message1, message2, num)


def read_catalogue(path: Path, language: str) -> Translations | SourceTranslations:
    """Return a catalogue's translations; what it lacks, or a file that is not there, stays French."""
    source = SourceTranslations()
    if not path.is_file():
        return source
    compiled = BytesIO()
    with path.open("rb") as stream:
        mofile.write_mo(compiled, pofile.read_po(stream, locale=language))
    compiled.seek(0)
    translations = Translations(compiled)
    translations.add_fallback(source)
    return translations


def missing_sentences(template: Path, catalogue: Path, language: str) -> list[str]:
    """Return the message ids that a catalogue lacks or marks as unsure: none means it may be offered."""
    with template.open("rb") as stream:
        wanted = [message for message in pofile.read_po(stream) if message.id]
    with catalogue.open("rb") as stream:
        held = pofile.read_po(stream, locale=language)
    missing: list[str] = []
    for message in wanted:
        found = held.get(message.id, message.context)
        texts = [] if found is None or found.fuzzy else _texts(found.string)
        if not texts or not all(texts):
            missing.append(_texts(message.id)[0])
    return missing


def _texts(string: object) -> list[str]:
    return [str(part) for part in string] if isinstance(string, (tuple, list)) else [str(string)]


@cache
def _translations(language: str) -> Translations | SourceTranslations:
    return read_catalogue(CATALOGUES / language / "LC_MESSAGES" / "messages.po", language)


class HouseDomain(Domain):
    """The house's sentences, in the language of the request."""

    def get_translations(self) -> Translations | SourceTranslations:
        """Return the translations of the language in force, French outside any application."""
        locale = get_locale()
        return _translations(locale.language if locale else SOURCE_LANGUAGE)


def chosen_language() -> str:
    """Return the visitor's language: their own choice, then the best the browser asks for, then French."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    offered = _offered()
    choice = request.cookies.get(COOKIE, "")
    if choice in offered:
        return choice
    return request.accept_languages.best_match(offered, SOURCE_LANGUAGE) or SOURCE_LANGUAGE


def remember(response: Response, language: str, *, secure: bool) -> None:
    """Keep the visitor's choice for a year; a language that is not offered changes nothing."""
    if language in _offered():
        response.set_cookie(
            COOKIE, language, max_age=COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )


def _offered() -> tuple[str, ...]:
    return tuple(current_app.config.get("LANGUAGES", LANGUAGES))


def _template_values() -> dict[str, object]:
    return {
        "language": str(get_locale() or SOURCE_LANGUAGE),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in _offered()],
    }


def register(app: Flask) -> None:
    """Give an application its languages, and its templates `language` and `languages`."""
    babel = Babel(
        app, default_locale=SOURCE_LANGUAGE, default_timezone="Europe/Paris", locale_selector=chosen_language
    )
    babel.domain_instance = HouseDomain()
    app.context_processor(_template_values)
