"""Materials and waste codes, worded in the language asked for."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from flask_babel import get_locale
from pydantic import WithJsonSchema

from exchange.api.answers import next_url, shown, sliced
from exchange.api.authentication import PUBLIC, guard
from exchange.api.blueprints import feature
from exchange.api.values import Answer, MassOut, PageQuery
from exchange.kernel.errors import Missing
from exchange.kernel.units import UNITS
from exchange.materials.errors import MaterialUnknown
from exchange.materials.models import BASES
from exchange.materials.queries import materials
from exchange.materials.queries import waste_codes as codes
from exchange.materials.queries.materials import MaterialView
from exchange.materials.queries.waste_codes import WasteCodeView
from exchange.materials.rules import SOURCE_LANGUAGE, is_slug

blueprint = feature("materials", __name__, tag="Reference")


class WasteCode(Answer):
    """An entry of the European List of Waste; a hazardous one is never published."""

    code: Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9]{2} [0-9]{2} [0-9]{2}$"})]
    hazardous: bool
    name: str
    chapter: str


class WasteCodePage(Answer):
    """A page of waste codes, in the order of the list."""

    items: list[WasteCode]
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
@blueprint.input(PageQuery, location="query", arg_name="asked")
@blueprint.output(MaterialPage)
@blueprint.doc(summary="List the material tree", operation_id="listMaterials")
def index(asked: PageQuery) -> Response:
    """Return a page of materials."""
    page = sliced(materials.materials(language()), limit=asked.limit, cursor=asked.cursor)
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
@blueprint.input(PageQuery, location="query", arg_name="asked")
@blueprint.output(WasteCodePage)
@blueprint.doc(summary="List the waste codes that go with the materials", operation_id="listWasteCodes")
def waste_codes(asked: PageQuery) -> Response:
    """Return a page of waste codes."""
    page = sliced(codes.waste_codes(language()), limit=asked.limit, cursor=asked.cursor)
    items = [_waste_code(view) for view in page.items]
    return shown(WasteCodePage(items=items, total=page.total, next=next_url(page)))


def _material(view: MaterialView) -> Material:
    return Material(
        slug=view.slug,
        name=view.name,
        synonyms=list(view.synonyms),
        parent=view.parent,
        waste_codes=[_waste_code(code) for code in view.waste_codes],
        units=[
            MaterialUnit(
                unit=unit.unit, kg_per_unit=unit.grams_per_unit, basis=unit.basis, source=unit.source
            )
            for unit in view.units
        ],
    )


def _waste_code(view: WasteCodeView) -> WasteCode:
    return WasteCode(code=view.code, hazardous=view.hazardous, name=view.name, chapter=view.chapter)
