"""Other people's files are served as they were tried, to the byte, and nothing else is."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.settings import assets
from exchange.web import guards, vendor
from exchange.web.vendor import FILES, PACKAGES, asset_url, folder, vendor_url

PINNED = {
    (
        "bootstrap",
        "css/bootstrap.min.css",
    ): "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
    ("bootstrap", "js/bootstrap.min.js"): "7b0f14895d69247fd88e93840489cfd47c55bd3fd27eb0a6c12a14cc5f492207",
    ("bootstrap", "umd/popper.min.js"): "ef9d782294421522458e434c973a266b8be6544e0919a51810933db18aba3987",
    ("font", "HankenGrotesk-Bold.otf"): "5079474afed8e7099e802369a4d5dce8a83da3e5cb35a0a65054cafe3a9cbb80",
    ("font", "HankenGrotesk-Medium.otf"): "42e2489d8759d07fb633acc30671030edf7fcf22baaf89291e6d3d9a8a4f94e3",
    ("htmx", "htmx.min.js"): "491955cd1810747d7d7b9ccb936400afb760e06d25d53e4572b64b6563b2784e",
    ("leaflet", "images/layers-2x.png"): "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    ("leaflet", "images/layers.png"): "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    (
        "leaflet",
        "images/marker-icon-2x.png",
    ): "00179c4c1ee830d3a108412ae0d294f55776cfeb085c60129a39aa6fc4ae2528",
    ("leaflet", "images/marker-icon.png"): "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
    (
        "leaflet",
        "images/marker-shadow.png",
    ): "264f5c640339f042dd729062cfc04c17f8ea0f29882b538e3848ed8f10edb4da",
    ("leaflet", "leaflet.css"): "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
    ("leaflet", "leaflet.js"): "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    (
        "bootstrap",
        "icons/bootstrap-icons.svg",
    ): "fe7b61303ee8b160aa2d596dabbb70f4ffeaf8ea24891004e9b1d0d2877638b1",
}
"""SHA-256 of every file served or drawn from. A new version is looked at, tried, then pinned here."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Flask:
    app = Flask("vendor", static_folder=str(assets("static")))
    monkeypatch.setattr(guards, "actor", lambda: guards.session.ANONYMOUS)
    vendor.register(app)
    return app


@pytest.fixture
def browser(served: Flask) -> FlaskClient:
    return served.test_client()


def test_every_served_file_is_pinned() -> None:
    listed = {(package, path) for package, paths in FILES.items() for path in paths}
    assert listed == set(PINNED) - {("bootstrap", "icons/bootstrap-icons.svg")}
    assert set(FILES) == set(PACKAGES)


@pytest.mark.parametrize(("package", "path"), sorted(PINNED))
def test_a_file_is_the_one_that_was_tried(package: str, path: str) -> None:
    content = (folder(package) / path).read_bytes()
    assert hashlib.sha256(content).hexdigest() == PINNED[package, path]


@pytest.mark.parametrize(("package", "path"), sorted((p, f) for p, files in FILES.items() for f in files))
def test_a_listed_file_is_served_to_be_kept(browser: FlaskClient, package: str, path: str) -> None:
    answer = browser.get(f"/vendor/{package}/{path}")
    assert hashlib.sha256(answer.data).hexdigest() == PINNED[package, path]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype in {"text/css", "text/javascript", "font/otf", "image/png"}


@pytest.mark.parametrize(
    "path",
    [
        "/vendor/bootstrap/icons/bootstrap-icons.svg",
        "/vendor/bootstrap/css/../js/bootstrap.min.js.map",
        "/vendor/htmx/../../__init__.py",
        "/vendor/htmx/%2e%2e/__init__.py",
        "/vendor/flask/app.py",
    ],
)
def test_nothing_else_is_served(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_an_address_changes_with_the_file(served: Flask) -> None:
    with served.test_request_context():
        assert vendor_url("htmx", "htmx.min.js") == (
            f"/vendor/htmx/htmx.min.js?v={PINNED['htmx', 'htmx.min.js'][:12]}"
        )
        digest = hashlib.sha256((assets("static") / "css" / "tokens.css").read_bytes()).hexdigest()
        assert asset_url("css/tokens.css") == f"/static/css/tokens.css?v={digest[:12]}"


def test_our_own_files_are_kept_only_under_their_mark(served: Flask, browser: FlaskClient) -> None:
    with served.test_request_context():
        marked = asset_url("css/tokens.css")
    assert "immutable" in browser.get(marked).headers["Cache-Control"]
    assert "immutable" not in browser.get("/static/css/tokens.css").headers["Cache-Control"]


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, "nowhere", ("no_such_package", "files"))
    with pytest.raises(LookupError, match="no_such_package"):
        folder("nowhere")


def test_finding_htmx_imports_neither_its_package_nor_django() -> None:
    code = (
        "import sys; from exchange.web.vendor import folder; folder('htmx');"
        "print(sorted(n for n in sys.modules if n.split('.')[0] in {'django', 'js_lib_htmx'}))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_style_sheet_names_only_files_that_are_served(browser: FlaskClient) -> None:
    for sheet in sorted((assets("static") / "css").glob("*.css")):
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8")):
            assert address.startswith("../")
            path = (
                "/" + address.removeprefix("../../")
                if address.startswith("../../")
                else "/static/" + address[3:]
            )
            assert browser.get(path).status_code == 200, (sheet.name, address)
