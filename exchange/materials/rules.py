"""How materials and waste codes are written, and how near a wording comes to what somebody asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from exchange.kernel.text import words as folded_words
from exchange.materials.errors import WasteCodeUnknown, WasteHeadingUnknown

SOURCE_LANGUAGE = "fr"
"""The language in which everything is worded: what is read where another is missing."""

FURTHEST = 4
"""The closeness of a material that holds every word asked for, but in several wordings or inside words."""

HEADING_MARK = "|"
"""What parts, among the words around an entry of the List of Waste, its own from its heading's."""

_FILLERS = frozenset(
    folded_words(
        "a au aux avec d de des du en et l la le les ou par pour sur un une "
        "and for from in of or the to with "
        "aus das der des die für im in mit oder und von zu"
    )
)
_PLURALS = ("en", "er", "es", "s", "x", "e", "n")
_ROOT_LENGTH = 4
_ROOTS_KEPT = 8192
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADINGS = re.compile(r"\s*([0-9]{2})(?:[\s.-]?([0-9]{2}))?\s*")
_SPELLINGS = re.compile(r"\s*([0-9]{2})[\s.-]?([0-9]{2})[\s.-]?([0-9]{2})\s*(\*?)\s*")


@dataclass(frozen=True, slots=True)
class WrittenWasteCode:
    """A waste code as somebody wrote it: its digits in pairs, and whether an asterisk stood behind them."""

    code: str
    starred: bool


@dataclass(frozen=True, slots=True)
class AskedOfList:
    """What somebody asks of the List of Waste: the first digits of a code in pairs, words, an asterisk."""

    digits: str
    words: tuple[str, ...]
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


def parse_heading(text: str) -> str:
    """Return the chapter or sub-chapter behind any usual spelling: `15`, `1501`, `15 01`, `15.01`.

    Raises: WasteHeadingUnknown if the text is none of them.
    """
    match = _HEADINGS.fullmatch(text)
    if match is None:
        raise WasteHeadingUnknown
    return " ".join(pair for pair in match.groups() if pair)


def read_asked(text: str) -> AskedOfList:
    """Return what a text asks of the List of Waste: "15.01 carton" is a beginning of a code and a word."""
    asked = folded_words(text)
    digits = "".join(word for word in asked if word.isdigit())
    pairs = " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))
    others = [word for word in asked if not word.isdigit()]
    return AskedOfList(pairs, tuple(telling(others)), starred="*" in text)


def chapter_of(code: str) -> str:
    """Return the chapter of a code: its first two digits."""
    return code[:2]


def subchapter_of(code: str) -> str:
    """Return the sub-chapter of a code: its first four digits, in pairs."""
    return code[:5]


def shown(code: str, *, hazardous: bool) -> str:
    """Return a code as it is printed, its asterisk included."""
    return f"{code}*" if hazardous else code


def without_umlauts(text: str) -> str:
    """Return a wording as keyboards without umlauts write it: Saegespaene for Sägespäne."""
    return text.translate(_UMLAUTS)


def telling(words: Sequence[str]) -> list[str]:
    """Return folded words without those that join them ("sac de jute"); all of them if none is left."""
    return [word for word in words if word not in _FILLERS] or list(words)


def closeness(asked: Sequence[str], wording: Sequence[str]) -> int | None:
    """Return how near a wording comes to what is asked: 0 is nearest, None is not at all; folded words.

    0 the same words, 1 the same but for singular and plural, 2 the wording begins so,
    3 every word asked for begins a word of it.
    """
    if not asked:
        return None
    if asked == wording:
        return 0
    if [root(word) for word in asked] == [root(word) for word in wording]:
        return 1
    *whole, begun = asked
    head = wording[: len(whole)]
    is_head = len(wording) >= len(asked) and [*map(root, head)] == [*map(root, whole)]
    if is_head and wording[len(whole)].startswith(begun):
        return 2
    return 3 if all(any(_begins(word, known) for known in wording) for word in asked) else None


def is_within(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word asked for begins one of the words, or a long one stands inside (Pappe, Wellpappe)."""
    return bool(asked) and all(
        any(_begins(word, known) or (len(word) >= _ROOT_LENGTH and word in known) for known in words)
        for word in asked
    )


def _begins(asked: str, known: str) -> bool:
    return known.startswith(asked) or root(known) == root(asked)


@lru_cache(maxsize=_ROOTS_KEPT)
def root(word: str) -> str:
    """Return a word without the endings of plurals in French, English or German, while enough is left."""
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > _ROOT_LENGTH:
        return word.removesuffix("aux") + "al"
    for ending in _PLURALS:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT_LENGTH:
            return root(word.removesuffix(ending))
    return word


def nearness_to_entry(
    asked: Sequence[str], own: Sequence[str], around: Sequence[str]
) -> tuple[int, int] | None:
    """Return how near an entry of the List of Waste comes to words: smallest is nearest, None is not at all.

    (0, n) its label says them all, in n words: the shortest is most about them; (1, n) with the help of
    the first n words around it; (2, 0) with the help of its sub-chapter's heading, which stands behind
    `HEADING_MARK`; (3, 0) words of its label begin so; (4, 0) the rest.
    """
    if not is_within(asked, [*own, *around]):
        return None
    wanted, told = {root(word) for word in asked}, {root(word) for word in own}
    if wanted <= told:
        return 0, len(own)
    near = [root(word) for word in around]
    closer = near[: near.index(HEADING_MARK)] if HEADING_MARK in near else near
    if wanted <= told.union(closer):
        return 1, max(closer.index(word) for word in wanted - told)
    if wanted <= told.union(near):
        return 2, 0
    return (3 if all(any(_begins(word, mine) for mine in own) for word in asked) else 4), 0
