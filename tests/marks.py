"""A language of marks: every translated word stands in ⟦…⟧, every word of the data in ⟪…⟫.

What a page shows outside both was written into a template or a module past the catalogues, and nobody would
ever read it in another language.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

from babel import Locale

from exchange.territories.rules import LEVELS
from exchange.web.catalogues import SourceTranslations

SAID, DATA = "⟦⟧", "⟪⟫"
LANGUAGE = "en"
"""The language in whose formats marked pages are written."""

_PLACES = re.compile(r"(%\(\w+\)s|%%)")
_OPENING, _CLOSING = SAID[0] + DATA[0], SAID[1] + DATA[1]

COLUMNS = {
    "accounts": ["name"],
    "api_tokens": ["name"],
    "claims": ["purpose", "reason"],
    "listing_photographs": ["alternative"],
    "listings": ["title", "description", "handling"],
    "mail_links": ["name"],
    "material_names": ["name", "synonyms"],
    "material_units": ["source"],
    "organisation_identifiers": ["value"],
    "organisations": ["name", "description"],
    "postcodes": ["locality"],
    "sites": ["name", "address"],
    "territories": ["name"],
    "territory_names": ["name"],
    "waste_code_names": ["label"],
    "waste_headings": ["label"],
}
"""What people or reference data wrote, by table: shown as it is, in whatever language it is."""

_DAYS = Locale.parse("en_GB").days["format"]
_MONTHS = Locale.parse("en_GB").months["format"]
FIGURES = {
    *(
        word
        for width in ("wide", "abbreviated")
        for names in (_MONTHS, _DAYS)
        for word in names[width].values()
    ),
    *("g", "kg", "t", "m", "m³", "km", "ko", "Mo"),
}
"""Words that formats write: months, days of the week, symbols of units."""

NAMES = {
    *("Gisement", "Français", "English", "Deutsch", "JPEG", "PNG", "WebP"),
    *LEVELS,
    *("FR", "LU", "BE", "DE", "CH"),
    *"ABCDE",
    *("SATI", "Libre", "Objet", "Les", "Jardins", "de", "la", "Montagne", "Verte"),
}
"""Names that are the same in every language, and codes told as they are written in addresses."""

_FRENCH_MARKS = re.compile(r"(?<=\S)[ \u00a0](?:[:;?!]|»)|«")
"""Marks as French sets them, with a space before: another language does not."""

_WORD = re.compile(r"[^\W\d_]+(?:³)?")
_NO_WORD = re.compile(r"\S+@\S+|https?://\S+|\b\S*\d\S*\b")
"""Addresses, numbers, codes with a digit in them."""

_SILENT = {"script", "style", "code", "template"}
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary")
_BARE_DATA = re.compile(r"[\w./:,;?&=%+\-\[\]{}\"']*")


class MarkedTranslations(SourceTranslations):
    """Every sentence as it is in French, its own words between marks, what fills its places outside."""

    def gettext(self, message: str) -> str:
        """Return the sentence, marked."""
        return "".join(
            part if index % 2 or not part.strip() else f"{SAID[0]}{part}{SAID[1]}"
            for index, part in enumerate(_PLACES.split(message))
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number, marked."""
        return self.gettext(msgid1 if abs(n) < 2 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Return the sentence, marked."""
        del context
        return self.gettext(message)


def mark_data(database: Path) -> None:
    """Put marks around whatever people and reference data wrote into an SQLite file."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, columns in COLUMNS.items():
            for column in columns:
                # The names stand in this module: nothing here comes from outside.
                connection.execute(
                    f"UPDATE {table} SET {column} = ? || {column} || ? WHERE {column} <> ''",  # noqa: S608
                    (DATA[0], DATA[1]),
                )


def bare_words(text: str) -> list[str]:
    """Return the words of a text that stand outside all marks, figures and names left out."""
    depth, outside = 0, []
    for sign in text:
        if sign in _OPENING:
            depth += 1
            outside.append(" ")
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            outside.append(sign)
    left = _NO_WORD.sub(" ", "".join(outside))
    words = [word for word in _WORD.findall(left) if word not in FIGURES and word not in NAMES]
    return words + _FRENCH_MARKS.findall("".join(outside))


class Visible(HTMLParser):
    """What a page shows or says: its text in order, and each attribute that is shown or read aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.attributes: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the attributes; leave out what is no text."""
        self._silent += tag in _SILENT
        self.text += "\n"
        given = {name: value or "" for name, value in attrs}
        self.attributes += [given[name] for name in _SPOKEN if name in given]
        if tag == "meta" and given.get("name") == "description":
            self.attributes.append(given["content"])
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.attributes.append(given.get("value", ""))
        self.attributes += [
            value
            for name, value in given.items()
            if name.startswith("data-") and not _BARE_DATA.fullmatch(value) and not value.startswith("{")
        ]

    def handle_endtag(self, tag: str) -> None:
        """Come back to text."""
        self._silent -= tag in _SILENT
        self.text += "\n"

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not self._silent:
            self.text += data


def unmarked(page: str) -> Iterator[str]:
    """Yield the words that a page shows, or has read aloud, outside all marks."""
    visible = Visible(page)
    yield from bare_words(visible.text)
    for value in visible.attributes:
        yield from bare_words(value)
