"""Search: open listings near a place, of a material, with words; exact total, pages by key."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, or_, select, true

from exchange.kernel.errors import Refusal, Refusals
from exchange.kernel.geography import Point, km_from_squared_chord
from exchange.kernel.paging import DEFAULT_LIMIT, CursorInvalid, Page, decode_cursor, encode_cursor
from exchange.kernel.text import words
from exchange.kernel.units import MASS_LIMIT_G
from exchange.listings import errors
from exchange.listings.models import KINDS, Listing, Lot
from exchange.listings.queries.cards import Card, bounded, cards_among, instant_of
from exchange.materials.queries.materials import subtree_ids
from exchange.materials.queries.waste_codes import waste_code
from exchange.materials.rules import SOURCE_LANGUAGE
from exchange.organisations.models import Organisation
from exchange.storage.database import session, snapshot
from exchange.storage.indexes.choose import listing_index
from exchange.storage.indexes.interface import Query
from exchange.territories.queries import perimeter, territory

SORTS = ("distance", "newest", "quantity", "ending")
RADIUS_KM = (0.1, 500.0)
LONGEST_QUERY = 200
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What somebody looks for; None or "" filters nothing.

    `material` is a slug (its subtree counts), `waste_code` any usual spelling, `organisation` a slug or
    public id, `territory` a key such as `epci:246700488`. Masses are of what remains. Without a sort it
    is by distance where there is a place, else newest first.
    """

    near: Point | None = None
    radius_km: float | None = None
    material: str = ""
    waste_code: str = ""
    q: str = ""
    min_g: int | None = None
    max_g: int | None = None
    kind: str = ""
    organisation: str = ""
    territory: str = ""
    sort: str = ""

    @property
    def order(self) -> str:
        """The sort in force."""
        return self.sort or ("distance" if self.near is not None else "newest")


def search(
    criteria: Criteria,
    *,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    language: str = SOURCE_LANGUAGE,
) -> Page[Card]:
    """Return a page of open listings, their exact number, and the way to the next page.

    Raises: Refusals, one for each faulty criterion; CursorInvalid.
    """
    query = resolved(criteria)
    with snapshot() as reading:
        total = listing_index().count(reading, query)
        found = listing_index().search(query)
        sort = _SORTINGS[criteria.order]
        key = sort.key(found)
        rows = reading.execute(
            _joined(found)
            .add_columns(key.label("place"))
            .where(_after(criteria.order, sort, key, found, cursor))
            .order_by(*(part.desc() if sort.falling else part.asc() for part in (key, found.c.listing_id)))
            .limit(limit + 1)
        ).all()
        distances = {row.listing_id: _km(row.chord2) for row in rows[:limit]}
        cards = cards_among(list(distances), distances, language)
        last = rows[limit - 1] if len(rows) > limit else None
        return Page(
            tuple(cards[row.listing_id] for row in rows[:limit]),
            total,
            None if last is None else _cursor(criteria.order, sort, last),
        )


def count(criteria: Criteria) -> int:
    """Return exactly how many open listings match: for suggestions of a wider search.

    Raises: Refusals.
    """
    return listing_index().count(session(), resolved(criteria))


def resolved(criteria: Criteria) -> Query:
    """Return the criteria as the index takes them, names looked up.

    Raises: Refusals.
    """
    refusals: list[Refusal] = []

    def looked_up(verb: Callable[[], Any], wanted: object) -> Any:
        if not wanted:
            return None
        try:
            return verb()
        except Refusal as refusal:
            refusals.append(refusal)
            return None

    _judge(criteria, refusals)
    query = Query(
        centre=criteria.near,
        radius_km=criteria.radius_km if criteria.near is not None else None,
        materials=looked_up(lambda: subtree_ids(criteria.material), criteria.material),
        communes=looked_up(lambda: perimeter(territory(criteria.territory).id), criteria.territory),
        organisation_id=looked_up(lambda: _organisation(criteria.organisation), criteria.organisation),
        waste_code_id=looked_up(lambda: waste_code(criteria.waste_code).id, criteria.waste_code.strip()),
        kind=criteria.kind or None,
        words=tuple(dict.fromkeys(words(criteria.q[:LONGEST_QUERY]))),
        min_g=criteria.min_g,
        max_g=criteria.max_g,
    )
    if refusals:
        raise Refusals(refusals)
    return query


