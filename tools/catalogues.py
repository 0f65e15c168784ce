"""Collects the sentences to translate and brings every catalogue up to date: `make catalogues`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "exchange" / "translations"
_FOLDERS = {"exchange": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")]}
_OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}


def collect() -> Catalog:
    """Return every sentence of the pages, mails and refusals, with the places where it stands."""
    found = Catalog(project="Gisement", charset="utf-8")
    for folder, methods in _FOLDERS.items():
        for path, line, message, comments, context in extract_from_dir(
            str(ROOT / folder), methods, _OPTIONS, keywords=_KEYWORDS
        ):
            found.add(
                message, locations=[(f"{folder}/{path}", line)], auto_comments=comments, context=context
            )
    return found


def main() -> None:
    """Write `messages.pot` and update each catalogue."""
    found = collect()
    with (CATALOGUES / "messages.pot").open("wb") as stream:
        write_po(stream, found, sort_by_file=True, width=110)
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=path.parent.parent.name)
        catalogue.update(found)
        with path.open("wb") as stream:
            write_po(stream, catalogue, sort_by_file=True, width=110)
    print(f"{len(found)} sentences")


if __name__ == "__main__":
    main()
