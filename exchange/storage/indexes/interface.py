"""What search asks of an index of open listings, whatever answers it.

An index is *derived*: it can be thrown away and rebuilt from the listings at any time, and it is kept
in the same transaction as whatever changes a listing. It holds open listings only, each as one `Entry`:
its public point, what filters need, and its words, folded already.

It answers by *subqueries with fixed columns*, `listing_id` and `chord2`, to be joined to the tables of
listings; so the caller sorts, pages and shows without knowing how the candidates were found. `chord2` is
the squared chord on the unit sphere between the query's centre and the listing's public point: it orders
as distance does, is exact on both databases alike, and is NULL without a centre.
`kernel.geography.km_from_squared_chord` turns it into kilometres.

A circle means distance ≤ radius on the sphere, right at the poles and across the antimeridian. Words
must all match; each is a prefix. A listing without a filtered property does not match the filter.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Select, Subquery
from sqlalchemy.orm import Session

from exchange.kernel.geography import Point

WORD_LENGTH = 60
"""Letters of a word that an index keeps, and compares."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An open listing as search sees it."""

    listing_id: int
    organisation_id: int
    commune_id: int
    material_id: int
    waste_code_id: int | None
    kind: str
    point: Point
    remaining_g: int
    published_at: datetime
    available_until: date | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; None filters nothing. `radius_km` needs a centre; a centre needs no radius."""

    centre: Point | None = None
    radius_km: float | None = None
    materials: Select[int] | Collection[int] | None = None
    communes: Select[int] | Collection[int] | None = None
    organisation_id: int | None = None
    waste_code_id: int | None = None
    kind: str | None = None
    words: tuple[str, ...] = ()
    min_g: int | None = None
    max_g: int | None = None


def kept_words(words: Collection[str]) -> frozenset[str]:
    """Return the words as every index keeps them: cut to one length."""
    return frozenset(word[:WORD_LENGTH] for word in words)


class ListingIndex(Protocol):
    """An index of open listings."""

    def put(self, session: Session, entry: Entry) -> None:
        """Add an open listing, or replace what was known of it."""

    def remove(self, session: Session, listing_ids: Collection[int]) -> None:
        """Forget listings; those unknown are passed over."""

    def set_remaining(self, session: Session, listing_id: int, remaining_g: int) -> bool:
        """Change what remains of a listing known already; return whether it was."""

    def clear(self, session: Session) -> None:
        """Forget everything, before a rebuild."""

    def search(self, query: Query) -> Subquery:
        """Return the matching listings as a subquery (listing_id, chord2)."""

    def count(self, session: Session, query: Query) -> int:
        """Return exactly how many listings match."""

    def entries(self, session: Session) -> dict[int, Entry]:
        """Return everything known, by listing id: to compare the derived with its base."""

    def unsound(self, session: Session) -> dict[int, str]:
        """Return, by listing id, what contradicts itself inside the index."""
