"""Which language a visitor reads: their own choice, then the browser's wish, then French.

A choice is the account's, once a signed-in person has made one, then the browser's cookie. Programs have made
none: they say what they read in `Accept-Language` alone (decision 0022).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from exchange.kernel import languages
from exchange.web.catalogues import HouseDomain

SOURCE_LANGUAGE = languages.SOURCE_LANGUAGE
COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
_FORMATS = {"en": Locale.parse("en_GB")}


@dataclass(frozen=True, slots=True)
class Ways:
    """How an application learns of a choice: who keeps it, which requests make none, of what else to read."""

    stored: Callable[[], str | None]
    is_for_programs: Callable[[], bool]
    begun: tuple[str, ...]


def reader_language() -> str:
    """Return the language in which this request is answered, or this mail written: a code such as "fr"."""
    locale = get_locale()
    return locale.language if locale else SOURCE_LANGUAGE


def formats() -> Locale:
    """Return the locale whose formats the reader's language follows: English days precede their months."""
    language = reader_language()
    return _FORMATS.get(language) or Locale.parse(language)


def chosen_language() -> str:
    """Return the visitor's language: their own choice, then the best the browser asks for, then French."""
    if not has_request_context():
        return SOURCE_LANGUAGE
    g.language_spoken = _choice() or _wish() or SOURCE_LANGUAGE
    return str(g.language_spoken)


def remember(response: Response, language: str, *, secure: bool) -> None:
    """Keep the browser's choice for a year; a language that cannot be read here changes nothing."""
    if language in (*languages.LANGUAGES, *_ways().begun):
        response.set_cookie(
            COOKIE, language, max_age=COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )


def register(
    app: Flask,
    *,
    stored: Callable[[], str | None] = lambda: None,
    is_for_programs: Callable[[], bool] = lambda: False,
    begun: tuple[str, ...] = (),
) -> None:
    """Give an application its languages, its templates `language` and `languages`, its answers their headers.

    `stored` tells the choice kept with the account of whoever is signed in; a request that `is_for_programs`
    is asked for no choice; `begun` languages are read by their cookie, though never offered.
    """
    app.extensions["language"] = Ways(stored, is_for_programs, begun)
    babel = Babel(
        app,
        default_locale=SOURCE_LANGUAGE,
        default_timezone="Europe/Paris",
        locale_selector=chosen_language,
    )
    babel.domain_instance = HouseDomain()
    app.context_processor(_template_values)
    app.after_request(_say_language)


def _ways() -> Ways:
    ways: Ways = current_app.extensions["language"]
    return ways


def _choice() -> str | None:
    """Return the language that the visitor chose, None where they chose none that is spoken here."""
    if _ways().is_for_programs():
        return None
    cookie = request.cookies.get(COOKIE, "")
    if cookie in _ways().begun:
        return cookie
    return next((code for code in (_ways().stored(), cookie) if code in languages.LANGUAGES), None)


def _wish() -> str | None:
    """Return the first language spoken here that the browser asks for: en-GB is English, like any other.

    Source: RFC 4647, 3.4, Lookup.
    """
    asked = [(tag.partition("-")[0].lower(), quality) for tag, quality in request.accept_languages]
    return next((code for code, quality in asked if quality > 0 and code in languages.LANGUAGES), None)


def _say_language(response: Response) -> Response:
    """Say the language of an answer that asked for it, and by what another request gets another one."""
    if "language_spoken" in g and not 300 <= response.status_code < 400:
        response.headers.setdefault("Content-Language", g.language_spoken)
        response.vary.add("Accept-Language")
        if not _ways().is_for_programs():
            response.vary.add("Cookie")
    return response


def _template_values() -> dict[str, object]:
    return {
        "language": reader_language(),
        "languages": [(code, languages.LANGUAGE_NAMES[code]) for code in languages.LANGUAGES],
    }
