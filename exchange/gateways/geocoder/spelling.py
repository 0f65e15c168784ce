"""How place names and postcodes are spelled: folded to one form, country hints and postcodes told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.kernel.text import words

LONGEST_QUERY = 300
"""Characters of a query that are read: longer than any address."""

_SPELT_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_COUNTRIES = {
    "france": "FR",
    "frankreich": "FR",
    "luxembourg": "LU",
    "luxemburg": "LU",
    "letzebuerg": "LU",
    "allemagne": "DE",
    "deutschland": "DE",
    "germany": "DE",
    "belgique": "BE",
    "belgien": "BE",
    "belgium": "BE",
    "suisse": "CH",
    "schweiz": "CH",
    "switzerland": "CH",
}
_PREFIXES = {"f": "FR", "fr": "FR", "l": "LU", "lu": "LU", "d": "DE", "de": "DE"}
_POSTCODE = re.compile(
    r"(?<![0-9a-z])(?:(?P<prefix>fr?|lu?|de?)[-\s]?)?(?P<digits>\d{4,5})(?!\d|[a-z])", re.IGNORECASE
)
_CEDEX = re.compile(r"\bcedex\b(\s+\d{1,2}\b)?", re.IGNORECASE)


def place_words(text: str) -> list[str]:
    """Return the folded words of a place name, St and Ste written out."""
    return [_SPELT_OUT.get(word, word) for word in words(text)]


def fold_place(text: str) -> str:
    """Return a place name in the one form in which names are compared: accents, case, hyphens, St gone."""
    return " ".join(place_words(text))


def postcode_digits(postcode: str) -> str:
    """Return what is left of a postcode without its country prefix: "L-4530" gives "4530"."""
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


def without_cedex(text: str) -> str:
    """Return a text without "CEDEX" and its number, which say who receives mail, not where."""
    return _CEDEX.sub(" ", text)


def without_numbers(text: str) -> str:
    """Return a text without the numbers that may be postcodes: what is left if they are unknown."""
    return _POSTCODE.sub(" ", text)


def without_country(text: str) -> tuple[str, str | None]:
    """Return a text without the country named at its end, and that country; a country alone stays."""
    segments = text.rstrip(" ,.;").split(",")
    last = words(segments[-1])
    if not last or last[-1] not in _COUNTRIES or (len(last) == 1 and len(segments) == 1):
        return text, None
    # The country is the last word as written: cut it there, whatever accents it carries.
    bare = re.sub(r"[\s(]*[^\s,(]+\)?\s*$", "", segments[-1]) if len(last) > 1 else ""
    return ",".join([*segments[:-1], bare]).rstrip(" ,"), _COUNTRIES[last[-1]]
