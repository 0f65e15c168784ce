"""Materials and waste codes, worded in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from flask import Response
from flask_babel import get_locale
from pydantic import WithJsonSchema

from exchange.api.answers import named, next_url, shown
from exchange.api.authentication import PUBLIC, guard
from exchange.api.blueprints import feature
from exchange.api.values import Answer, Flag, MassOut, PageQuery, Words
from exchange.kernel.errors import Missing
from exchange.kernel.paging import sliced
from exchange.kernel.units import UNITS
from exchange.materials.errors import MaterialUnknown, WasteCodeUnknown
from exchange.materials.models import BASES
from exchange.materials.queries import materials
from exchange.materials.queries.search import find
from exchange.materials.queries.waste_codes import WasteCodeView, waste_code
from exchange.materials.queries.waste_search import search
from exchange.materials.queries.waste_tree import HeadingView, headings
from exchange.materials.rules import SOURCE_LANGUAGE, is_slug

blueprint = feature("materials", __name__, tag="Reference")

_EVERY_MATERIAL = 1000


def _text(pattern: str, example: str) -> Any:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


ChapterAsked = Annotated[Words, _text("^[0-9]{2}$", "15")]
SubchapterAsked = Annotated[Words, _text("^[0-9]{2} ?[0-9]{2}$", "15 01")]
Code = Annotated[str, _text("^[0-9]{2} [0-9]{2} [0-9]{2}$", "15 01 05")]
Chapter = Annotated[str, _text("^[0-9]{2}$", "15")]
Subchapter = Annotated[str, _text("^[0-9]{2} [0-9]{2}$", "15 01")]


class MaterialsQuery(PageQuery):
    """Which materials: those that words of any language mean, nearest first; those right below a parent."""

    q: Words = ""
    parent: Words = ""


class WasteCodesQuery(PageQuery):
    """Which entries: that begin with digits or hold words of any language; of a heading; of a material."""

    q: Words = ""
    chapter: ChapterAsked = ""
    subchapter: SubchapterAsked = ""
    hazardous: Flag | None = None
    material: Words = ""


class WasteCode(Answer):
    """An entry of the European List of Waste; a hazardous one is never published."""

    code: Code
    hazardous: bool
    name: str
    chapter: Chapter


class ListedWasteCode(WasteCode):
    """An entry of the European List of Waste with the headings above it."""

    chapter_name: str
    subchapter: Subchapter
    subchapter_name: str


class WasteCodePage(Answer):
    """A page of waste codes: the nearest to the words asked for first, else in the order of the list."""

    items: list[ListedWasteCode]
    total: int
    next: str | None


class MaterialUnit(Answer):
    """A unit usual for a material. `basis`: exact, published (`source` cites it), or usual (weigh it)."""

    unit: Annotated[str, WithJsonSchema({"type": "string", "enum": list(UNITS)})]
    kg_per_unit: MassOut | None
    basis: Annotated[str, WithJsonSchema({"type": "string", "enum": list(BASES)})] | None
    source: str | None


class Material(Answer):
    """A category of the material tree; its first waste code and unit are the usual ones."""

    slug: str
    name: str
    synonyms: list[str]
    parent: str | None
    waste_codes: list[WasteCode]
    units: list[MaterialUnit]


class MaterialPage(Answer):
    """A page of materials, each after its parent."""

    items: list[Material]
    total: int
    next: str | None


def language() -> str:
    """Return the language in which this request is answered."""
    locale = get_locale()
    return locale.language if locale else SOURCE_LANGUAGE


@blueprint.get("/materials")
@guard(PUBLIC)
@blueprint.input(MaterialsQuery, location="query", arg_name="asked")
@blueprint.output(MaterialPage)
@blueprint.doc(summary="List the material tree", operation_id="listMaterials")
def index(asked: MaterialsQuery) -> Response:
    """Return a page of materials: each after its parent, or the nearest to words first."""
    found = find(asked.q, language(), _EVERY_MATERIAL) if asked.q else materials.materials(language())
    if asked.parent:
        with named({"material": "parent"}):
            parent = materials.material(asked.parent).slug
        found = tuple(view for view in found if view.parent == parent)
    page = sliced(found, limit=asked.limit, cursor=asked.cursor)
    items = [_material(view) for view in page.items]
    return shown(MaterialPage(items=items, total=page.total, next=next_url(page)))


@blueprint.get("/materials/<slug>")
@guard(PUBLIC)
@blueprint.output(Material)
@blueprint.doc(summary="Read a material", operation_id="readMaterial")
def show(slug: str) -> Response:
    """Return one material with the waste codes and units usual for it."""
    if not is_slug(slug):
        raise Missing
    try:
        return shown(_material(materials.material(slug, language())))
    except MaterialUnknown as error:
        # In a listing an unknown material is bad input; as an address it is a thing that is not there.
        raise Missing from error


@blueprint.get("/waste-codes")
@guard(PUBLIC)
@blueprint.input(WasteCodesQuery, location="query", arg_name="asked")
@blueprint.output(WasteCodePage)
@blueprint.doc(summary="List the entries of the European List of Waste", operation_id="listWasteCodes")
def waste_codes(asked: WasteCodesQuery) -> Response:
    """Return a page of waste codes."""
    with named({"waste_code": "q"}):
        found = search(
            asked.q,
            language(),
            chapter=asked.chapter,
            subchapter=asked.subchapter,
            hazardous=asked.hazardous,
            usual_for=asked.material,
        )
    page = sliced(found, limit=asked.limit, cursor=asked.cursor)
    known = headings(language())
    items = [_listed(view, known) for view in page.items]
    return shown(WasteCodePage(items=items, total=page.total, next=next_url(page)))


@blueprint.get("/waste-codes/<code>")
@guard(PUBLIC)
@blueprint.output(ListedWasteCode)
@blueprint.doc(summary="Read an entry of the European List of Waste", operation_id="readWasteCode")
def show_waste_code(code: str) -> Response:
    """Return one entry by any spelling of its code: `150105`, `15 01 05`, `15.01.05`, `15 01 10*`."""
    try:
        return shown(_listed(waste_code(code, language()), headings(language())))
    except WasteCodeUnknown as error:
        raise Missing from error


def _material(view: materials.MaterialView) -> Material:
    return Material(
        slug=view.slug,
        name=view.name,
        synonyms=list(view.synonyms),
        parent=view.parent,
        waste_codes=[
            WasteCode(code=code.code, hazardous=code.hazardous, name=code.name, chapter=code.chapter)
            for code in view.waste_codes
        ],
        units=[
            MaterialUnit(
                unit=unit.unit, kg_per_unit=unit.grams_per_unit, basis=unit.basis, source=unit.source
            )
            for unit in view.units
        ],
    )


def _listed(view: WasteCodeView, known: Mapping[str, HeadingView]) -> ListedWasteCode:
    return ListedWasteCode(
        code=view.code,
        hazardous=view.hazardous,
        name=view.name,
        chapter=view.chapter,
        chapter_name=known[view.chapter].name,
        subchapter=view.subchapter,
        subchapter_name=known[view.subchapter].name,
    )
