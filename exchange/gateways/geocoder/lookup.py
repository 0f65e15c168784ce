"""Reads a query as people write it, and finds the places that it may mean, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from exchange.gateways.geocoder.gazetteer import Gazetteer, Named, Postcode
from exchange.gateways.geocoder.meanings import Meaning, of_named, of_row, worded
from exchange.gateways.geocoder.names import is_like
from exchange.gateways.geocoder.places import Place
from exchange.gateways.geocoder.spelling import (
    LINKS,
    LONGEST_QUERY,
    Written,
    beginnings_of,
    begun_postcode,
    fold_place,
    names_of,
    place_words,
    readings,
    without_cedex,
    without_country,
    without_numbers,
    written_postcodes,
)

_STREET_LINKS = LINKS | {"von", "zum", "zur", "am", "an"}
"""Words after which a name belongs to a street: the "rue de Haguenau" may be anywhere."""

_STREETS = frozenset(
    {
        *("allee", "av", "avenue", "bd", "boulevard", "chemin", "cite", "cours", "faubourg", "gare"),
        *("hameau", "impasse", "parc", "passage", "place", "quai", "residence", "route", "rue", "ruelle"),
        *("sentier", "square", "voie", "za", "zac", "zi", "zone", "platz", "strasse", "weg"),
    }
)
"""Words that open a street's name, whatever communes are called so."""

_LABEL = re.compile(r"(?P<head>.+?) ?\((?P<hints>[^()]+)\)")

_FOREIGN_DIGITS = 4
"""Numbers this short are more often house numbers than postcodes, unless something says otherwise."""

_FEW = 8
"""More names than this have their first words in common by chance."""

_MOST = 500
"""Places considered before those of other countries are left out."""


def find(gazetteer: Gazetteer, query: str, limit: int) -> list[Place]:
    """Return at most `limit` places that a query may mean; none is an answer too.

    What is written exactly so comes alone; failing that, what begins so; failing that, addresses and
    misspellings.
    """
    text = without_cedex(query[:LONGEST_QUERY])
    if labelled := worded(gazetteer, _labelled(gazetteer, text), limit):
        return [place for place in labelled if place.label == query.strip()] or labelled
    country = None
    if not any(gazetteer.named(whole) for whole in readings(text)):
        text, country = without_country(text)
    meanings = _by_postcode(gazetteer, text, country) or _by_name(gazetteer, text, country)
    return worded(gazetteer, meanings, limit)


def complete(gazetteer: Gazetteer, typed: str, limit: int) -> list[Place]:
    """Return at most `limit` places that a text still being typed may become, the likeliest first."""
    text = typed[:LONGEST_QUERY]
    begun = begun_postcode(text)
    if begun is not None:
        rows = [*gazetteer.postcodes(*begun), *gazetteer.postcodes_beginning(*begun, limit)]
        return worded(gazetteer, (of_row(gazetteer, row) for row in _whole(gazetteer, rows)), limit)
    beginnings = beginnings_of(text)
    whole = [named for form in beginnings for named in gazetteer.named(form) if _is_whole(named, form)]
    begin = [gazetteer.beginning(form, limit) for form in beginnings]
    # Each reading in turn: "st" offers Saint-Denis and Strasbourg, whichever has more such names.
    meant = [*whole, *(found[turn] for turn in range(limit) for found in begin if turn < len(found))]
    if meant:
        return worded(gazetteer, map(of_named, meant), limit)
    return find(gazetteer, typed, limit)


def _labelled(gazetteer: Gazetteer, text: str) -> list[Meaning]:
    """Return what a label stands for that was an answer before: "67170 Brumath (Bas-Rhin, France)"."""
    label = _LABEL.fullmatch(text.strip())
    if label is None:
        return []
    head, hints = label["head"], {fold_place(hint) for hint in label["hints"].split(",")}
    rows = (row for written in written_postcodes(head) for row in gazetteer.postcodes(written.digits))
    found = [meaning for row in rows if (meaning := of_row(gazetteer, row)).head == head] or [
        of_named(named) for form in readings(head) for named in _exactly(gazetteer, form, head)
    ]
    told = [each for each in found if fold_place(each.commune.context) in hints and not each.is_guess]
    by_postcode = [each for each in told if fold_place(gazetteer.postcode_of(each.commune.key)) in hints]
    return by_postcode or told


def _exactly(gazetteer: Gazetteer, form: str, text: str) -> list[Named]:
    """Return what is named so, or the part of a commune that stands before it: "Niederkorn, Differdange"."""
    part, _, commune = text.rpartition(",")
    parts = gazetteer.named(fold_place(part)) if part else []
    inside = [
        named for named in parts if named.part and fold_place(named.commune.name) == fold_place(commune)
    ]
    return gazetteer.named(form) or inside


def _by_postcode(gazetteer: Gazetteer, text: str, country: str | None) -> list[Meaning]:
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


def _within(
    gazetteer: Gazetteer, written: Written, rows: list[Postcode], country: str | None
) -> list[Meaning]:
    """Return the meanings of a known postcode, narrowed by the name written beside it."""
    if written.stands_alone:
        return [of_row(gazetteer, row) for row in _whole(gazetteer, rows)]
    forms, is_street = beginnings_of(written.after), bool(place_words(written.before))
    if not forms:
        name = _closing_name(gazetteer, written.before) or _opening_name(gazetteer, written.before)
        forms, is_street = [name] if name else [], name != fold_place(written.before)

    def among(agrees: Callable[[str, str], bool]) -> list[Meaning]:
        return [
            _beside(gazetteer, row, is_street=is_street)
            for row in rows
            if any(agrees(own, form) for own in _names(gazetteer, row) for form in forms)
        ]

    # A whole commune answers for its localities, unless the locality is what was written.
    if sure := among(str.__eq__) or among(str.startswith):
        return sure
    if any(form.split()[0] not in _STREETS for form in forms):
        elsewhere = _of_country([named for form in forms for named in _borne(gazetteer, form)], country)
        if elsewhere or (near := among(is_like)):
            return [of_named(named, is_address=is_street, is_guess=True) for named in elsewhere] or near
    return [of_row(gazetteer, row, is_address=is_street) for row in _whole(gazetteer, rows)]


