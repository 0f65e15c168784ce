"""Where the derived index says otherwise than the listings it is derived from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from exchange.kernel.faults import Fault
from exchange.listings.queries.indexing import open_entries
from exchange.storage.database import snapshot
from exchange.storage.indexes.choose import listing_index


def faults() -> Iterator[Fault]:
    """Yield one fault for each listing that the index lacks, should not have, or has otherwise."""
    found: list[Fault] = []
    with snapshot() as reading:
        index = listing_index()
        known = index.entries(reading)
        for entry in open_entries():
            indexed = known.pop(entry.listing_id, None)
            if indexed is None:
                found.append(Fault("listing-index", str(entry.listing_id), "it is open but not indexed"))
            elif indexed != entry:
                ought, says = asdict(entry), asdict(indexed)
                parts = ", ".join(name for name, value in ought.items() if says[name] != value)
                found.append(Fault("listing-index", str(entry.listing_id), f"the index differs in: {parts}"))
        found.extend(Fault("listing-index", str(key), "it is indexed but not open") for key in sorted(known))
        found.extend(
            Fault("listing-index", str(key), what) for key, what in sorted(index.unsound(reading).items())
        )
    yield from found
