"""What can be read of territories: by key, by name, by belonging. Perimeters are always sets of communes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from exchange.gateways.geocoder.spelling import fold_place
from exchange.kernel.geography import Point
from exchange.kernel.paging import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor
from exchange.storage.database import session
from exchange.territories.errors import CommuneUnknown, LevelUnknown, TerritoryUnknown
from exchange.territories.models import (
    CommunePart,
    Perimeter,
    Postcode,
    Territory,
    TerritoryName,
    TerritorySuccessor,
)
from exchange.territories.rules import LEVELS, TerritoryKey, parse_key

_BEYOND_LETTERS = "~"
_COLUMNS = (
    Territory.id, Territory.key, Territory.level, Territory.code, Territory.name, Territory.country,
    Territory.latitude, Territory.longitude, Territory.population, Territory.communes_total,
    Territory.time_zone, Territory.valid_from, Territory.valid_until, Territory.vintage,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TerritoryView:
    """A territory as it is read; `communes_total` is official; one without `valid_until` is of today."""

    id: int
    key: str
    level: str
    code: str
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int | None
    communes_total: int | None
    time_zone: str | None
    valid_from: date
    valid_until: date | None
    vintage: str

    @property
    def point(self) -> Point | None:
        """The territory's point, if it has one; every commune does."""
        return _point(self)


def territory(key: str) -> TerritoryView:
    """Return the territory that a key names, ended ones included; part of a commune means the commune.

    Raises: TerritoryUnknown.
    """
    parsed = parse_key(key)
    row = None if parsed is None else _one(Territory.key == str(parsed)) or _whole(parsed)
    if row is None:
        raise TerritoryUnknown(key=key[:60])
    return _view(row)


def commune_of(key: str) -> TerritoryView:
    """Return the commune of today that a key names: what a site, or a form's field, must point to.

    The code of a former commune means the one that took it over, that of an arrondissement its city.

    Raises: CommuneUnknown.
    """
    parsed = parse_key(key)
    row = None
    if parsed is not None and parsed.level == "commune":
        row = _one(Territory.key == str(parsed), Territory.valid_until.is_(None)) or _whole(parsed)
    if row is None:
        raise CommuneUnknown(key=key[:60])
    return _view(row)


def territories_by_id(ids: Iterable[int]) -> dict[int, TerritoryView]:
    """Return territories by their id; unknown ids are left out."""
    rows = session().execute(select(*_COLUMNS).where(Territory.id.in_(set(ids))))
    return {row.id: _view(row) for row in rows}


