"""How place names and postcodes are spelled: folded to one form, country hints and postcodes told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.kernel.text import words

LONGEST_QUERY = 300
"""Characters of a query that are read: longer than any address."""

LINKS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lez", "sous", "sur"}
)
"""Words that hold a name together and never begin what somebody looks for."""

_ARTICLES = frozenset({"l", "la", "le", "les"})
_SPELT_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "sankt": "saint"}
_ABBREVIATED_LINK = re.compile(r"\b(?P<link>s|ss)/", re.IGNORECASE)
_NUMBER = re.compile(r"0*(?P<number>[1-9]\d?)(?:er|re|e|eme|ieme|nd|nde)?")
_ROMAN = re.compile(r"(?P<tens>x?)(?P<ones>ix|iv|v?i{0,3})(?:er|e|eme|ieme)?")
_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_DISTRICT = frozenset({"arrondissement", "arrdt", "arr", "ardt"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_COUNTRIES = {
    **dict.fromkeys(("france", "frankreich", "frankrijk"), "FR"),
    **dict.fromkeys(("luxembourg", "luxemburg", "letzebuerg"), "LU"),
    **dict.fromkeys(("allemagne", "deutschland", "germany", "duitsland"), "DE"),
    **dict.fromkeys(("belgique", "belgie", "belgien", "belgium"), "BE"),
    **dict.fromkeys(("suisse", "schweiz", "switzerland", "svizzera"), "CH"),
}
_PREFIXES = {
    **dict.fromkeys(("f", "fr"), "FR"),
    **dict.fromkeys(("l", "lu"), "LU"),
    **dict.fromkeys(("d", "de"), "DE"),
    **dict.fromkeys(("b", "be"), "BE"),
    "ch": "CH",
}
_PREFIX = r"(?:(?P<prefix>fr?|lu?|de?|be?|ch)[-\s]?)?"
_POSTCODE = re.compile(rf"(?<![0-9a-z]){_PREFIX}(?P<digits>\d{{4,5}})(?!\d|[a-z])", re.IGNORECASE)
_POSTCODE_BEGUN = re.compile(rf"\s*{_PREFIX}(?P<digits>\d{{2,5}})\s*", re.IGNORECASE)
_CEDEX = re.compile(r"\bcedex\b(\s+\d{1,2}\b)?", re.IGNORECASE)


def place_words(text: str) -> list[str]:
    """Return the folded words of a place name: St and Ste written out, districts by their bare number."""
    kept: list[str] = []
    for word in words(_ABBREVIATED_LINK.sub(_written_out, text) if "/" in text else text):
        if word[0].isdigit():
            number = _NUMBER.fullmatch(word)
            kept.append(number["number"] if number else word)
        elif word not in _DISTRICT or not kept or not kept[-1].isdigit():
            kept.append(_SPELT_OUT.get(word, word))
    return kept


def fold_place(text: str) -> str:
    """Return a place name in the one form in which names are compared: accents, case, hyphens, St gone."""
    return " ".join(place_words(text))


def readings(text: str) -> list[str]:
    """Return the folded forms that a text may be read as.

    Köln is looked for as "koln" and as "koeln", and "Paris XIe" as "paris 11" too.
    """
    forms = _spelled(text)
    before, _, last = " ".join(word for word in forms[0].split() if word not in _DISTRICT).rpartition(" ")
    roman = _ROMAN.fullmatch(last)
    if before and roman and (number := 10 * len(roman["tens"]) + _ONES[roman["ones"]]):
        forms.append(f"{before} {number}")
    return forms


def names_of(name: str) -> set[str]:
    """Return the folded forms under which a name is found: with umlauts written out, without its article."""
    found = set(_spelled(name))
    for form in tuple(found):
        first, _, rest = form.partition(" ")
        if rest and first in _ARTICLES:
            found.add(rest)
    found.discard("")
    return found


def _spelled(text: str) -> list[str]:
    forms = [fold_place(text)]
    if not text.isascii() and (written_out := text.translate(_UMLAUTS)) != text:
        forms.append(fold_place(written_out))
    return forms


def beginnings_of(text: str) -> list[str]:
    """Return the folded forms of a text that is still being typed: "st" begins Strasbourg and Saint-Denis."""
    found = readings(text)
    bare = words(text)
    if bare and bare[-1] in _SPELT_OUT and text[-1:].isalpha():
        found.append(" ".join([*place_words(text)[:-1], bare[-1]]))
    return [form for form in found if form]


def postcode_digits(postcode: str) -> str:
    """Return what is left of a postcode without its country prefix: "L-4530" gives "4530"."""
    if postcode.isascii() and postcode.isdigit():
        return postcode
    return "".join(character for character in postcode if character.isascii() and character.isdigit())


@dataclass(frozen=True, slots=True)
class Written:
    """A postcode as somebody wrote it: its digits, the country its prefix names, and the text around it."""

    digits: str
    country: str | None
    before: str
    after: str

    @property
    def stands_alone(self) -> bool:
        """Whether nothing else was written."""
        return not words(self.before) and not words(self.after)


def written_postcodes(text: str) -> list[Written]:
    """Return the numbers that may be postcodes, the last first: house numbers stand before them."""
    found = [
        Written(
            digits=match["digits"],
            country=_PREFIXES.get((match["prefix"] or "").lower()),
            before=text[: match.start()],
            after=text[match.end() :],
        )
        for match in _POSTCODE.finditer(text)
    ]
    return found[::-1]


def begun_postcode(text: str) -> tuple[str, str | None] | None:
    """Return the digits of a postcode of which two or more are typed, and its prefix's country, or None."""
    match = _POSTCODE_BEGUN.fullmatch(text)
    return None if match is None else (match["digits"], _PREFIXES.get((match["prefix"] or "").lower()))


def without_cedex(text: str) -> str:
    """Return a text without "CEDEX" and its number, which say who receives mail, not where."""
    return _CEDEX.sub(" ", text)


def without_numbers(text: str) -> str:
    """Return a text without the numbers that may be postcodes: what is left if they are unknown."""
    return _POSTCODE.sub(" ", text)


def without_country(text: str) -> tuple[str, str | None]:
    """Return a text without the country named at its end, and that country; a country alone stays.

    A country's code counts after a comma or in brackets: "Liège, BE", "Kirchberg (LU)".
    """
    bare = text.rstrip(" ,.;")
    segments = bare.split(",")
    last = words(segments[-1])
    if not last or (len(last) == 1 and len(segments) == 1):
        return text, None
    country = _COUNTRIES.get(last[-1])
    if country is None and (bare.endswith(")") or (len(last) == 1 and len(segments) > 1)):
        country = _PREFIXES.get(last[-1])
    if country is None:
        return text, None
    # The country is the last word as written: cut it there, whatever accents it carries.
    kept = re.sub(r"[\s(]*[^\s,(]+\)?\s*$", "", segments[-1]) if len(last) > 1 else ""
    return ",".join([*segments[:-1], kept]).rstrip(" ,"), country


def _written_out(match: re.Match[str]) -> str:
    return "sur " if match["link"].lower() == "s" else "sous "
