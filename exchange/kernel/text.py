"""Words folded once, in Python, so that both databases compare the same letters."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[0-9a-z]+")
_SLUG_LENGTH = 60


def fold(text: str) -> str:
    """Return the text in lower case without accents or ligatures, words parted by single spaces."""
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
        lowered = "".join(character for character in lowered if not unicodedata.combining(character))
    return " ".join(_WORD.findall(lowered))


def words(text: str) -> list[str]:
    """Return the folded words of a text in order, repeats kept."""
    return fold(text).split()


def slugify(text: str) -> str:
    """Return a folded, hyphenated form for URLs, at most 60 characters; may be empty."""
    return fold(text).replace(" ", "-")[:_SLUG_LENGTH].strip("-")


def clean(text: str) -> str:
    """Return the text as it was meant: newlines unified, NULs and lone surrogates gone, ends trimmed."""
    sound = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    return sound.replace("\r\n", "\n").replace("\r", "\n").strip()
