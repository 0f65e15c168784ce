"""How materials and waste codes are written: slugs; six digits, and an asterisk for danger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.materials.errors import WasteCodeUnknown

SOURCE_LANGUAGE = "fr"
"""The language in which everything is worded: what is read where another is missing."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPELLINGS = re.compile(r"\s*([0-9]{2})[\s.-]?([0-9]{2})[\s.-]?([0-9]{2})\s*(\*?)\s*")


@dataclass(frozen=True, slots=True)
class WrittenWasteCode:
    """A waste code as somebody wrote it: its digits in pairs, and whether an asterisk stood behind them."""

    code: str
    starred: bool


def is_slug(text: str) -> bool:
    """Whether a text has the form of a material's slug: what has not is not worth asking the database."""
    return _SLUG.fullmatch(text) is not None


def parse_waste_code(text: str) -> WrittenWasteCode:
    """Return the code behind any usual spelling: `150105`, `15 01 05`, `15.01.05`, `15 01 10*`.

    Raises: WasteCodeUnknown if the text is none of them.
    """
    match = _SPELLINGS.fullmatch(text)
    if match is None:
        raise WasteCodeUnknown
    return WrittenWasteCode(" ".join(match.groups()[:3]), starred=bool(match[4]))


def chapter_of(code: str) -> str:
    """Return the chapter of a code: its first two digits."""
    return code[:2]


def shown(code: str, *, hazardous: bool) -> str:
    """Return a code as it is printed, its asterisk included."""
    return f"{code}*" if hazardous else code
