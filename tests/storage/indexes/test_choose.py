from __future__ import annotations

from flask import Flask

from exchange.storage.indexes.choose import listing_index
from exchange.storage.indexes.interface import ListingIndex


def test_either_database_is_served_by_an_index_that_keeps_the_whole_promise(app: Flask) -> None:
    promised = {name for name in vars(ListingIndex) if not name.startswith("_")}
    assert len(promised) > 5
    assert all(callable(getattr(listing_index(), name)) for name in promised)
