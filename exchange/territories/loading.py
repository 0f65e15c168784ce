"""How territories come in: committed files over whatever vintage is there, deleting no commune ever.

Loading the same files twice changes nothing, and reads no further than their hash. A later vintage updates
names and populations, ends the belongings that are no more and begins the new ones on its own day. A commune
is ended only when the files name its successor: being silent about it says nothing. Areas that
administrators made are left alone.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from exchange.gateways.geocoder.spelling import fold_place
from exchange.storage.bulk import put
from exchange.storage.database import transaction
from exchange.territories.errors import VintageOlder
from exchange.territories.models import (
    CommunePart,
    Perimeter,
    Postcode,
    ReferenceVintage,
    Territory,
    TerritoryName,
    TerritorySuccessor,
)

DATASET = "territories"
_TABLES = ("communes", "territories", "names", "postcodes", "parts")
_ABOVE = ("epci", "departement", "region", "area", "country")

Row = dict[str, str]
Ids = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading found: the vintage, its communes, and whether anything had to change."""

    vintage: str
    communes: int
    changed: bool


def load(now: datetime, folder: Traversable | None = None) -> Loaded:
    """Bring the database to the committed vintage (or the one in `folder`).

    Raises: VintageOlder.
    """
    source = folder or files("exchange.territories") / "data"
    contents = {name: (source / f"{name}.csv").read_bytes() for name in _TABLES}
    vintage = json.loads((source / "provenance.json").read_text(encoding="utf-8"))["vintage"]
    sha256 = hashlib.sha256(b"".join(contents[name] for name in _TABLES)).hexdigest()
    communes = contents["communes"].count(b"\n") - 1
    with transaction() as session:
        last = session.execute(
            select(ReferenceVintage.vintage, ReferenceVintage.sha256)
            .where(ReferenceVintage.dataset == DATASET)
            .order_by(ReferenceVintage.loaded_at.desc(), ReferenceVintage.id.desc())
        ).first()
        if last is not None and last.vintage > vintage:
            raise VintageOlder(f"{vintage} would replace {last.vintage}")
        if last is not None and (last.vintage, last.sha256) == (vintage, sha256):
            return Loaded(vintage, communes, changed=False)
        rows = {name: list(csv.DictReader(text.decode().splitlines())) for name, text in contents.items()}
        _apply(session, rows, vintage)
        seen = session.scalar(select(ReferenceVintage).filter_by(dataset=DATASET, sha256=sha256))
        if seen is None:
            session.add(ReferenceVintage(dataset=DATASET, vintage=vintage, sha256=sha256, loaded_at=now))
        else:
            seen.loaded_at = now
    return Loaded(vintage, communes, changed=True)


def _apply(session: Session, rows: dict[str, list[Row]], vintage: str) -> None:
    day = date.fromisoformat(vintage)
    _territories(session, [*_communes(rows["communes"]), *_levels(rows["territories"])], vintage, day)
    ids = dict(session.execute(select(Territory.key, Territory.id)).tuples().all())
    _names(session, rows["names"], ids)
    _postcodes(session, rows["postcodes"], rows["communes"], ids)
    _perimeters(session, rows["communes"], ids, day)
    alive = {ids[f"commune:{row['code']}"] for row in rows["communes"]}
    _parts(session, rows["parts"], {row["code"] for row in rows["communes"]}, ids)
    _successors(session, rows["parts"], alive, ids, day)
    _end_the_empty(session, day)
    for model in (Territory, Perimeter, Postcode):
        # Both databases choose their ways by what they know of the tables: tell them at once.
        session.execute(text(f"ANALYZE {model.__tablename__}"))


_DESCRIBED = (
    "key", "level", "code", "name", "folded_name", "country", "latitude", "longitude", "point", "population",
    "communes_total", "time_zone", "vintage",
)  # fmt: skip


