"""From what a site's form says of its place to one commune, or to a choice of communes to offer."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_babel import gettext as _
from wtforms import Field

from exchange.gateways.geocoder.offline import OfflineGeocoder
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.commands import PlaceSite
from exchange.territories.queries import gazetteer
from exchange.web.organisations.forms import SiteForm

_CHOICES = 60


def geocoder() -> OfflineGeocoder:
    """Return the application's geocoder."""
    return cast("OfflineGeocoder", current_app.extensions.setdefault("geocoder", OfflineGeocoder(gazetteer)))


def located(form: SiteForm) -> PlaceSite | None:
    """Return what a form says of a site once its commune is certain, else None with the choice offered.

    A postcode that several communes share, and a bare position, are questions: the answer is not
    guessed.
    """
    latitude, longitude = form.position()
    commune = form.chosen() or _only(form, _point(latitude, longitude))
    if commune is None:
        return None
    return PlaceSite(
        name=form.name.data,
        address=form.address.data,
        postcode=form.postcode.data,
        commune=commune,
        latitude=latitude,
        longitude=longitude,
    )


def _only(form: SiteForm, point: Point | None) -> str | None:
    """Return the one commune meant, or None after offering several, or saying that none is known."""
    text = form.place_text()
    if text:
        places = geocoder().places(text, _CHOICES)
        if point is not None:
            places.sort(key=lambda place: distance_km(point, Point(place.latitude, place.longitude)))
        communes = list(dict.fromkeys((place.commune, place.label) for place in places))
        by_key = dict(reversed(communes))
        if len(by_key) == 1:
            return next(iter(by_key))
        if not by_key:
            _say(form.town, _("Aucune commune connue ne répond à ce nom ou à ce code postal."))
            return None
        form.offer([(key, by_key[key]) for key in dict.fromkeys(key for key, _label in communes)])
        _say(
            form.commune,
            _("Plusieurs communes répondent : choisissez la bonne, puis enregistrez de nouveau."),
        )
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


def _say(field: Field, sentence: str) -> None:
    field.errors = (*field.errors, sentence)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    if latitude is None or longitude is None:
        return None
    try:
        return Point(latitude, longitude)
    except ValueError:
        return None
