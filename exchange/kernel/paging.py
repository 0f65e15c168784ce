"""Pages of a collection: a slice of items, the exact total, and the way to the next."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from exchange.kernel.errors import Invalid
from exchange.kernel.wording import N_

Item = TypeVar("Item")
Other = TypeVar("Other")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
_LARGEST_KEY = 2**63 - 1
"""No key of a database is larger, and SQLite's driver cannot even ask for one that is."""


class CursorInvalid(Invalid):
    """The cursor was not one that this house gave out."""

    code = "cursor-invalid"
    wording = N_("Ce repère de page n’est pas valable : reprenez depuis la première page.")
    field = "cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Items in order, the exact total over all pages, and the cursor of the next page or None."""

    items: tuple[Item, ...]
    total: int
    next_cursor: str | None = None

    def map(self, shape: Callable[[Item], Other]) -> Page[Other]:
        """Return the same page with each item shaped anew."""
        return Page(tuple(shape(item) for item in self.items), self.total, self.next_cursor)


def encode_cursor(*place: Any) -> str:
    """Return an opaque text for a place in an ordered collection."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[Any]:
    """Return the place that a cursor names, checked against the kinds expected.

    Raises: CursorInvalid.
    """
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise CursorInvalid from error
    if not isinstance(place, list) or len(place) != len(kinds):
        raise CursorInvalid
    for value, kind in zip(place, kinds, strict=True):
        if not isinstance(value, kind) or isinstance(value, bool) or value != value:  # noqa: PLR0124 - NaN
            raise CursorInvalid
        if isinstance(value, int) and abs(value) > _LARGEST_KEY:
            raise CursorInvalid
    return place


def sliced(items: Iterable[Item], *, limit: int, cursor: str | None) -> Page[Item]:
    """Return a page of a short list that is held whole.

    Raises: CursorInvalid.
    """
    held = tuple(items)
    start = 0
    if cursor is not None:
        (start,) = decode_cursor(cursor, int)
        if not 0 <= start <= len(held):
            raise CursorInvalid
    end = start + limit
    return Page(held[start:end], len(held), encode_cursor(end) if end < len(held) else None)
