"""From an address such as /listings?place=Strasbourg&radius_km=10 to what is looked for, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from flask import current_app, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.places import Place
from exchange.kernel.errors import Refusals
from exchange.kernel.geography import Point
from exchange.kernel.paging import Page
from exchange.kernel.units import parse_number
from exchange.listings.queries.cards import Card
from exchange.listings.queries.search import Criteria, count
from exchange.materials.queries.materials import MaterialView
from exchange.web.listings.forms import SearchForm, find
from exchange.web.problems import worded
from exchange.web.rendering import distance, mass, number

DEFAULT_RADIUS_KM = 25.0
WIDER_KM = (50.0, 100.0, 200.0, 500.0)
_CHOICES = 6
_FIELDS = ("place", "near", "near_for", "radius_km", "material", "q", "min_kg", "max_kg", "waste_code")
NAMES = (*_FIELDS, "kind", "organisation", "territory", "sort")
"""The names of a search in its address, in this order."""


@dataclass(slots=True)
class Looking:
    """A search as it was asked: its form (with its errors), its criteria, and where it looks from."""

    form: SearchForm
    asked: dict[str, str]
    criteria: Criteria = field(default_factory=Criteria)
    label: str | None = None
    is_vague: bool = False
    is_guess: bool = False
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether everything asked could be understood."""
        return not self.form.errors

    def url(self, **changes: str | None) -> str:
        """Return the address of this search with some names changed, or taken out (None)."""
        merged: dict[str, str | None] = {**self.asked, **changes}
        values: dict[str, Any] = {name: value for name, value in merged.items() if value}
        return url_for("listings.index", **values)

    @property
    def points_url(self) -> str:
        """The address of the same search as points for the map."""
        values: dict[str, Any] = {**self.asked}
        return url_for("listings.geojson", **values)


def geocoder() -> HouseGeocoder:
    """Return the application's geocoder."""
    return cast("HouseGeocoder", current_app.extensions["geocoder"])


def look(arguments: MultiDict[str, str], tree: tuple[MaterialView, ...]) -> Looking:
    """Return what an address asks for; what is wrong with it stands beside the form's fields."""
    form = SearchForm(arguments)
    form.offer(tree)
    form.validate()
    asked = {name: arguments[name].strip() for name in NAMES if arguments.get(name, "").strip()}
    looking = Looking(form, asked)
    centre = _centre(looking)
    radius = form.radius_km.data
    looking.criteria = Criteria(
        near=centre,
        radius_km=float(radius) if radius is not None else (DEFAULT_RADIUS_KM if centre else None),
        material=form.material.data or "",
        waste_code=form.waste_code.data or "",
        q=form.q.data or "",
        min_g=form.min_kg.data,
        max_g=form.max_kg.data,
        kind=form.kind.data or "",
        organisation=form.organisation.data or "",
        territory=form.territory.data or "",
        sort=form.sort.data or "",
    )
    return looking


def attach(looking: Looking, refusals: Refusals) -> None:
    """Put each refusal of a search beside the field it names."""
    for refusal in refusals.refusals:
        name = refusal.at if refusal.at in looking.form else "q"
        looking.form[name].errors = [*looking.form[name].errors, worded(refusal)]


def _centre(looking: Looking) -> Point | None:
    form = looking.form
    text, place = (form.near.data or "").strip(), form.place.data or ""
    # A point belongs to the place it was chosen for: another place typed over it takes its turn.
    if text and (not place or place == (form.near_for.data or "").strip()):
        looking.label = place or None
        return _point(looking, text)
    for name in ("near", "near_for"):
        looking.asked.pop(name, None)
    if not place:
        return None
    found = geocoder().places(place, _CHOICES)
    if not found:
        form.place.errors = (
            _(
                "Aucun lieu connu ne répond à « %(place)s ». Essayez une commune voisine ou un code postal.",
                place=place[:80],
            ),
        )
        return None
    best = found[0]
    looking.label, looking.is_vague = best.label, best.kind == "address" and best.precision == "commune"
    looking.is_guess = best.is_guess
    if len({(each.latitude, each.longitude) for each in found}) > 1:
        looking.choices = [(each.label, _chosen(looking, each)) for each in found]
    return Point(best.latitude, best.longitude)


