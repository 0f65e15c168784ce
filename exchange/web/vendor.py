"""Front-end files: other people's, served straight from their pip packages, and the addresses of our own."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_file, url_for

from exchange.settings import assets
from exchange.web.guards import PUBLIC, guard

YEAR_SECONDS = 365 * 24 * 3600
KEPT = f"public, max-age={YEAR_SECONDS}, immutable"

PACKAGES: dict[str, tuple[str, str]] = {
    "bootstrap": ("flask_bootstrap", "static/bootstrap5"),
    "font": ("font_hanken_grotesk", "files"),
    "htmx": ("js_lib_htmx", "static/htmx"),
    "leaflet": ("xstatic.pkg.leaflet", "data"),
}
"""By the name in the address: the Python package and the folder inside it."""

FILES: dict[str, frozenset[str]] = {
    "bootstrap": frozenset({"css/bootstrap.min.css", "js/bootstrap.min.js", "umd/popper.min.js"}),
    "font": frozenset({"HankenGrotesk-Medium.otf", "HankenGrotesk-Bold.otf"}),
    "htmx": frozenset({"htmx.min.js"}),
    "leaflet": frozenset(
        {
            "leaflet.js",
            "leaflet.css",
            "images/layers.png",
            "images/layers-2x.png",
            "images/marker-icon.png",
            "images/marker-icon-2x.png",
            "images/marker-shadow.png",
        }
    ),
}
"""What is served, and nothing else; a test pins the SHA-256 of each."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".otf": "font/otf", ".png": "image/png"}

blueprint = Blueprint("vendor", __name__, url_prefix="/vendor")


@cache
def folder(package: str) -> Path:
    """Return where a package keeps its files, found without importing the package itself.

    Raises: LookupError if it is not installed.
    """
    module, inside = PACKAGES[package]
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"the package {module} is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / inside


@blueprint.get("/<package>/<path:path>")
@guard(PUBLIC)
def file(package: str, path: str) -> Response:
    """Return one listed file, to be kept for a year: an upgrade changes the address (`vendor_url`)."""
    if path not in FILES.get(package, frozenset()):
        abort(404)
    response = send_file(
        folder(package) / path, mimetype=_TYPES[Path(path).suffix], conditional=True, max_age=YEAR_SECONDS
    )
    response.headers["Cache-Control"] = KEPT
    return response


@cache
def _stamp(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def vendor_url(package: str, path: str) -> str:
    """Return the address of a listed file, with a mark that changes when the file does."""
    return url_for("vendor.file", package=package, path=path, v=_stamp(folder(package) / path))


def asset_url(name: str) -> str:
    """Return the address of a file under `static/`, with a mark that changes when the file does."""
    return url_for("static", filename=name, v=_stamp(assets("static") / name))


def _keep(response: Response) -> Response:
    """Let browsers keep our own files for a year where the address carries their mark."""
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = KEPT
    return response


def register(app: Flask) -> None:
    """Serve the listed files, and give templates `vendor_url` and `asset_url`."""
    app.register_blueprint(blueprint)
    app.after_request(_keep)
    app.jinja_env.globals.update(vendor_url=vendor_url, asset_url=asset_url)
