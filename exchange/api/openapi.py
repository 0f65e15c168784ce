"""The API as a whole: its addresses, its OpenAPI 3.1 document, and the page that people read it on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import flask_swagger_ui
from flask import Blueprint, Response, abort, current_app, render_template, send_file
from flask_babel import gettext as _
from werkzeug.routing import BaseConverter

from exchange.api import (
    claim_steps,
    claims,
    listings,
    materials,
    organisations,
    photographs,
    search,
    statistics,
    territories,
)
from exchange.api.answers import document
from exchange.api.authentication import PUBLIC, guard
from exchange.api.description import INFO, SECURITY_SCHEMES, TAGS, complete
from exchange.api.reading import refuse_stray_query

if TYPE_CHECKING:
    from apiflask import APIFlask

DAY_SECONDS = 24 * 3600
PAGE = "api.docs"
"""The endpoint of the page on which people read the description."""

_SWAGGER = Path(flask_swagger_ui.__file__).parent / "dist"
_SWAGGER_FILES = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}

blueprint = Blueprint("api", __name__)
blueprint.before_request(refuse_stray_query)

BLUEPRINTS: tuple[Blueprint, ...] = (
    search.blueprint,
    listings.blueprint,
    photographs.blueprint,
    claims.blueprint,
    claim_steps.blueprint,
    statistics.blueprint,
    organisations.blueprint,
    territories.blueprint,
    materials.blueprint,
    blueprint,
)


class PublicIdConverter(BaseConverter):
    """Takes public ids only: an address with anything else in that place does not exist."""

    regex = "[0-9a-hjkmnp-tv-z]{16}"


def register(app: APIFlask, prefix: str) -> tuple[Blueprint, ...]:
    """Put the API under a prefix and return its blueprints.

    They carry no form tokens (nothing here reads cookies): the caller exempts them.
    """
    app.title, app.version = INFO["title"], INFO["version"]
    app.tags = TAGS
    app.servers = [{"url": "/"}]
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        INFO={"description": INFO["description"], "license": {"name": "AGPL-3.0-or-later"}},
        SECURITY_SCHEMES=SECURITY_SCHEMES,
        AUTO_404_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_SERVERS=False,
    )
    app.spec_processor(partial(complete, app))
    app.url_map.converters["public_id"] = PublicIdConverter
    for each in BLUEPRINTS:
        app.register_blueprint(each, url_prefix=prefix)
    return BLUEPRINTS


@blueprint.get("/openapi.json")
@guard(PUBLIC)
def described() -> Response:
    """Return the OpenAPI document."""
    app: APIFlask = current_app  # type: ignore[assignment]  # the application is made by create_app
    for each in app.blueprints.values():
        # apiflask asks this of every blueprint, also of those that are none of its own.
        each.__dict__.setdefault("enable_openapi", False)
    response = document(app._get_spec("json"))  # noqa: SLF001 - apiflask's one cached access to its document
    response.headers["Content-Language"] = "en"
    return response


@blueprint.get("/docs")
@guard(PUBLIC)
def docs() -> str:
    """Return the page on which people read and try the API."""
    return render_template("api/docs.html", title=_("Interface JSON de Gisement"))


@blueprint.get("/docs/<name>")
@guard(PUBLIC)
def docs_file(name: str) -> Response:
    """Return one of the page's files, straight from its package."""
    if name not in _SWAGGER_FILES:
        abort(404)
    return send_file(_SWAGGER / name, mimetype=_SWAGGER_FILES[name], conditional=True, max_age=DAY_SECONDS)
