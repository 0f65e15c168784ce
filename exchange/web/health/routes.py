"""`/healthz` answers while the process lives; `/readyz` while the database is reachable and migrated."""

from __future__ import annotations

from flask import Blueprint, Response, make_response

from exchange.storage import migrating
from exchange.web.guards import PUBLIC, guard

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@guard(PUBLIC)
def healthz() -> Response:
    """Answer 200: the process is up."""
    return _text("ok", 200)


@blueprint.get("/readyz")
@guard(PUBLIC)
def readyz() -> Response:
    """Answer 200 if the database is reachable and migrated, else 503."""
    ready = migrating.is_ready()
    return _text("ready" if ready else "not ready", 200 if ready else 503)


def _text(words: str, status: int) -> Response:
    response = make_response(words + "\n", status)
    response.mimetype = "text/plain"
    response.headers["Cache-Control"] = "no-store"
    return response