def territories(
    *,
    level: str | None = None,
    query: str | None = None,
    within: str | None = None,
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Page[TerritoryView]:
    """Return a page of today's territories by name: of one level, like a text, with ground in another.

    A text is the beginning of a name or of a later word in it, or a whole code. `within` is a key: those
    that share a commune with it, itself included.

    Raises: LevelUnknown, TerritoryUnknown, CursorInvalid.
    """
    if level is not None and level not in LEVELS:
        raise LevelUnknown(levels=", ".join(LEVELS))
    wanted: list[ColumnElement[bool]] = [Territory.valid_until.is_(None)]
    if level is not None:
        wanted.append(Territory.level == level)
    if query is not None and (folded := fold_place(query)):
        wanted.append(or_(_named_like(folded), Territory.code == query.strip().upper()))
    if within is not None:
        inside = perimeter(territory(within).id)
        wanted.append(Territory.id.in_(inside) if level == "commune" else _shares_ground_with(inside))
    total = session().scalar(select(func.count()).select_from(Territory).where(*wanted)) or 0
    after: ColumnElement[bool] = true()
    if cursor is not None:
        name, id_ = decode_cursor(cursor, str, int)
        after = or_(Territory.folded_name > name, (Territory.folded_name == name) & (Territory.id > id_))
    listed = select(*_COLUMNS, Territory.folded_name).where(*wanted, after)
    rows = session().execute(listed.order_by(Territory.folded_name, Territory.id).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        tuple(_view(row[:-1]) for row in rows[:limit]),
        total,
        None if last is None else encode_cursor(last.folded_name, last.id),
    )


def suggest(text: str, limit: int = 8) -> tuple[TerritoryView, ...]:
    """Return today's territories that a text begins, then those with a later word like it; larger first."""
    folded = fold_place(text)
    if not folded:
        return ()
    begins, people = _begins(folded), func.coalesce(Territory.population, 0)
    rows = session().execute(
        select(*_COLUMNS)
        .where(Territory.valid_until.is_(None), _named_like(folded))
        .order_by(begins.desc(), people.desc(), Territory.folded_name, Territory.id)
        .limit(limit)
    )
    return tuple(_view(row) for row in rows)


def perimeter(territory_id: int) -> Select[int]:
    """Return the query for the ids of a territory's communes today, to be joined or nested."""
    return select(Perimeter.commune_id).where(
        Perimeter.territory_id == territory_id, Perimeter.valid_until.is_(None)
    )


def perimeter_of(key: str) -> frozenset[int]:
    """Return the ids of a territory's communes today; a commune's perimeter is itself.

    Raises: TerritoryUnknown.
    """
    return frozenset(session().scalars(perimeter(territory(key).id)))


def levels_of(commune_id: int) -> tuple[TerritoryView, ...]:
    """Return what a commune belongs to today, from itself up to its country, then its areas."""
    return levels_of_many([commune_id]).get(commune_id, ())


def levels_of_many(commune_ids: Iterable[int]) -> dict[int, tuple[TerritoryView, ...]]:
    """Return, for each commune, what it belongs to today, from itself up to its country, then its areas."""
    rows = session().execute(
        select(Perimeter.commune_id, *_COLUMNS)
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(Perimeter.commune_id.in_(set(commune_ids)), Perimeter.valid_until.is_(None))
    )
    found: dict[int, list[TerritoryView]] = {}
    for commune_id, *columns in rows:
        found.setdefault(commune_id, []).append(_view(columns))
    return {commune_id: tuple(sorted(views, key=_by_level)) for commune_id, views in found.items()}


def successors_of(territory_id: int) -> tuple[TerritoryView, ...]:
    """Return what took over from a territory that ended, by key; nothing for one of today."""
    heirs = select(TerritorySuccessor.successor_id).where(TerritorySuccessor.territory_id == territory_id)
    rows = session().execute(select(*_COLUMNS).where(Territory.id.in_(heirs)).order_by(Territory.key))
    return tuple(_view(row) for row in rows)


def names_in(language: str) -> dict[str, str]:
    """Return what territories are called in a language where that is not their own name, by key."""
    named = select(Territory.key, TerritoryName.name).join(TerritoryName)
    found = named.where(TerritoryName.language == language).order_by(func.length(TerritoryName.name).desc())
    return dict(session().execute(found).tuples().all())  # of several, the shortest remains


def postcodes_of(commune_id: int) -> tuple[str, ...]:
    """Return the postcodes of a commune, sorted."""
    rows = select(Postcode.postcode).where(Postcode.commune_id == commune_id).distinct()
    return tuple(sorted(session().scalars(rows)))


def _shares_ground_with(inside: Select[int]) -> ColumnElement[bool]:
    """Whether a territory has a commune among those of a perimeter; the first one found will do."""
    return (
        select(Perimeter.commune_id)
        .where(
            Perimeter.territory_id == Territory.id,
            Perimeter.valid_until.is_(None),
            Perimeter.commune_id.in_(inside),
        )
        .correlate(Territory)
        .exists()
    )


def _whole(key: TerritoryKey) -> Sequence[Any] | None:
    """Return the commune of today that a part's code leads to: of a former commune, of an arrondissement."""
    if key.level != "commune":
        return None
    leads_to = select(CommunePart.commune_id).where(CommunePart.code == key.code).scalar_subquery()
    return _one(Territory.id == leads_to, Territory.valid_until.is_(None))


def _view(columns: Iterable[Any]) -> TerritoryView:
    return TerritoryView(*columns)


def _point(row: Any) -> Point | None:
    return None if row.latitude is None else Point(row.latitude, row.longitude)


def _begins(folded: str) -> ColumnElement[bool]:
    return Territory.folded_name.between(folded, folded + _BEYOND_LETTERS)


def _one(*conditions: ColumnElement[bool]) -> Sequence[Any] | None:
    return session().execute(select(*_COLUMNS).where(*conditions)).first()


def _named_like(folded: str) -> ColumnElement[bool]:
    """Whether a name, or another wording of it, begins with a folded text or has a word that does."""
    # Folded texts hold letters, digits and single spaces only: nothing that LIKE would read as a sign.
    others = select(TerritoryName.territory_id).where(
        TerritoryName.folded_name.between(folded, folded + _BEYOND_LETTERS)
    )
    return or_(_begins(folded), Territory.folded_name.like(f"% {folded}%"), Territory.id.in_(others))


def _by_level(view: TerritoryView) -> tuple[int, str]:
    return LEVELS.index(view.level), view.key