def _borne(gazetteer: Gazetteer, folded: str) -> list[Named]:
    """Return what is named so, or, if they are few, what has this for its first words."""
    begin = gazetteer.beginning(f"{folded} ", _FEW + 1)
    return gazetteer.named(folded) or (begin if len(begin) <= _FEW else [])


def _whole(gazetteer: Gazetteer, rows: list[Postcode]) -> list[Postcode]:
    """Return the rows that stand for each commune of a postcode: arrondissements, else its own, else any."""
    of_one: dict[tuple[str, str], list[Postcode]] = {}
    for row in dict.fromkeys(rows):
        of_one.setdefault((row.postcode, row.commune), []).append(row)
    return [
        row
        for own in of_one.values()
        for row in [row for row in own if gazetteer.is_arrondissement(row)]
        or [row for row in own if not row.locality]
        or own
    ]


def _beside(gazetteer: Gazetteer, row: Postcode, *, is_street: bool) -> Meaning:
    """Return the commune or locality whose name was written with its postcode, or an address in it.

    A postcode with a point of its own says more of where a street is than the commune does.
    """
    meaning = of_row(gazetteer, row, is_address=is_street)
    if is_street and row.point is not None:
        return meaning
    return Meaning(meaning.commune, meaning.part, is_address=is_street)


def _by_name(gazetteer: Gazetteer, text: str, country: str | None) -> list[Meaning]:
    """Return the meanings of a text without a known postcode: those of the first reading that has any."""
    for found, is_address, is_guess in _readings(gazetteer, text):
        if own := _of_country(found, country):
            return [of_named(named, is_address=is_address, is_guess=is_guess) for named in own]
    return []


def _readings(gazetteer: Gazetteer, text: str) -> Iterator[tuple[list[Named], bool, bool]]:
    """Yield what a text may be read as, the surest first, each with whether it is an address, or a guess."""
    bare = without_numbers(text)
    forms = list(dict.fromkeys((*readings(text), *readings(bare))))
    for form in forms:
        yield _exactly(gazetteer, form, text), False, False
    for form in forms:
        yield gazetteer.beginning(form, _MOST), False, False
    for form in forms:
        yield _with_hint(gazetteer, form), False, False
    last = bare.rstrip(" ,").rpartition(",")[2]
    words, is_part = place_words(last), len(last) < len(bare.rstrip(" ,"))
    is_street = not words or words[0] in _STREETS or any(map(str.isdigit, last))
    if not is_street:
        # "Château Thiery" is a misspelling, before it is some château of Thiéry's.
        yield gazetteer.spelled_like(" ".join(words), _MOST, strictly=True), is_part, True
    yield gazetteer.named(_closing_name(gazetteer, text)), True, False
    if not is_street:
        yield gazetteer.spelled_like(" ".join(words), _MOST), is_part, True
        yield gazetteer.named(_opening_name(gazetteer, text)), True, False


def _with_hint(gazetteer: Gazetteer, folded: str) -> list[Named]:
    """Return what is named and told by more: by its département after it, or by its commune before it.

    "saint denis 93", "saint denis la reunion"; "luxembourg kirchberg" is the city's quarter.
    """
    parts = folded.split()
    for start in range(len(parts) - 1, 0, -1):
        last = " ".join(parts[start:])
        hint = gazetteer.hinted(last)
        end = start
        while hint and end > 1 and parts[end - 1] in LINKS:
            end -= 1
        first = " ".join(parts[:end])
        if found := [named for named in gazetteer.named(first) if named.commune.context in hint]:
            return found
        quarters = [named for named in gazetteer.named(last) if named.part]
        if found := [named for named in quarters if fold_place(named.commune.name) == first]:
            return found
    return []


def _closing_name(gazetteer: Gazetteer, text: str) -> str:
    """Return the known name that closes a text, or nothing.

    "12 rue des Juifs Strasbourg" is closed by its commune; in "rue de Haguenau" the name is the street's.
    """
    parts = place_words(text)
    last = fold_place(text.rstrip(" ,").rpartition(",")[2])
    if gazetteer.named(last):
        return last
    for start in range(len(parts)):
        name = " ".join(parts[start:])
        if (start == 0 or parts[start - 1] not in _STREET_LINKS) and gazetteer.named(name):
            return name
    return ""


def _opening_name(gazetteer: Gazetteer, text: str) -> str:
    """Return the known name that opens a text, or nothing: "Geispolsheim gare" is in Geispolsheim."""
    parts = place_words(text)
    if not parts or parts[0] in _STREETS:
        return ""
    openings = (" ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    return next((name for name in openings if gazetteer.named(name)), "")


def _is_whole(named: Named, folded: str) -> bool:
    """Whether a folded text is a name as it stands, its article not left out."""
    bearer = named.part or named.commune
    return any(folded in readings(name) for name in (bearer.name, *bearer.aliases))


def _of_country(found: list[Named], country: str | None) -> list[Named]:
    return [named for named in found if country in {None, named.commune.country}]


def _names(gazetteer: Gazetteer, row: Postcode) -> Iterable[str]:
    """Return the folded names that a postcode's row goes by."""
    if row.locality:
        return names_of(row.locality)
    commune = gazetteer.communes[row.commune]
    return set().union(*map(names_of, (commune.name, *commune.aliases)))
