"""Drawings set into pages as inline SVG, coloured by the text around: icons and material pictograms."""

from __future__ import annotations

import re
from functools import cache

from flask import Flask
from markupsafe import Markup

from exchange.settings import assets
from exchange.web import vendor

GENERIC = "generic"
_SYMBOL = re.compile(r'<symbol[^>]*viewBox="([^"]+)"[^>]*\bid="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)
_SLUG = re.compile(r"[a-z0-9-]{1,60}")


def icon(name: str, label: str = "") -> Markup:
    """Return a Bootstrap icon; without a label it is decoration, hidden from screen readers.

    Raises: KeyError for a name that the icon set does not have.
    """
    box, drawing = _icons()[name]
    return _inline("icon", box, drawing, label)


def pictogram(slug: str) -> Markup:
    """Return the pictogram of a material by its slug, the generic one if it has none; always decoration."""
    return _pictogram(slug if _SLUG.fullmatch(slug) else GENERIC)


def mark() -> Markup:
    """Return the house's mark, a vein of copper in the ground; always decoration."""
    return _mark()


@cache
def _icons() -> dict[str, tuple[str, str]]:
    sprite = (vendor.folder("bootstrap") / "icons" / "bootstrap-icons.svg").read_text(encoding="utf-8")
    return {name: (box, drawing) for box, name, drawing in _SYMBOL.findall(sprite)}


@cache
def _pictogram(slug: str) -> Markup:
    drawings = assets("static") / "img" / "materials"
    drawing = drawings / f"{slug}.svg"
    source = drawing if drawing.is_file() else drawings / f"{GENERIC}.svg"
    return _ours(source.read_text(encoding="utf-8"), "pictogram")


@cache
def _mark() -> Markup:
    return _ours((assets("static") / "img" / "mark.svg").read_text(encoding="utf-8"), "brand-mark")


def _ours(svg: str, kind: str) -> Markup:
    return Markup(  # noqa: S704 - a file of this house
        svg.strip().replace("<svg ", f'<svg class="{kind}" aria-hidden="true" focusable="false" ', 1)
    )


def _inline(kind: str, box: str, drawing: str, label: str) -> Markup:
    spoken = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true" focusable="false"')
    )
    return Markup(
        '<svg class="{}" viewBox="{}" width="16" height="16" fill="currentColor" {}>{}</svg>'
    ).format(
        kind,
        box,
        spoken,
        Markup(drawing),  # noqa: S704 - comes from the installed package, pinned by its hash
    )


def register(app: Flask) -> None:
    """Give an application's templates `icon`, `pictogram` and `mark`."""
    app.jinja_env.globals.update(icon=icon, pictogram=pictogram, mark=mark)
