"""Collects the sentences to translate and brings the catalogues up to date: `make catalogues`.

`python -m tools.catalogues de` updates the German one alone. What is written depends on the sentences only:
they stand by the first file that says them, then by themselves, without line numbers, dates or tools' names.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "exchange" / "translations"
HEADER = """\
# Gisement: message ids are the French sentences (exchange/translations/README.md).
# Brought up to date by `make catalogues`; the translations are written by hand.
#"""
_FOLDERS = {"exchange": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")]}
_OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PASSING = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator", "Language-Team")
"""What the library notes in a header and nobody here reads: it would change at every run."""


def collect() -> Catalog:
    """Return every sentence of the pages, mails and refusals, with the files where it stands."""
    found = Catalog(project="Gisement", charset="utf-8")
    for folder, methods in _FOLDERS.items():
        for path, _line, message, comments, context in extract_from_dir(
            str(ROOT / folder), methods, _OPTIONS, keywords=_KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{path}", 0)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    """Return where a language's catalogue stands."""
    return CATALOGUES / language / "LC_MESSAGES" / "messages.po"


def updated(language: str, found: Catalog) -> bytes:
    """Return a language's catalogue with the sentences found, and no others.

    A sentence that resembles one that has gone keeps its translation as a hint, marked fuzzy and not shown.
    """
    with path_of(language).open("rb") as stream:
        held = read_po(stream, locale=language)
    held.update(found)
    return written(held)


def unsaid(language: str) -> int:
    """Return how many sentences a catalogue leaves empty or marks as unsure."""
    with path_of(language).open("rb") as stream:
        return sum(
            message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
            for message in read_po(stream, locale=language)
            if message.id
        )


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is kept: in an order of its own, with nothing in it that passes."""
    kept = Catalog(locale=catalogue.locale, charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in sorted((each for each in catalogue if each.id), key=_place):
        kept[message.id] = message
    stream = BytesIO()
    write_po(stream, kept, width=110, ignore_obsolete=True, include_previous=True, include_lineno=False)
    lines = stream.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_passing())).encode("utf-8")


def _passing() -> tuple[str, ...]:
    return tuple(f'"{name}:' for name in (*_PASSING, "Project-Id-Version", "Report-Msgid-Bugs-To"))


def _place(message: Message) -> tuple[str, str, str]:
    files = sorted(name for name, _line in message.locations)
    said = message.id if isinstance(message.id, str) else message.id[0]
    return (files[0] if files else "", said, message.context or "")


def main() -> None:
    """Update the catalogues named, or every one; write `messages.pot` for whoever begins another language."""
    found = collect()
    (CATALOGUES / "messages.pot").write_bytes(written(found))
    every = sorted(path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/messages.po"))
    print(f"{len([message for message in found if message.id])} sentences")
    for language in sys.argv[1:] or every:
        path_of(language).write_bytes(updated(language, found))
        print(f"{language}: {unsaid(language)} to translate")


if __name__ == "__main__":
    main()