def _judge(criteria: Criteria, refusals: list[Refusal]) -> None:
    radius_km = criteria.radius_km
    if radius_km is not None and not (math.isfinite(radius_km) and RADIUS_KM[0] <= radius_km <= RADIUS_KM[1]):
        refusals.append(errors.RadiusOutOfRange())
    if criteria.sort and criteria.sort not in SORTS:
        refusals.append(errors.UnknownChoice(at="sort"))
    elif criteria.sort == "distance" and criteria.near is None:
        refusals.append(errors.NearNeeded())
    if criteria.kind and criteria.kind not in KINDS:
        refusals.append(errors.UnknownChoice(at="kind"))
    if len(criteria.q) > LONGEST_QUERY:
        refusals.append(errors.TooLong(at="q", limit=LONGEST_QUERY))
    bounds = {"min_kg": criteria.min_g, "max_kg": criteria.max_g}
    outside = [name for name, mass in bounds.items() if mass is not None and not 0 <= mass <= MASS_LIMIT_G]
    refusals.extend(errors.MassOutOfRange(at=name) for name in outside)
    if not outside and None not in bounds.values() and (criteria.max_g or 0) < (criteria.min_g or 0):
        refusals.append(errors.MassesDisordered())


def _organisation(name: str) -> int:
    found = session().scalar(
        select(Organisation.id).where(
            or_(Organisation.slug == name, Organisation.public_id == name), Organisation.status == "active"
        )
    )
    if found is None:
        raise errors.OrganisationUnknown
    return found


@dataclass(frozen=True, slots=True)
class _Sorting:
    """How one sort orders: by which value, falling or rising, and how its cursor spells the value."""

    key: Callable[[Subquery], ColumnElement[Any]]
    falling: bool
    kind: type
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _remaining(found: Subquery) -> ColumnElement[Any]:
    total = select(func.sum(Lot.remaining_g)).where(Lot.listing_id == found.c.listing_id)
    return total.scalar_subquery()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CursorInvalid from error


_SORTINGS = {
    "distance": _Sorting(lambda found: found.c.chord2, falling=False, kind=float, write=float, read=float),
    "newest": _Sorting(
        lambda _found: Listing.published_at.expression,
        falling=True,
        kind=str,
        write=lambda value: value.isoformat(),
        read=instant_of,
    ),
    "quantity": _Sorting(_remaining, falling=True, kind=int, write=int, read=bounded),
    "ending": _Sorting(
        lambda _found: func.coalesce(Listing.available_until, _NEVER),
        falling=False,
        kind=str,
        write=lambda value: value.isoformat(),
        read=_day,
    ),
}


def _joined(found: Subquery) -> Select[Any]:
    columns: tuple[Any, ...] = (found.c.listing_id, found.c.chord2)
    return select(*columns).join(Listing, Listing.id == found.c.listing_id)


def _after(
    order: str, sort: _Sorting, key: ColumnElement[Any], found: Subquery, cursor: str | None
) -> ColumnElement[bool]:
    if cursor is None:
        return true()
    named, written, last = decode_cursor(cursor, str, sort.kind, int)
    if named != order:
        raise CursorInvalid
    place, listing_id = sort.read(written), found.c.listing_id
    bounded(last)
    if sort.falling:
        return or_(key < place, and_(key == place, listing_id < last))
    return or_(key > place, and_(key == place, listing_id > last))


def _cursor(order: str, sort: _Sorting, last: Row[Any]) -> str:
    return encode_cursor(order, sort.write(last.place), last.listing_id)


def _km(chord2: float | None) -> float | None:
    return None if chord2 is None else km_from_squared_chord(chord2)
