"""What can be read of materials: the tree in a language, subtrees, usual waste codes and units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import aliased

from exchange.materials.errors import MaterialUnknown
from exchange.materials.models import (
    Material,
    MaterialLineage,
    MaterialName,
    MaterialUnit,
    MaterialWasteCode,
    WasteCode,
)
from exchange.materials.queries.waste_codes import LANGUAGES_KEPT, WasteCodeView, worded
from exchange.materials.rules import SOURCE_LANGUAGE, is_slug
from exchange.storage.database import session

_UNIT: tuple[Any, ...] = (
    MaterialUnit.unit,
    MaterialUnit.grams_per_unit,
    MaterialUnit.basis,
    MaterialUnit.source,
)
_UNITS = (
    select(MaterialUnit.material_id, *_UNIT)
    .where(MaterialUnit.material_id.in_(bindparam("ids", expanding=True)))
    .order_by(MaterialUnit.material_id, MaterialUnit.position)
)


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit usual for a material; `grams_per_unit` is None where only a scale can tell.

    `basis` is `exact`, `published` (then `source` cites it) or `usual` (to be weighed).
    """

    unit: str
    grams_per_unit: int | None
    basis: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material in a language, with what it suggests: the first waste code and unit are the usual ones."""

    id: int
    slug: str
    name: str
    synonyms: tuple[str, ...]
    parent: str | None
    waste_codes: tuple[WasteCodeView, ...]
    units: tuple[UnitView, ...]
    children: tuple[MaterialView, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingView:
    """How a material is called in a language."""

    language: str
    name: str
    synonyms: tuple[str, ...]


def tree(language: str = SOURCE_LANGUAGE) -> tuple[MaterialView, ...]:
    """Return the whole tree in its order: the top materials, each with its children."""
    views = _views(language)
    below: dict[str | None, list[MaterialView]] = {}
    for view in views:
        below.setdefault(view.parent, []).append(view)

    def grown(view: MaterialView) -> MaterialView:
        children = tuple(grown(child) for child in below.get(view.slug, ()))
        return MaterialView(
            view.id,
            view.slug,
            view.name,
            view.synonyms,
            view.parent,
            view.waste_codes,
            view.units,
            children,
        )

    return tuple(grown(view) for view in below.get(None, ()))


def materials(language: str = SOURCE_LANGUAGE) -> tuple[MaterialView, ...]:
    """Return every material in the tree's order, without children: a flat list."""
    return tuple(_views(language))


def material(slug: str, language: str = SOURCE_LANGUAGE) -> MaterialView:
    """Return the material of a slug.

    Raises: MaterialUnknown.
    """
    views = _views(language, slug=slug) if is_slug(slug) else []
    if not views:
        raise MaterialUnknown(slug=slug[:60])
    return views[0]


def materials_by_id(ids: Iterable[int], language: str = SOURCE_LANGUAGE) -> dict[int, MaterialView]:
    """Return materials by their id; unknown ids are left out."""
    return {view.id: view for view in _views(language, ids=frozenset(ids))}


def wordings(material_id: int) -> dict[str, WordingView]:
    """Return how a material is called in each language that it is worded in."""
    rows = session().scalars(select(MaterialName).where(MaterialName.material_id == material_id))
    return {row.language: WordingView(row.language, row.name, _listed(row.synonyms)) for row in rows}


def subtree(material_id: int) -> Select[int]:
    """Return the query for the ids of a material and all below it, to be joined or nested."""
    return select(MaterialLineage.descendant_id).where(MaterialLineage.ancestor_id == material_id)


def subtree_ids(slug: str) -> frozenset[int]:
    """Return the ids of a material and all below it.

    Raises: MaterialUnknown.
    """
    return frozenset(session().scalars(subtree(material(slug).id)))


def top_ids() -> dict[int, int]:
    """Return, for each material, the id of the top material above it (itself, at the top)."""
    rows = session().execute(
        select(MaterialLineage.descendant_id, MaterialLineage.ancestor_id)
        .join(Material, Material.id == MaterialLineage.ancestor_id)
        .where(Material.parent_id.is_(None))
    )
    return dict(rows.tuples().all())


def _views(
    language: str, *, slug: str | None = None, ids: frozenset[int] | None = None
) -> list[MaterialView]:
    """Return materials in order, wanted by slug or ids or all, each with its suggestions."""
    if slug is not None:
        answer = session().execute(_wanted(language, "slug"), {"slug": slug})
    elif ids is not None:
        answer = session().execute(_wanted(language, "ids"), {"ids": list(ids)})
    else:
        answer = session().execute(_wanted(language))
    rows = answer.all()
    found = [row[0] for row in rows]
    codes, units = _suggested_codes(found, language), _suggested_units(found)
    return [
        MaterialView(
            id=id_,
            slug=own,
            name=name,
            synonyms=_listed(synonyms),
            parent=above,
            waste_codes=tuple(codes.get(id_, ())),
            units=tuple(units.get(id_, ())),
        )
        for id_, own, name, synonyms, above in rows
    ]


def _listed(synonyms: str) -> tuple[str, ...]:
    return tuple(synonyms.split("; ")) if synonyms else ()


@lru_cache(maxsize=3 * LANGUAGES_KEPT)
def _wanted(language: str, by: str = "") -> Select[int, str, str, str, str]:
    """Return the query for materials with their wording in a language, all or by "slug" or "ids".

    It is put together once: that costs more than asking it.
    """
    parent, asked, source = aliased(Material), aliased(MaterialName), aliased(MaterialName)
    # The wording and its synonyms come from one language, never half from each.
    wanted = (
        select(
            Material.id,
            Material.slug,
            func.coalesce(asked.name, source.name, Material.slug),
            case((asked.name.is_not(None), asked.synonyms), else_=func.coalesce(source.synonyms, "")),
            parent.slug,
        )
        .outerjoin(parent, parent.id == Material.parent_id)
        .outerjoin(asked, (asked.material_id == Material.id) & (asked.language == language))
        .outerjoin(source, (source.material_id == Material.id) & (source.language == SOURCE_LANGUAGE))
        .order_by(Material.position, Material.id)
    )
    if by == "slug":
        return wanted.where(Material.slug == bindparam("slug"))
    return wanted.where(Material.id.in_(bindparam("ids", expanding=True))) if by == "ids" else wanted


def _suggested_codes(material_ids: list[int], language: str) -> dict[int, list[WasteCodeView]]:
    rows = session().execute(_codes_of(language), {"ids": material_ids})
    found: dict[int, list[WasteCodeView]] = {}
    for *columns, material_id in rows:
        found.setdefault(material_id, []).append(WasteCodeView(*columns))
    return found


@lru_cache(maxsize=LANGUAGES_KEPT)
def _codes_of(language: str) -> Select[Any]:
    """Return the query for the waste codes that materials suggest, worded in a language."""
    return (
        worded(language)
        .add_columns(MaterialWasteCode.material_id)
        .join(MaterialWasteCode, MaterialWasteCode.waste_code_id == WasteCode.id)
        .where(MaterialWasteCode.material_id.in_(bindparam("ids", expanding=True)))
        .order_by(MaterialWasteCode.material_id, MaterialWasteCode.position)
    )


def _suggested_units(material_ids: list[int]) -> dict[int, list[UnitView]]:
    found: dict[int, list[UnitView]] = {}
    for material_id, *told in session().execute(_UNITS, {"ids": material_ids}):
        found.setdefault(material_id, []).append(UnitView(*told))
    return found