def _chosen(looking: Looking, place: Place) -> str:
    near = f"{place.latitude:.5f},{place.longitude:.5f}"
    return looking.url(place=place.label, near=near, near_for=place.label)


def _point(looking: Looking, text: str) -> Point | None:
    try:
        latitude, longitude = (float(parse_number(part)) for part in text.split(","))
        return Point(latitude, longitude)
    except ValueError:
        looking.form.place.errors = (_("Cette position n’est pas lisible : cherchez plutôt un lieu."),)
        return None


def chips(looking: Looking, tree: tuple[MaterialView, ...]) -> list[tuple[str, str]]:
    """Return the filters in force, each with the address of the same search without it."""
    criteria, active = looking.criteria, []
    if criteria.near is not None and criteria.radius_km is not None:
        around = looking.label or _("ce point de la carte")
        label = _("à %(distance)s km de %(place)s", distance=number(criteria.radius_km), place=around)
        active.append((label, looking.url(place=None, near=None, near_for=None, radius_km=None)))
    material = find(tree, criteria.material)
    if material is not None:
        active.append((material.name, looking.url(material=None)))
    if criteria.q:
        active.append((_("« %(words)s »", words=criteria.q[:60]), looking.url(q=None)))
    if criteria.min_g is not None:
        active.append((_("au moins %(mass)s", mass=mass(criteria.min_g)), looking.url(min_kg=None)))
    if criteria.max_g is not None:
        active.append((_("au plus %(mass)s", mass=mass(criteria.max_g)), looking.url(max_kg=None)))
    if criteria.waste_code:
        code = _("code %(code)s", code=criteria.waste_code[:20])
        active.append((code, looking.url(waste_code=None)))
    if criteria.kind:
        kind = _("flux réguliers") if criteria.kind == "stream" else _("lots ponctuels")
        active.append((kind, looking.url(kind=None)))
    if criteria.organisation:
        active.append((_("une seule organisation"), looking.url(organisation=None)))
    if criteria.territory:
        active.append((_("un seul territoire"), looking.url(territory=None)))
    return active


def ways_out(looking: Looking) -> list[tuple[str, str, int]]:
    """Return wider searches that do find something: what they are, their address, how many they find."""
    criteria = looking.criteria
    found: list[tuple[str, str, int]] = []
    if criteria.near is not None and criteria.radius_km is not None:
        for radius_km in WIDER_KM:
            wider = count(replace(criteria, radius_km=radius_km)) if radius_km > criteria.radius_km else 0
            if wider:
                label = _("Élargir à %(distance)s km", distance=number(radius_km))
                found.append((label, looking.url(radius_km=f"{radius_km:g}"), wider))
                break
    without: Mapping[str, tuple[str, Criteria, dict[str, str | None]]] = {
        "material": (_("Toutes les matières"), replace(criteria, material=""), {"material": None}),
        "q": (_("Sans les mots"), replace(criteria, q=""), {"q": None}),
        "mass": (
            _("Toutes les quantités"),
            replace(criteria, min_g=None, max_g=None),
            {"min_kg": None, "max_kg": None},
        ),
    }
    for label, other, changes in without.values():
        more = count(other) if other != criteria else 0
        if more:
            found.append((label, looking.url(**changes), more))
    return found


def as_points(found: Page[Card]) -> dict[str, Any]:
    """Return cards as GeoJSON points, for the map; a point's card is fetched when it is asked for."""
    features = [
        {
            "type": "Feature",
            "id": card.public_id,
            "geometry": {"type": "Point", "coordinates": [card.point.longitude, card.point.latitude]},
            "properties": {
                "title": card.title,
                "card": url_for("listings.card", listing=card.public_id),
                "mass": mass(card.mass_g),
                "distance": None if card.distance_km is None else distance(card.distance_km),
            },
        }
        for card in found.items
    ]
    return {"type": "FeatureCollection", "total": found.total, "features": features}
