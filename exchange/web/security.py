"""Headers on every answer, limits on every visitor, a token in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from exchange.web import session

if TYPE_CHECKING:
    from exchange.settings import Settings

FORM_LIMIT_BYTES = 96 * 1024 * 1024
"""Six photographs of 15 MB and the words around them."""

GENERAL_LIMITS = ["1200 per minute"]

csrf = CSRFProtect()


def policy(tile_url: str = "") -> str:
    """Return the content security policy; a tile server is allowed for images only."""
    images = "'self' data:"
    if tile_url:
        parts = urlsplit(tile_url.replace("{s}", "*"))
        images += f" {parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def exempt(blueprint: Blueprint) -> None:
    """Ask no form token of a blueprint that never reads cookies: nobody's name can be borrowed there."""
    cast("Any", csrf).exempt(blueprint)


def register(app: Flask, settings: Settings) -> None:
    """Set limits, form tokens and headers on the application."""
    app.config.update(
        MAX_CONTENT_LENGTH=FORM_LIMIT_BYTES,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=400,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    Limiter(
        get_remote_address,
        app=app,
        default_limits=list(GENERAL_LIMITS),
        storage_uri=settings.rate_limit_storage_url,
        enabled=settings.rate_limits == "on",
        default_limits_exempt_when=lambda: request.endpoint in {"static", "vendor.file", "health.healthz"},
    )
    content_security = policy(settings.tile_url)

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_security)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=(), payment=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if settings.is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if response.mimetype == "text/html":
            response.vary.update(("Cookie", "Accept-Language"))
            if session.actor().is_signed_in:
                headers["Cache-Control"] = "no-store"
        return response
