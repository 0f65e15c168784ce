"""What territories are called in the reader's language where that is not their own name: Straßburg."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Flask, current_app

from exchange.kernel.paging import Page
from exchange.kernel.text import fold
from exchange.territories.queries import TerritoryView, names_in
from exchange.web.language import reader_language

_KNOWN = "territory_names"


def called(name: str, key: str) -> str:
    """Return a territory's name in the reader's language, its own name where it has no other.

    Names are read once for each language and kept, like the catalogues: they change with the reference data.
    """
    known = cast("dict[str, dict[str, str]]", current_app.extensions[_KNOWN])
    language = reader_language()
    if language not in known:
        known[language] = names_in(language)
    return known[language].get(key, name)


def in_order(page: Page[TerritoryView]) -> Page[TerritoryView]:
    """Return a page by the names that the reader sees, if it is the whole list: a part keeps its order."""
    if page.next_cursor is not None:
        return page
    return replace(page, items=tuple(sorted(page.items, key=lambda view: fold(called(view.name, view.key)))))


def register(app: Flask) -> None:
    """Give an application's templates `called`: `{{ view.name|called(view.key) }}`."""
    app.extensions[_KNOWN] = {}
    app.jinja_env.filters["called"] = called
