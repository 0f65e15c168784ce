"""From what a site's form says of its place to one commune and one point, or to a choice to offer."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_babel import gettext as _
from wtforms import Field

from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.places import Place
from exchange.gateways.geocoder.services import ServiceError
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.commands import PlaceSite
from exchange.organisations.queries.sites import SiteView
from exchange.web.organisations.forms import SiteForm

_CHOICES = 60


def geocoder() -> HouseGeocoder:
    """Return the application's geocoder."""
    return cast("HouseGeocoder", current_app.extensions["geocoder"])


def located(form: SiteForm, site: SiteView | None = None) -> PlaceSite | None:
    """Return what a form says of a site once its commune is certain, else None with the choice offered.

    A name that several communes bear, a postcode that they share, a misspelling and a bare position are
    questions: the answer is not guessed. Without a position, the address is looked up where the house has
    a service to ask; if that fails, it is to be looked up later.
    """
    latitude, longitude = form.position()
    commune = form.chosen() or _only(form, _point(latitude, longitude))
    if commune is None:
        return None
    _keep_choice(form, commune)
    said = {"name": form.name.data, "address": form.address.data, "postcode": form.postcode.data}
    command = PlaceSite(**said, commune=commune, latitude=latitude, longitude=longitude)
    return _at_its_address(command, site) if latitude is None and longitude is None else command


def _at_its_address(command: PlaceSite, site: SiteView | None) -> PlaceSite:
    """Return a command without a position with that of its address, as far as it is known."""
    said = (command.name, command.address, command.postcode, command.commune)
    if site is not None and site.precision == "address" and _is_unmoved(command, site):
        return PlaceSite(*said, site.latitude, site.longitude, "address")
    try:
        found = geocoder().locate(command.address, command.postcode, command.commune)
    except ServiceError:
        return PlaceSite(*said, is_to_locate=True)
    return (
        command if found is None else PlaceSite(*said, found.point.latitude, found.point.longitude, "address")
    )


def _is_unmoved(command: PlaceSite, site: SiteView) -> bool:
    there = (site.address, site.postcode, site.commune_key)
    return (" ".join(command.address.split()), command.postcode, command.commune) == there


def _only(form: SiteForm, point: Point | None) -> str | None:
    """Return the one commune meant, or None after offering several, or saying that none is known."""
    text = form.place_text()
    if text:
        places = geocoder().known(text, _CHOICES)
        if not places:
            _say(form.town, _("Aucune commune connue ne répond à ce nom ou à ce code postal."))
            return None
        if point is not None:
            places.sort(key=lambda place: distance_km(point, Point(place.latitude, place.longitude)))
        by_key: dict[str, str] = {}
        for place in places:
            by_key.setdefault(place.commune, place.label)
        if len(by_key) == 1 and not places[0].is_guess:
            return places[0].commune
        form.offer(list(by_key.items()))
        _say(form.commune, _question(places))
        return None
    nearest = None if point is None else geocoder().nearest(point)
    if nearest is None:
        _say(form.town, _("Indiquez la commune ou le code postal."))
        return None
    form.offer([(nearest.commune, nearest.label)])
    _say(
        form.commune,
        _("Voici la commune la plus proche de cette position : confirmez-la, ou tapez-en une autre."),
    )
    return None


def _question(places: list[Place]) -> str:
    if places[0].is_guess:
        return _("Aucune commune ne répond exactement à ce que vous avez tapé. Est-ce l’une de celles-ci ?")
    return _("Plusieurs communes répondent : choisissez la bonne, puis enregistrez de nouveau.")


def _keep_choice(form: SiteForm, commune: str) -> None:
    """Offer the chosen commune again, should the form come back for another reason."""
    label = geocoder().label(commune)
    if label is not None and commune not in {key for key, _label in form.commune.choices}:
        form.offer([(commune, label)])
        form.commune.data = commune


def _say(field: Field, sentence: str) -> None:
    field.errors = (*field.errors, sentence)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    if latitude is None or longitude is None:
        return None
    try:
        return Point(latitude, longitude)
    except ValueError:
        return None
