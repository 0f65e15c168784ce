"""What territories and materials are called in the language that the caller asked for.

Names are read once for each language and kept: they change with the reference data only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from flask import current_app

from exchange.api.materials import language
from exchange.materials.queries.materials import materials
from exchange.territories.queries import names_in


def called(name: str, key: str) -> str:
    """Return a territory's name in the language asked for, its own name where it has no other."""
    return _names("territory_names", names_in).get(key, name)


def material_called(name: str, slug: str) -> str:
    """Return a material's name in the language asked for, the name given where there is none."""
    return _names("material_names", _materials_in).get(slug, name)


def _materials_in(asked: str) -> Mapping[str, str]:
    return {view.slug: view.name for view in materials(asked)}


def _names(kept: str, read: Callable[[str], Mapping[str, str]]) -> Mapping[str, str]:
    known = cast("dict[str, Mapping[str, str]]", current_app.extensions.setdefault(kept, {}))
    asked = language()
    if asked not in known:
        known[asked] = read(asked)
    return known[asked]
