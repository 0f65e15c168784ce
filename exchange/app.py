"""The application, put together in reading order."""

from __future__ import annotations

import secrets
import time
from datetime import datetime

from apiflask import APIFlask
from flask import Flask, Response, g, request

from exchange.api import openapi
from exchange.api import problems as api_problems
from exchange.gateways import logs
from exchange.gateways.clock import Clock
from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.services import service_of
from exchange.kernel.languages import BEGUN
from exchange.settings import Settings, assets, read_settings
from exchange.storage import database
from exchange.storage.answers import Answers
from exchange.territories.exports import gazetteer
from exchange.web import language, naming, problems, rendering, security, session, vendor
from exchange.web.accounts.routes import blueprint as accounts
from exchange.web.admin.routes import blueprint as admin
from exchange.web.claims.routes import blueprint as claims
from exchange.web.guards import PUBLIC, guard
from exchange.web.health.routes import blueprint as health
from exchange.web.home.routes import blueprint as home
from exchange.web.listings.routes import blueprint as listings
from exchange.web.materials.routes import blueprint as materials
from exchange.web.organisations.routes import blueprint as organisations
from exchange.web.territories.routes import blueprint as territories

API_PREFIX = "/api/v1"


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application wired to its settings (the environment's by default)."""
    settings = settings or read_settings()
    app = APIFlask(
        "exchange",
        template_folder=str(assets("templates")),
        static_folder=str(assets("static")),
        json_errors=False,
        spec_path=None,
        docs_path=None,
    )
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["clock"] = Clock(settings)
    app.extensions["geocoder"] = _geocoder(app, settings)

    logs.configure(settings.log_level)
    database.connect(app, settings)
    _number_requests(app)
    language.register(
        app,
        stored=session.stored_language,
        is_for_programs=_is_for_programs,
        begun=BEGUN if settings.env != "production" else (),
    )
    security.register(app, settings)
    session.register(app, settings)
    rendering.register(app)
    naming.register(app)
    vendor.register(app)
    for pages in (home, accounts, organisations, admin, listings, claims, territories, materials, health):
        app.register_blueprint(pages)
    app.view_functions["static"] = guard(PUBLIC)(app.view_functions["static"])
    for blueprint in openapi.register(app, prefix=API_PREFIX):
        security.exempt(blueprint)
    app.register_error_handler(Exception, _answer)
    return app


def _answer(error: Exception) -> Response:
    """Answer an error in the manner of the face it happened in."""
    if request.path.startswith(API_PREFIX):
        return api_problems.answer(error)
    return problems.answer(error)


def _is_for_programs() -> bool:
    """Whether a program is to read the answer; the description of the API has a page for people."""
    return request.path.startswith(API_PREFIX) and request.endpoint != openapi.PAGE


def _geocoder(app: Flask, settings: Settings) -> HouseGeocoder:
    def now() -> datetime:
        instant: datetime = app.extensions["clock"].now()
        return instant

    return HouseGeocoder(gazetteer, service_of(settings), Answers(now))


def _number_requests(app: Flask) -> None:
    @app.before_request
    def _begin() -> None:
        g.request_id = secrets.token_hex(8)
        g.began = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        if "request_id" in g:
            response.headers["X-Request-Id"] = g.request_id
            logs.request(
                request_id=g.request_id,
                method=request.method,
                endpoint=request.endpoint,
                status=response.status_code,
                ms=round((time.perf_counter() - g.began) * 1000, 1),
            )
        return response
