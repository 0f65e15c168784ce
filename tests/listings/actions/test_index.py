"""The index is derived: it can be thrown away, and whoever tampers with it is found out."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, insert, update

from exchange.listings.actions import index, mass
from exchange.listings.queries.faults import faults
from exchange.storage.database import session, transaction
from exchange.storage.indexes.choose import listing_index
from exchange.storage.indexes.models import IndexedListing, IndexedWord
from tests.builders.listings import a_draft, a_giver, a_listing, the_lot
from tests.houses import NOW


def test_a_rebuilt_index_equals_the_one_that_was_kept(app: Flask) -> None:
    giver = a_giver()
    listings = [a_listing(giver) for _ in range(3)]
    a_draft(giver)
    mass.hold(the_lot(giver, listings[0]).id, 300_000, claim="c", by="p", now=NOW)
    kept = listing_index().entries(session())
    assert len(kept) == 2
    assert index.rebuild() == 2
    assert listing_index().entries(session()) == kept


def test_refreshing_nothing_or_the_unknown_does_nothing(app: Flask) -> None:
    a_listing(a_giver())
    before = listing_index().entries(session())
    index.refresh([])
    index.refresh([10**9])
    assert listing_index().entries(session()) == before


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (update(IndexedListing).values(remaining_g=1), "the index differs in: remaining_g"),
        (update(IndexedListing).values(ux=0.5), "its unit vector is not that of its point"),
        (delete(IndexedListing), "it is open but not indexed"),
        (insert(IndexedWord).values(word="intrus", listing_id=10**9), "it has words but no place"),
        (delete(IndexedWord).where(IndexedWord.word == "cartons"), "the index differs in: words"),
    ],
)
def test_each_kind_of_tampering_is_a_fault(app: Flask, tamper: object, found: str) -> None:
    a_listing(a_giver())
    assert list(faults()) == []
    with transaction() as writing:
        writing.execute(tamper)  # type: ignore[call-overload] # any of the three kinds of statement
    assert found in {fault.found for fault in faults()}
    index.rebuild()
    with transaction() as writing:
        writing.execute(delete(IndexedWord).where(IndexedWord.listing_id == 10**9))
    assert list(faults()) == []


def test_a_listing_indexed_although_it_ended_is_a_fault(app: Flask) -> None:
    from exchange.listings.models import Listing

    a_listing(a_giver())
    with transaction() as writing:
        writing.execute(update(Listing).values(status="closed"))
    (fault,) = faults()
    assert fault.check == "listing-index"
    assert fault.found == "it is indexed but not open"
