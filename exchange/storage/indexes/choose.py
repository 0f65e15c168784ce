"""Which index serves this database: today one serves them all."""

from __future__ import annotations

from exchange.storage.indexes.interface import ListingIndex
from exchange.storage.indexes.portable import PortableIndex

_PORTABLE = PortableIndex()


def listing_index() -> ListingIndex:
    """Return the index of open listings."""
    return _PORTABLE
