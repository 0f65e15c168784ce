"""The tree of materials, and the European List of Waste: searched, browsed, entry by entry."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.wrappers import Response
from werkzeug.wrappers import Response as BaseResponse

from exchange.kernel.errors import Missing, Refusal
from exchange.kernel.languages import LANGUAGE_NAMES
from exchange.kernel.paging import Page, sliced
from exchange.kernel.text import clean
from exchange.listings.queries.cards import Card
from exchange.listings.queries.search import Criteria
from exchange.listings.queries.search import search as listings
from exchange.materials.errors import MaterialUnknown, WasteCodeUnknown, WasteHeadingUnknown
from exchange.materials.queries.materials import MaterialView, materials, tree, wordings
from exchange.materials.queries.search import find
from exchange.materials.queries.waste_codes import WasteCodeView
from exchange.materials.queries.waste_codes import waste_code as entry_of
from exchange.materials.queries.waste_search import search, suggestions
from exchange.materials.queries.waste_tree import (
    chapters,
    headings,
    headings_named,
    subchapters,
    suggested_by,
)
from exchange.materials.rules import parse_heading
from exchange.web.guards import PUBLIC, guard
from exchange.web.language import reader_language
from exchange.web.materials.forms import MaterialSearchForm, WasteCodeSearchForm
from exchange.web.problems import page, worded

blueprint = Blueprint("materials", __name__)

_FOUND = 24
_SHOWN = 50
_CARDS = 4
_OFFERED = 10
_HEADINGS = 8
_ASKED_LENGTH = 200


@blueprint.get("/materials")
@guard(PUBLIC)
def index() -> Response:
    """Show the tree of materials, or those that words mean."""
    form = MaterialSearchForm(request.args)
    asked = (form.q.data or "")[:_ASKED_LENGTH]
    return page(
        "materials/index.html",
        None,
        find=form,
        found=find(asked, reader_language(), _FOUND) if asked else None,
        tree=tree(reader_language()),
        known=_known(),
    )


@blueprint.get("/materials/<slug>")
@guard(PUBLIC)
def show(slug: str) -> Response:
    """Show a material: what it is called, what it suggests, and what is open of it."""
    known = _known()
    view = known.get(slug)
    if view is None:
        raise Missing
    worded_in = wordings(view.id)
    return page(
        "materials/show.html",
        None,
        material=view,
        above=_above(view, known),
        below=[each for each in known.values() if each.parent == slug],
        others=[
            (name, worded_in[code])
            for code, name in LANGUAGE_NAMES.items()
            if code in worded_in and code != reader_language()
        ],
        open_listings=_open(Criteria(material=slug)),
    )


@blueprint.get("/waste-codes")
@guard(PUBLIC)
def waste_codes() -> Response:
    """Show the chapters of the list, or the entries that a number, words or a material mean."""
    form = WasteCodeSearchForm(request.args)
    asked: dict[str, Any] = {
        "q": (form.q.data or "")[:_ASKED_LENGTH] or None,
        "hazardous": form.hazardous.data or None,
        "material": form.material.data or None,
    }
    known = _known()
    found = _found(form, asked) if any(asked.values()) else None
    following = found.next_cursor if found else None
    return page(
        "materials/waste_codes.html",
        None,
        find=form,
        found=found,
        suggesting=known.get(form.material.data or ""),
        named=headings_named(asked["q"] or "", reader_language())[:_HEADINGS],
        chapters=[] if found else chapters(reader_language()),
        headings=headings(reader_language()),
        without_material=url_for("materials.waste_codes", **{**asked, "material": None}),
        next_url=url_for("materials.waste_codes", **asked, cursor=following) if following else None,
        first_url=url_for("materials.waste_codes", **asked) if request.args.get("cursor") else None,
    )


@blueprint.get("/waste-codes/<string(length=2):chapter>")
@guard(PUBLIC)
def waste_chapter(chapter: str) -> Response:
    """Show a chapter with its sub-chapters and every entry under them."""
    try:
        below = subchapters(chapter, reader_language())
    except WasteHeadingUnknown as error:
        raise Missing from error
    known = headings(reader_language())
    codes = [code for code in known if len(code) == len(chapter)]
    place = codes.index(chapter)
    return page(
        "materials/waste_chapter.html",
        None,
        chapter=known[chapter],
        subchapters=below,
        before=known[codes[place - 1]] if place else None,
        after=known[codes[place + 1]] if place + 1 < len(codes) else None,
    )


@blueprint.get("/waste-codes/<code>")
@guard(PUBLIC)
def waste_code(code: str) -> BaseResponse:
    """Show an entry of the list; a sub-chapter is shown in its chapter, other spellings lead to one."""
    try:
        view = entry_of(code, reader_language())
    except WasteCodeUnknown as error:
        return _subchapter(code, error)
    if code != view.digits:
        return redirect(url_for("materials.waste_code", code=view.digits), 301)
    known = headings(reader_language())
    return page(
        "materials/waste_code.html",
        None,
        entry=view,
        chapter=known[view.chapter],
        subchapter=known[view.subchapter],
        materials=suggested_by(view.id, reader_language()),
        open_listings=None if view.hazardous else _open(Criteria(waste_code=view.code)),
    )


@blueprint.get("/waste-codes/suggestions")
@guard(PUBLIC)
def waste_code_suggestions() -> Response:
    """Return the entries to offer beside a field, as its options: a material's first."""
    asked = clean(request.args.get("q", ""))[:_ASKED_LENGTH]
    material = clean(request.args.get("material", ""))
    try:
        found = suggestions(asked, material, reader_language(), _OFFERED)
    except MaterialUnknown:
        found = suggestions(asked, "", reader_language(), _OFFERED)
    return page("materials/_waste_code_options.html", None, found=found)


def _known() -> dict[str, MaterialView]:
    return {view.slug: view for view in materials(reader_language())}


def _above(view: MaterialView, known: dict[str, MaterialView]) -> list[MaterialView]:
    """Return the materials above one, the widest first."""
    if view.parent is None:
        return []
    return [*_above(known[view.parent], known), known[view.parent]]


def _open(criteria: Criteria) -> Page[Card]:
    return listings(criteria, limit=_CARDS, language=reader_language())


def _found(form: WasteCodeSearchForm, asked: dict[str, Any]) -> Page[WasteCodeView] | None:
    """Return a page of what is found; None for what cannot be understood, which is told beside its field."""
    try:
        found = search(
            asked["q"] or "",
            reader_language(),
            hazardous=form.is_hazardous,
            usual_for=asked["material"] or "",
        )
    except Refusal as refusal:
        form.q.errors = (worded(refusal),)
        return None
    return sliced(found, limit=_SHOWN, cursor=request.args.get("cursor") or None)


def _subchapter(text: str, error: WasteCodeUnknown) -> BaseResponse:
    """Return the way to a sub-chapter, in its chapter's page. Raises: Missing."""
    try:
        heading = parse_heading(text)
    except WasteHeadingUnknown:
        raise Missing from error
    if heading not in headings(reader_language()):
        raise Missing from error
    place = heading.replace(" ", "-")
    return redirect(url_for("materials.waste_chapter", chapter=heading[:2], _anchor=f"h-{place}"), 302)
