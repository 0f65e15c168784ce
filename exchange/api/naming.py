"""What territories are called in the language that the caller asked for."""

from __future__ import annotations

from typing import cast

from flask import current_app

from exchange.api.materials import language
from exchange.territories.queries import names_in


def called(name: str, key: str) -> str:
    """Return a territory's name in the language asked for, its own name where it has no other."""
    known = cast("dict[str, dict[str, str]]", current_app.extensions.setdefault("territory_names", {}))
    asked = language()
    if asked not in known:
        known[asked] = names_in(asked)
    return known[asked].get(key, name)
