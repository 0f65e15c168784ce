"""The index that both databases run alike: a B-tree box, an exact spherical test, and folded words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    ScalarResult,
    Subquery,
    and_,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from exchange.kernel.geography import Box, Point, box_around, squared_chord
from exchange.storage.indexes.interface import WORD_LENGTH, Entry, Query, kept_words
from exchange.storage.indexes.models import IndexedListing, IndexedWord

_BATCH = 500
"""Ids bound in one statement: far below every driver's limit."""

_SMALLEST = 1e-100
_AFTER_LETTERS = "~"
"""Sorts after every letter and digit of a folded word, so that a prefix is one range of keys."""


class PortableIndex:
    """Open listings in plain tables; see the interface for what each method promises."""

    def put(self, session: Session, entry: Entry) -> None:
        """Add an open listing, or replace what was known of it."""
        self.remove(session, [entry.listing_id])
        ux, uy, uz = _vector(entry.point)
        session.execute(
            insert(IndexedListing).values(
                listing_id=entry.listing_id,
                organisation_id=entry.organisation_id,
                commune_id=entry.commune_id,
                material_id=entry.material_id,
                waste_code_id=entry.waste_code_id,
                kind=entry.kind,
                latitude=entry.point.latitude,
                longitude=entry.point.longitude,
                ux=ux,
                uy=uy,
                uz=uz,
                remaining_g=entry.remaining_g,
                published_at=entry.published_at,
                available_until=entry.available_until,
            )
        )
        rows = [{"word": word, "listing_id": entry.listing_id} for word in sorted(kept_words(entry.words))]
        if rows:
            session.execute(insert(IndexedWord), rows)

    def remove(self, session: Session, listing_ids: Collection[int]) -> None:
        """Forget listings; those unknown are passed over."""
        for batch in _batches(sorted(listing_ids)):
            session.execute(delete(IndexedWord).where(IndexedWord.listing_id.in_(batch)))
            session.execute(delete(IndexedListing).where(IndexedListing.listing_id.in_(batch)))

    def set_remaining(self, session: Session, listing_id: int, remaining_g: int) -> bool:
        """Change what remains of a listing known already; return whether it was."""
        changed: CursorResult[Any] = session.execute(  # type: ignore[assignment]
            update(IndexedListing)
            .where(IndexedListing.listing_id == listing_id)
            .values(remaining_g=remaining_g)
        )
        return changed.rowcount == 1

    def clear(self, session: Session) -> None:
        """Forget everything, before a rebuild."""
        session.execute(delete(IndexedWord))
        session.execute(delete(IndexedListing))

    def search(self, query: Query) -> Subquery:
        """Return the matching listings as a subquery (listing_id, chord2)."""
        chord2 = _chord2(query.centre) if query.centre is not None else null()
        return (
            select(IndexedListing.listing_id, chord2.label("chord2"))
            .where(*_conditions(query))
            .subquery("found")
        )

    def count(self, session: Session, query: Query) -> int:
        """Return exactly how many listings match."""
        statement = select(func.count()).select_from(IndexedListing).where(*_conditions(query))
        return session.execute(statement).scalar_one()

    def entries(self, session: Session) -> dict[int, Entry]:
        """Return everything known, by listing id: to compare the derived with its base."""
        words: dict[int, set[str]] = defaultdict(set)
        for word, listing_id in session.execute(select(IndexedWord.word, IndexedWord.listing_id)):
            words[listing_id].add(word)
        return {
            row.listing_id: Entry(
                listing_id=row.listing_id,
                organisation_id=row.organisation_id,
                commune_id=row.commune_id,
                material_id=row.material_id,
                waste_code_id=row.waste_code_id,
                kind=row.kind,
                point=Point(row.latitude, row.longitude),
                remaining_g=row.remaining_g,
                published_at=row.published_at,
                available_until=row.available_until,
                words=frozenset(words[row.listing_id]),
            )
            for row in _rows(session)
        }

    def unsound(self, session: Session) -> dict[int, str]:
        """Return, by listing id, what contradicts itself inside the index."""
        known: set[int] = set()
        found: dict[int, str] = {}
        for row in _rows(session):
            known.add(row.listing_id)
            if (row.ux, row.uy, row.uz) != _vector(Point(row.latitude, row.longitude)):
                found[row.listing_id] = "its unit vector is not that of its point"
        for stray in set(session.scalars(select(IndexedWord.listing_id).distinct())) - known:
            found[stray] = "it has words but no place"
        return found


def _rows(session: Session) -> ScalarResult[IndexedListing]:
    statement = select(IndexedListing).order_by(IndexedListing.listing_id)
    return session.scalars(statement.execution_options(populate_existing=True))


def _conditions(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.centre is not None and query.radius_km is not None:
        yield _inside(box_around(query.centre, query.radius_km))
        yield _chord2(query.centre) <= literal(squared_chord(query.radius_km), Double)
    if query.materials is not None:
        yield IndexedListing.material_id.in_(query.materials)
    if query.communes is not None:
        yield IndexedListing.commune_id.in_(query.communes)
    if query.organisation_id is not None:
        yield IndexedListing.organisation_id == query.organisation_id
    if query.waste_code_id is not None:
        yield IndexedListing.waste_code_id == query.waste_code_id
    if query.kind is not None:
        yield IndexedListing.kind == query.kind
    if query.min_g is not None:
        yield IndexedListing.remaining_g >= query.min_g
    if query.max_g is not None:
        yield IndexedListing.remaining_g <= query.max_g
    for word in query.words:
        prefix = word[:WORD_LENGTH]
        yield IndexedListing.listing_id.in_(
            select(IndexedWord.listing_id).where(
                IndexedWord.word >= prefix, IndexedWord.word < prefix + _AFTER_LETTERS
            )
        )


def _inside(box: Box) -> ColumnElement[bool]:
    latitude, longitude = IndexedListing.latitude, IndexedListing.longitude
    across: ColumnElement[bool]
    if box.west <= box.east:
        across = longitude.between(box.west, box.east)
    else:
        across = or_(longitude >= box.west, longitude <= box.east)
    return and_(latitude.between(box.south, box.north), across)


def _vector(point: Point) -> tuple[float, float, float]:
    """Return the point's unit vector without components too small to be squared.

    PostgreSQL refuses a product that underflows; the difference of two parts that are zero, or at least
    this large, never does.
    """
    x, y, z = (0.0 if abs(part) < _SMALLEST else part for part in point.unit_vector)
    return x, y, z


def _chord2(centre: Point) -> ColumnElement[float]:
    # Written as products in one fixed order, so that both databases and Python round alike.
    x, y, z = (literal(part, Double) for part in _vector(centre))
    dx, dy, dz = IndexedListing.ux - x, IndexedListing.uy - y, IndexedListing.uz - z
    return dx * dx + dy * dy + dz * dz


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
