"""Reads a query as people write it, and finds the places that it may mean, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Named, Postcode
from exchange.gateways.geocoder.places import Place
from exchange.gateways.geocoder.spelling import (
    LONGEST_QUERY,
    Written,
    fold_place,
    place_words,
    without_cedex,
    without_country,
    without_numbers,
    written_postcodes,
)
from exchange.kernel.geography import Point

_LINKS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les", "von", "zum", "zur"})
"""Words after which a name belongs to a street: the "rue de Haguenau" may be anywhere."""

_FOREIGN_DIGITS = 4
"""Numbers this short are more often house numbers than postcodes, unless something says otherwise."""


def find(gazetteer: Gazetteer, query: str, limit: int) -> list[Place]:
    """Return at most `limit` places that a query may mean; none is an answer too."""
    text, country = without_country(without_cedex(query[:LONGEST_QUERY]))
    places = _by_postcode(gazetteer, text, country) or _by_name(gazetteer, text, country)
    return list(dict.fromkeys(places))[:limit]


def commune_place(commune: Commune, kind: str = "commune") -> Place:
    """Return a commune as a place, standing at its own point."""
    return _place(f"{commune.name} ({commune.context})", kind, commune.point, commune.key, "commune")


def _by_postcode(gazetteer: Gazetteer, text: str, country: str | None) -> list[Place]:
    for written in written_postcodes(text):
        rows = gazetteer.postcodes(written.digits, written.country or country)
        if rows and _is_postcode(gazetteer, written, rows):
            return _within(gazetteer, written, rows, country)
    return []


def _is_postcode(gazetteer: Gazetteer, written: Written, rows: list[Postcode]) -> bool:
    if len(written.digits) > _FOREIGN_DIGITS or written.country is not None or written.stands_alone:
        return True
    beside = fold_place(written.after) or fold_place(written.before)
    return any(beside in _names(gazetteer, row) for row in rows)


def _within(gazetteer: Gazetteer, written: Written, rows: list[Postcode], country: str | None) -> list[Place]:
    """Return the places of a known postcode, narrowed by the name written beside it."""
    if written.stands_alone:
        return [_postcode_place(gazetteer, row) for row in rows]
    name, street = fold_place(written.after), bool(place_words(written.before))
    if not name:
        name, street = _name_beside(gazetteer, written.before)
    exact = [row for row in rows if name and name in _names(gazetteer, row)]
    # A whole commune answers for its localities, unless the locality is what was written.
    begun = [row for row in rows if name and any(own.startswith(name) for own in _names(gazetteer, row))]
    if exact or begun:
        return [_address(gazetteer, row) if street else _known(gazetteer, row) for row in exact or begun]
    elsewhere = _of_country(gazetteer.named(name) or gazetteer.beginning(name), country)
    if elsewhere:
        return [_named_place(named, "address" if street else None) for named in elsewhere]
    return [_address(gazetteer, row) if street else _postcode_place(gazetteer, row) for row in rows]


def _by_name(gazetteer: Gazetteer, text: str, country: str | None) -> list[Place]:
    for whole in dict.fromkeys((fold_place(text), fold_place(without_numbers(text)))):
        found = gazetteer.named(whole) or gazetteer.beginning(whole)
        if found := _of_country(found, country):
            return [_named_place(named) for named in found]
    name, _ = _name_beside(gazetteer, text)
    return [_named_place(named, "address") for named in _of_country(gazetteer.named(name), country)]


def _name_beside(gazetteer: Gazetteer, text: str) -> tuple[str, bool]:
    """Return the known name that closes a text (or opens it), and whether there is more beside it.

    "12 rue des Juifs Strasbourg" is closed by its commune, "Geispolsheim gare" opened by it; in "rue de
    Haguenau" the name is the street's. Without a known name: an empty one, and the text is a street.
    """
    parts = place_words(text)
    last = fold_place(text.rstrip(" ,").rpartition(",")[2])
    if gazetteer.named(last):
        return last, len(parts) > len(last.split())
    for start in range(len(parts)):
        name = " ".join(parts[start:])
        if gazetteer.named(name) and (start == 0 or parts[start - 1] not in _LINKS):
            return name, start > 0
    for end in range(len(parts) - 1, 0, -1):
        name = " ".join(parts[:end])
        if gazetteer.named(name):
            return name, True
    return "", bool(parts)


def _of_country(found: list[Named], country: str | None) -> list[Named]:
    return [named for named in found if country in {None, named.commune.country}]


def _names(gazetteer: Gazetteer, row: Postcode) -> Iterable[str]:
    """Return the folded names that a postcode's row goes by."""
    if row.locality:
        return [fold_place(row.locality)]
    commune = gazetteer.communes[row.commune]
    return [fold_place(name) for name in (commune.name, *commune.aliases)]


def _known(gazetteer: Gazetteer, row: Postcode) -> Place:
    """Return the commune or locality of a row whose name was written with its postcode."""
    commune = gazetteer.communes[row.commune]
    return (
        _named_place(Named(commune, row.locality, row.point, "locality"))
        if row.locality
        else commune_place(commune)
    )


def _address(gazetteer: Gazetteer, row: Postcode) -> Place:
    """Return the best that is known of an address: its commune, or a postcode with a point of its own."""
    commune = gazetteer.communes[row.commune]
    if row.point is None:
        return commune_place(commune, "address")
    label = f"{row.postcode} {row.locality or commune.name} ({commune.context})"
    return _place(label, "address", row.point, commune.key, "locality" if row.locality else "postcode")


def _postcode_place(gazetteer: Gazetteer, row: Postcode) -> Place:
    commune = gazetteer.communes[row.commune]
    label = f"{row.postcode} {row.locality or commune.name} ({commune.context})"
    if row.point is None:
        return _place(label, "postcode", commune.point, commune.key, "commune")
    return _place(label, "postcode", row.point, commune.key, "postcode")


def _named_place(named: Named, kind: str | None = None) -> Place:
    commune = named.commune
    if not named.locality:
        return commune_place(commune, kind or "commune")
    label = f"{named.locality}, {commune.name} ({commune.context})"
    if named.point is None:
        return _place(label, kind or named.kind, commune.point, commune.key, "commune")
    return _place(label, kind or named.kind, named.point, commune.key, "locality")


def _place(label: str, kind: str, point: Point, commune: str, precision: str) -> Place:
    return Place(label, kind, point.latitude, point.longitude, commune, precision)
