"""Names in order: what is called so, what begins so, and what is spelled nearly so.

Beside each name stands the rank of what bears it: a small number for a large place. Ranks are sorted
instead of places, so that even "s" is answered within a millisecond.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from exchange.gateways.geocoder.spelling import LINKS

_AFTER_ANY_LETTER = "~"
"""Sorts after every folded letter: bounds the names that share a beginning."""

_TYPING_ERRORS = ((15, 3), (9, 2), (4, 1))
"""Errors forgiven from so many letters on: one alters most of a shorter word."""

_SHORTEST_HEAD = 5


class NameIndex:
    """Folded names, each with the ranks of those that bear it."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        pairs = sorted(named)
        self._names, self._ranks = _columns(pairs)
        self._endings, self._ending_ranks = _columns(
            sorted((name[place:], rank) for name, rank in pairs for place in _later_words(name))
        )
        self._spellings = (
            _by_length(pairs),
            _by_length((head, rank) for name, rank in pairs for head in _heads(name)),
        )

    def called(self, folded: str) -> list[int]:
        """Return the ranks of what is called exactly this, sorted."""
        first = bisect_left(self._names, folded)
        last = first
        while last < len(self._names) and self._names[last] == folded:
            last += 1
        return list(self._ranks[first:last])

    def beginning(self, folded: str, limit: int) -> list[int]:
        """Return the ranks of names that begin so, sorted, then of those with a later word that does."""
        found: dict[int, None] = {}
        if folded:
            for names, ranks in ((self._names, self._ranks), (self._endings, self._ending_ranks)):
                first, last = bisect_left(names, folded), bisect_left(names, folded + _AFTER_ANY_LETTER)
                found |= dict.fromkeys(sorted(set(ranks[first:last]))[:limit])
                if len(found) >= limit:
                    break
        return list(found)[:limit]

    def like(self, folded: str, limit: int, *, strictly: bool = False) -> list[int]:
        """Return the ranks of the names that the fewest typing errors make of this text, sorted.

        An error is a letter too many, too few, wrong, or two in the wrong order (optimal string
        alignment). Whole names come first; failing them, names of several words whose first words are
        meant. Strictly, one error less is forgiven, so that only longer texts are. All names of about
        the same length are compared, some ten thousand within a millisecond or two.
        """
        most = _forgiven(folded) - strictly
        if most <= 0:
            return []
        for by_length in self._spellings:
            near: list[tuple[int, int]] = []
            for length in range(len(folded) - most, len(folded) + most + 1):
                names, ranks = by_length.get(length, ([], array("i")))
                found = extract(folded, names, scorer=OSA.distance, score_cutoff=most, limit=None)
                near += [(errors, ranks[place]) for _, errors, place in found]
            if near:
                fewest = min(near)[0]
                return sorted({rank for errors, rank in near if errors == fewest})[:limit]
        return []


def is_like(name: str, folded: str) -> bool:
    """Whether a folded text is a name with a typing error or a few, for its length."""
    return OSA.distance(folded, name) <= _forgiven(folded)


def _forgiven(folded: str) -> int:
    return next((errors for letters, errors in _TYPING_ERRORS if len(folded) >= letters), 0)


def _columns(pairs: list[tuple[str, int]]) -> tuple[list[str], array[int]]:
    return [name for name, _ in pairs], array("i", (rank for _, rank in pairs))


def _by_length(named: Iterable[tuple[str, int]]) -> dict[int, tuple[list[str], array[int]]]:
    """Return names and ranks by the length of the names: no other can be meant by a text of this length."""
    sized: dict[int, tuple[list[str], array[int]]] = {}
    for name, rank in named:
        names, ranks = sized.setdefault(len(name), ([], array("i")))
        names.append(name)
        ranks.append(rank)
    return sized


def _later_words(name: str) -> list[int]:
    """Return where the later words of a name begin, those aside that only link or count."""
    places, place = [], name.find(" ") + 1
    while place:
        end = name.find(" ", place)
        word = name[place : end if end >= 0 else None]
        if word not in LINKS and not word.isdigit():
            places.append(place)
        place = end + 1
    return places


def _heads(name: str) -> list[str]:
    """Return the first words of a name of several, each beginning long enough to be told from others."""
    words = name.split()
    return [
        head
        for count in range(1, len(words))
        if len(head := " ".join(words[:count])) >= _SHORTEST_HEAD and words[count - 1] not in LINKS
    ]
