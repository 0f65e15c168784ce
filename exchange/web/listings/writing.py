"""What the pages for writing a listing need around the form: photographs that came, and suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from exchange.gateways.media_store import MediaStore
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Refusals
from exchange.kernel.identifiers import is_public_id
from exchange.kernel.text import clean
from exchange.kernel.units import MASS_UNITS, UNITS
from exchange.listings.actions import steps
from exchange.listings.actions.judging import judge
from exchange.listings.actions.photographs import upload
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.listings.errors import TooManyPhotographs
from exchange.listings.rules import LIMITS, MAX_PHOTOGRAPHS, mass_of, thousandths_of, weight_of
from exchange.materials.queries.materials import MaterialView, UnitView, tree
from exchange.media.rules import MAX_BYTES
from exchange.organisations.queries.sites import sites_of
from exchange.web.fields import Form
from exchange.web.guards import actor, now
from exchange.web.language import reader_language
from exchange.web.listings.forms import ListingForm, find
from exchange.web.problems import attach
from exchange.web.rendering import kg_exact, mass, quantity, series, unit_name

_SEVERAL = 2
_PLACE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the chosen material suggests, for the page and (all materials) for its script."""

    material: MaterialView | None
    everything: dict[str, Any]
    weight_help: str
    conversion: str | None
    has_site: bool
    codes: str


def media_store() -> MediaStore:
    """Return the store of photographs."""
    return MediaStore(current_app.extensions["settings"].media_dir)


def offer(form: ListingForm) -> Suggested:
    """Fill the form's choices, and return what its material suggests."""
    materials = tree(reader_language())
    places = [(site.public_id, f"{site.name} ({site.commune_name})") for site in sites_of(_organisation_id())]
    form.offer(materials, places)
    chosen = find(materials, form.material.data or "")
    return Suggested(
        material=chosen,
        everything={
            "materials": dict(_suggestions(materials)),
            "codes": {code.shown: code.name for view in _each(materials) for code in view.waste_codes},
            "names": {unit: [unit_name(unit, 1), unit_name(unit, _SEVERAL)] for unit in UNITS},
            "fixed": list(MASS_UNITS),
        },
        weight_help=_weight_help(chosen, form.unit.data or ""),
        conversion=_conversion(form, chosen),
        has_site=bool(places),
        codes=series(f"{code.shown} ({code.name})" for code in chosen.waste_codes) if chosen else "",
    )


def _usual(material: MaterialView | None, unit: str) -> UnitView | None:
    known = material.units if material is not None else ()
    return next((each for each in known if each.unit == unit and each.grams_per_unit is not None), None)


def _weight_help(material: MaterialView | None, unit: str) -> str:
    usual = _usual(material, unit)
    if usual is None or unit in MASS_UNITS:
        return _("Ce que pèse une unité. Inutile pour les kilogrammes et les tonnes.")
    return _told(usual) or ""


def _told(unit: UnitView) -> str | None:
    """Return what is taken for a unit's weight if nothing is typed, and where that comes from."""
    if unit.grams_per_unit is None or unit.unit in MASS_UNITS:
        return None
    weight = kg_exact(unit.grams_per_unit)
    if unit.source is not None:
        return _(
            "Sans indication de votre part : %(weight)s, valeur publiée (%(source)s).",
            weight=weight,
            source=unit.source,
        )
    return _("Sans indication de votre part : %(weight)s, valeur usuelle à vérifier.", weight=weight)


def _conversion(form: ListingForm, material: MaterialView | None) -> str | None:
    """Return what the typed quantity comes to ("12 palettes × 25 kg ≈ 300 kg"), if that can be said."""
    number, unit = form.quantity.data, form.unit.data or ""
    usual = _usual(material, unit)
    weight = weight_of(unit, form.kg_per_unit.data or (usual.grams_per_unit if usual is not None else None))
    thousandths = None if number is None else thousandths_of(number)
    if number is None or unit in MASS_UNITS or unit not in UNITS or not weight or thousandths is None:
        return None
    try:
        total = mass(mass_of(thousandths, unit, weight))
    except ValueError:
        return None
    return f"{quantity(number, unit)} × {kg_exact(weight)} ≈ {total}"


def publish(by: Actor, listing: str, *, now: datetime, version: int | None = None) -> str:
    """Publish a draft as this house allows: at once, or only for organisations that were checked."""
    only_checked = current_app.extensions["settings"].verification == "before"
    return steps.publish(by, listing, now=now, only_checked=only_checked, version=version)


def photographs(form: ListingForm) -> list[ShowPhotograph]:
    """Return the photographs that the form keeps, in the order asked for, then those just sent.

    Those just sent are kept at once, whatever becomes of the rest of the form: nothing is sent twice.
    """
    dropped = set(request.form.getlist("drop"))
    asked = [name for name in request.form.getlist("kept") if is_public_id(name) and name not in dropped]
    shown = [
        ShowPhotograph(name, clean(request.form.get(f"alternative-{name}", ""))[: LIMITS["alternative"]])
        for name in sorted(dict.fromkeys(asked), key=_place)
    ]
    sent = [each for each in request.files.getlist("photographs") if each.filename]
    if len(sent) > MAX_PHOTOGRAPHS:
        attach(form, [TooManyPhotographs()])
    files = ((each.filename or "", each.stream.read(MAX_BYTES + 1)) for each in sent[:MAX_PHOTOGRAPHS])
    kept, refused = upload(actor(), media_store(), files, now=now())
    for each in sent:
        each.stream.seek(0)
    attach(form, list(refused))
    return [*shown, *(ShowPhotograph(name) for name in kept)]


def judge_all(form: Form, command: WriteListing, *, going_public: bool) -> None:
    """Put what the domain has to say beside the fields that hold no error yet: all faults at once."""
    try:
        judge(actor(), command, now(), going_public=going_public)
    except Refusals as several:
        fresh = [each for each in several.refusals if not (each.at in form and form[each.at].errors)]
        status = form.status
        attach(form, fresh)
        form.status = status


def _organisation_id() -> int:
    organisation_id = actor().organisation_id
    if organisation_id is None:
        raise Forbidden
    return organisation_id


def _place(name: str) -> int:
    text = request.form.get(f"place-{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _PLACE_DIGITS else MAX_PHOTOGRAPHS


def _suggestions(materials: tuple[MaterialView, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield, by material, its usual codes, and its usual units with their weight and where it comes from."""
    for view in _each(materials):
        units = [[unit.unit, unit.grams_per_unit, _told(unit)] for unit in view.units]
        yield view.slug, {"codes": [code.shown for code in view.waste_codes], "units": units}


def _each(materials: tuple[MaterialView, ...]) -> Iterator[MaterialView]:
    for view in materials:
        yield view
        yield from _each(view.children)
