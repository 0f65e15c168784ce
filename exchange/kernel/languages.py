"""The languages that the house speaks, and which of them a wish for one leads to."""

from __future__ import annotations

SOURCE_LANGUAGE = "fr"
"""The language that every sentence is written in first, and that stands in for a missing one."""

LANGUAGES: tuple[str, ...] = (SOURCE_LANGUAGE, "en")
"""The complete languages, in the order in which they are offered."""

BEGUN: tuple[str, ...] = ("de",)
"""Languages whose catalogue is not complete yet: never offered (decision 0022)."""

LANGUAGE_NAMES = {"fr": "Français", "en": "English", "de": "Deutsch"}
"""Each language named in itself, so that whoever reads it finds it."""


def spoken(code: str) -> str:
    """Return the language asked for if the house speaks it completely, French otherwise."""
    return code if code in LANGUAGES else SOURCE_LANGUAGE