def _communes(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (*_described(f"commune:{row['code']}", row), 1, row["time_zone"])


def _levels(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (*_described(row["key"], row), _number(row["communes"]), None)


def _described(key: str, row: Row) -> tuple[Any, ...]:
    level, code = key.split(":", 1)
    point = (float(row["latitude"]), float(row["longitude"]), row["point"])
    name = row["name"]
    return (key, level, code, name, fold_place(name), row["country"], *point, _number(row["population"]))


def _number(text: str) -> int | None:
    return int(text) if text else None


def _territories(session: Session, wanted: list[tuple[Any, ...]], vintage: str, day: date) -> None:
    table = Territory.__table__
    columns = [table.c[name] for name in (*_DESCRIBED, "valid_until", "id")]
    there = {row[0]: tuple(row) for row in session.execute(select(*columns))}
    fresh = [(*row, vintage, day) for row in wanted if row[0] not in there]
    put(session, Territory, (*_DESCRIBED, "valid_from"), fresh)
    changed = [
        dict(zip((*_DESCRIBED, "valid_until", "b_id"), (*row, vintage, None, there[row[0]][-1]), strict=True))
        for row in wanted
        if row[0] in there and (*row, vintage, None) != there[row[0]][:-1]
    ]
    if changed:
        statement = update(Territory).where(Territory.id == bindparam("b_id"))
        session.connection().execute(statement, changed)


def _names(session: Session, rows: list[Row], ids: Ids) -> None:
    """Add the wordings that are missing; those added by hand stay."""
    there = set(
        session.execute(
            select(TerritoryName.territory_id, TerritoryName.language, TerritoryName.name)
        ).tuples()
    )
    wanted = [(ids[row["key"]], row["language"], row["name"]) for row in rows]
    fresh = [(*row, fold_place(row[2])) for row in wanted if row not in there]
    put(session, TerritoryName, ("territory_id", "language", "name", "folded_name"), fresh)


def _postcodes(session: Session, rows: list[Row], communes: list[Row], ids: Ids) -> None:
    """Give the communes of the files exactly their postcodes; nothing else refers to those rows."""
    names = ("country", "postcode", "commune_id", "locality", "latitude", "longitude")
    table = Postcode.__table__
    loaded = {ids[f"commune:{row['code']}"] for row in communes}
    found = session.execute(select(table.c.id, *(table.c[name] for name in names)))
    there: dict[tuple[Any, ...], int] = {tuple(row[1:]): row[0] for row in found if row.commune_id in loaded}
    wanted: set[tuple[Any, ...]] = {
        (
            row["country"],
            row["postcode"],
            ids[f"commune:{row['commune']}"],
            row["locality"],
            float(row["latitude"]) if row["latitude"] else None,
            float(row["longitude"]) if row["longitude"] else None,
        )
        for row in rows
    }
    gone = [{"b_id": there[row]} for row in there.keys() - wanted]
    if gone:
        session.connection().execute(delete(Postcode).where(Postcode.id == bindparam("b_id")), gone)
    fresh = sorted(wanted - there.keys(), key=_order)
    put(session, Postcode, names, fresh)


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[:4]


def _perimeters(session: Session, communes: list[Row], ids: Ids, day: date) -> None:
    wanted = {(ids[key], ids[f"commune:{row['code']}"]) for row in communes for key in _belonging(row)}
    loaded = {commune for _, commune in wanted}
    managed = {id_ for key, id_ in ids.items() if not key.startswith("area:")}
    managed |= {territory for territory, _ in wanted}
    current = {
        (row.territory_id, row.commune_id): row.valid_from
        for row in session.execute(select(Perimeter.__table__).where(Perimeter.valid_until.is_(None)))
    }
    for pair in sorted(current.keys() - wanted):
        if pair[0] in managed and pair[1] in loaded:
            _end(session, pair, current[pair], day)
    fresh = ((*pair, day) for pair in sorted(wanted - current.keys()))
    put(session, Perimeter, ("territory_id", "commune_id", "valid_from"), fresh)


def _belonging(row: Row) -> list[str]:
    """Return the keys of everything that a commune belongs to, itself first."""
    return [f"commune:{row['code']}", *(f"{level}:{row[level]}" for level in _ABOVE if row[level])]


def _end(session: Session, pair: tuple[int, int], began: date, day: date) -> None:
    """End a belonging on a day; one that began that same day was never so: another file corrects it."""
    row = (Perimeter.territory_id == pair[0], Perimeter.commune_id == pair[1], Perimeter.valid_from == began)
    if began < day:
        session.execute(update(Perimeter).where(*row).values(valid_until=day))
    else:
        session.execute(delete(Perimeter).where(*row))


def _parts(session: Session, rows: list[Row], communes: set[str], ids: Ids) -> None:
    """Say which commune of today each code of a part leads to.

    A code that leads elsewhere now is moved; one that is a commune's own again is no part any more.
    """
    table = CommunePart.__table__
    there = {row.code: tuple(row) for row in session.execute(select(table))}
    wanted = [(row["code"], row["kind"], row["name"], ids[f"commune:{row['commune']}"]) for row in rows]
    moved = {row[0] for row in wanted if row[0] in there and there[row[0]] != row}
    gone = [{"b_code": code} for code in sorted(moved | (there.keys() & communes))]
    if gone:
        session.connection().execute(delete(CommunePart).where(CommunePart.code == bindparam("b_code")), gone)
    columns = ("code", "kind", "name", "commune_id")
    put(session, CommunePart, columns, [row for row in wanted if there.get(row[0]) != row])


def _successors(session: Session, rows: list[Row], alive: set[int], ids: Ids, day: date) -> None:
    """End the loaded communes that were taken over, and name who took them over; `alive` has no successor."""
    there = set(
        session.execute(select(TerritorySuccessor.territory_id, TerritorySuccessor.successor_id)).tuples()
    )
    again = {former for former, _ in there} & alive
    session.execute(delete(TerritorySuccessor).where(TerritorySuccessor.territory_id.in_(again)))
    for row in rows:
        former, heir = ids.get(f"commune:{row['code']}"), ids[f"commune:{row['commune']}"]
        if former is None or (former, heir) in there:
            continue
        session.execute(insert(TerritorySuccessor).values(territory_id=former, successor_id=heir))
        session.execute(
            update(Territory)
            .where(Territory.id == former, Territory.valid_until.is_(None), Territory.valid_from < day)
            .values(valid_until=day)
        )
        current = select(Perimeter.territory_id, Perimeter.valid_from).where(
            Perimeter.commune_id == former, Perimeter.valid_until.is_(None)
        )
        for territory_id, began in session.execute(current).tuples().all():
            _end(session, (territory_id, former), began, day)


def _end_the_empty(session: Session, day: date) -> None:
    """End the EPCI (and whatever else stands between commune and country) that no commune belongs to now."""
    current = select(Perimeter.territory_id).where(Perimeter.valid_until.is_(None))
    session.execute(
        update(Territory)
        .where(
            Territory.level.in_(("epci", "departement", "region")),
            Territory.valid_until.is_(None),
            Territory.valid_from < day,
            Territory.id.not_in(current),
        )
        .values(valid_until=day)
        .execution_options(synchronize_session=False)
    )
