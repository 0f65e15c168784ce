"""The house's own pages: welcome, stories, about, privacy, accessibility; and the choice of a language."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from exchange.listings.queries.cards import latest
from exchange.materials.queries import materials
from exchange.web import language
from exchange.web.guards import PUBLIC, guard, safe_next
from exchange.web.problems import page

LATEST_SHOWN = 4

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@guard(PUBLIC)
def index() -> Response:
    """Show what the house is for, to each of its three publics, and where to begin."""
    language_read = _language()
    return page(
        "home/index.html",
        materials=materials.tree(language_read),
        latest=latest(LATEST_SHOWN, language_read),
    )


@blueprint.get("/stories")
@guard(PUBLIC)
def stories() -> Response:
    """Tell the published case that the house is modelled on."""
    return page("home/stories.html")


@blueprint.get("/about")
@guard(PUBLIC)
def about() -> Response:
    """Say what the house is, how its figures come about, and what it does not do."""
    return page("home/about.html")


@blueprint.get("/privacy")
@guard(PUBLIC)
def privacy() -> Response:
    """Say what is kept of people, why, how long, and who sees it."""
    settings = current_app.extensions["settings"]
    return page("home/privacy.html", operator=settings.mail_from)


@blueprint.get("/accessibility")
@guard(PUBLIC)
def accessibility() -> Response:
    """Declare how far the pages are accessible, and how that was found."""
    return page("home/accessibility.html")


@blueprint.post("/language")
@guard(PUBLIC)
def choose_language() -> Response:
    """Keep the visitor's language and return to the page they came from."""
    target = safe_next(request.form.get("next")) or url_for("home.index")
    answer = redirect(target, 303)
    language.remember(
        answer,
        request.form.get("language", ""),
        secure=current_app.extensions["settings"].is_https,
    )
    return answer


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else language.SOURCE_LANGUAGE
