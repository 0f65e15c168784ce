"""The house's own pages: welcome, stories, about, privacy, accessibility; and the choice of a language."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from exchange.accounts.actions import credentials
from exchange.kernel import languages
from exchange.listings.queries.cards import latest
from exchange.materials.queries import materials
from exchange.web import language
from exchange.web.guards import PUBLIC, actor, guard, now, safe_next
from exchange.web.problems import page
from exchange.web.security import csrf

LATEST_SHOWN = 4

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@guard(PUBLIC)
def index() -> Response:
    """Show what the house is for, to each of its three publics, and where to begin."""
    language_read = language.reader_language()
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
    settings, geocoder = current_app.extensions["settings"], current_app.extensions["geocoder"]
    return page("home/privacy.html", operator=settings.mail_from, service=geocoder.service_title)


@blueprint.get("/accessibility")
@guard(PUBLIC)
def accessibility() -> Response:
    """Declare how far the pages are accessible, and how that was found."""
    return page("home/accessibility.html")


@blueprint.post("/language")
@csrf.exempt
@guard(PUBLIC)
def choose_language() -> Response:
    """Keep the visitor's language, with their account if they are signed in, and return to their page.

    Nobody's account is at stake for an anonymous visitor, so that no form token, hence no cookie, is needed
    on every page that they read.
    """
    chosen = request.form.get("language", "")
    if actor().is_signed_in:
        csrf.protect()
        if chosen in languages.LANGUAGES:
            credentials.choose_language(actor(), chosen, now())
    answer = redirect(safe_next(request.form.get("next")) or url_for("home.index"), 303)
    language.remember(answer, chosen, secure=current_app.extensions["settings"].is_https)
    return answer
