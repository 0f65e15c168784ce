"""Which materials somebody means, in the words of any language: nearest first."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select

from exchange.kernel.text import words
from exchange.materials.models import Material, MaterialName
from exchange.materials.queries.materials import MaterialView, materials_by_id
from exchange.materials.rules import FURTHEST, SOURCE_LANGUAGE, closeness, is_within, root, telling
from exchange.storage.database import session

_WORDINGS_KEPT = 1024


def find(text: str, language: str = SOURCE_LANGUAGE, limit: int = 8) -> tuple[MaterialView, ...]:
    """Return the materials that a text means in whatever language, worded in the one asked for.

    The same words come before a beginning, and that before single words; among equals a name comes
    before a synonym, the language asked for before others, then the order of the tree.
    """
    asked = telling(words(text))
    if not asked:
        return ()
    rows = session().execute(
        select(MaterialName.material_id, MaterialName.language, MaterialName.folded, Material.position)
        .join(Material, Material.id == MaterialName.material_id)
        .order_by(Material.position)
    )
    # Whatever the ending, words that are alike share these letters: most wordings are passed over by them.
    shared = [root(word)[:-1] or word for word in asked]
    best: dict[int, tuple[int, bool, bool, int]] = {}
    for material_id, worded_in, folded, position in rows:
        near = _nearest(asked, _wordings(folded)) if all(part in folded for part in shared) else None
        if near is not None:
            rank = (*near, worded_in != language, position)
            best[material_id] = min(rank, best.get(material_id, rank))
    chosen = sorted(best, key=lambda key: best[key])[:limit]
    views = materials_by_id(chosen, language)
    return tuple(views[material_id] for material_id in chosen)


def _nearest(asked: list[str], wordings: tuple[list[str], ...]) -> tuple[int, bool] | None:
    """Return the best closeness to a material's wordings in a language, and whether a synonym gave it."""
    near = [
        (distance, place > 0)
        for place, wording in enumerate(wordings)
        if (distance := closeness(asked, wording)) is not None
    ]
    if near:
        return min(near)
    every_word = [word for wording in wordings for word in wording]
    return (FURTHEST, True) if is_within(asked, every_word) else None


@lru_cache(maxsize=_WORDINGS_KEPT)
def _wordings(folded: str) -> tuple[list[str], ...]:
    """Return the words of each wording of a material, its name first."""
    return tuple(telling(wording.split()) for wording in folded.split(" | "))
