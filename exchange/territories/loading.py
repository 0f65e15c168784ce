"""How territories come in: committed files over whatever vintage is there, deleting no commune ever.

Loading the same files twice changes nothing. A later vintage updates names and populations, ends the
belongings that are no more and begins the new ones on its own day. A commune is ended only when the files
name its successor: being silent about it (another selection) says nothing. Areas that administrators made
are left alone.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from exchange.gateways.geocoder.spelling import fold_place
from exchange.storage.database import transaction
from exchange.territories.errors import VintageOlder
from exchange.territories.models import (
    Perimeter,
    Postcode,
    ReferenceVintage,
    Territory,
    TerritoryName,
    TerritorySuccessor,
)

DATASET = "territories"
_TABLES = ("communes", "territories", "names", "postcodes", "successors")
_ABOVE = ("epci", "departement", "region", "area", "country")


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
    rows = {name: list(csv.DictReader(content.decode().splitlines())) for name, content in contents.items()}
    with transaction() as session:
        last = session.execute(
            select(ReferenceVintage.vintage, ReferenceVintage.sha256)
            .where(ReferenceVintage.dataset == DATASET)
            .order_by(ReferenceVintage.loaded_at.desc(), ReferenceVintage.id.desc())
        ).first()
        if last is not None and last.vintage > vintage:
            raise VintageOlder(f"{vintage} would replace {last.vintage}")
        if last is not None and (last.vintage, last.sha256) == (vintage, sha256):
            return Loaded(vintage, len(rows["communes"]), changed=False)
        _apply(session, rows, vintage)
        seen = session.scalar(select(ReferenceVintage).filter_by(dataset=DATASET, sha256=sha256))
        if seen is None:
            session.add(ReferenceVintage(dataset=DATASET, vintage=vintage, sha256=sha256, loaded_at=now))
        else:
            seen.loaded_at = now
    return Loaded(vintage, len(rows["communes"]), changed=True)


def _apply(session: Session, rows: dict[str, list[dict[str, str]]], vintage: str) -> None:
    day = date.fromisoformat(vintage)
    _territories(session, [*_communes(rows["communes"]), *_levels(rows["territories"])], vintage, day)
    session.flush()
    ids = dict(session.execute(select(Territory.key, Territory.id)).tuples().all())
    _names(session, rows["names"], ids)
    _postcodes(session, rows["postcodes"], rows["communes"], ids)
    _perimeters(session, rows["communes"], ids, day)
    _successors(session, rows["successors"], ids, day)
    _end_the_empty(session, day)


def _communes(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            **_described(f"commune:{row['code']}", row),
            "time_zone": row["time_zone"],
            "communes_total": 1,
        }


def _levels(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            **_described(row["key"], row),
            "time_zone": None,
            "communes_total": int(row["communes"]) if row["communes"] else None,
        }


def _described(key: str, row: dict[str, str]) -> dict[str, Any]:
    level, code = key.split(":", 1)
    return {
        "key": key,
        "level": level,
        "code": code,
        "name": row["name"],
        "folded_name": fold_place(row["name"]),
        "country": row["country"],
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "point": row["point"],
        "population": int(row["population"]) if row["population"] else None,
    }


def _territories(session: Session, wanted: list[dict[str, Any]], vintage: str, day: date) -> None:
    there = {row.key: row for row in session.execute(select(Territory.__table__))}
    fresh = [{**row, "vintage": vintage, "valid_from": day} for row in wanted if row["key"] not in there]
    known = [
        {**row, "vintage": vintage, "valid_until": None, "id": there[row["key"]].id}
        for row in wanted
        if row["key"] in there
    ]
    changed = [row for row in known if _differs(there[row["key"]], row)]
    if fresh:
        session.execute(insert(Territory), fresh)
    if changed:
        session.execute(update(Territory), changed)


def _differs(row: Row[Any], wanted: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.items())


def _names(session: Session, rows: list[dict[str, str]], ids: dict[str, int]) -> None:
    """Add the wordings that are missing; those added by hand stay."""
    there = set(
        session.execute(
            select(TerritoryName.territory_id, TerritoryName.language, TerritoryName.name)
        ).tuples()
    )
    fresh = [
        {
            "territory_id": ids[row["key"]],
            "language": row["language"],
            "name": row["name"],
            "folded_name": fold_place(row["name"]),
        }
        for row in rows
        if (ids[row["key"]], row["language"], row["name"]) not in there
    ]
    if fresh:
        session.execute(insert(TerritoryName), fresh)


def _postcodes(
    session: Session, rows: list[dict[str, str]], communes: list[dict[str, str]], ids: dict[str, int]
) -> None:
    """Give the communes of the files exactly their postcodes; nothing else refers to those rows."""
    loaded = {ids[f"commune:{row['code']}"] for row in communes}
    there = {
        (row.country, row.postcode, row.commune_id, row.locality, row.latitude, row.longitude): row.id
        for row in session.execute(select(Postcode.__table__))
        if row.commune_id in loaded
    }
    columns = ("country", "postcode", "commune_id", "locality", "latitude", "longitude")
    wanted = {
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
    for gone in sorted(there[row] for row in there.keys() - wanted):
        session.execute(delete(Postcode).where(Postcode.id == gone))
    fresh = sorted(wanted - there.keys(), key=lambda row: row[:4])
    if fresh:
        session.execute(insert(Postcode), [dict(zip(columns, row, strict=True)) for row in fresh])


def _perimeters(session: Session, communes: list[dict[str, str]], ids: dict[str, int], day: date) -> None:
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
    fresh = sorted(wanted - current.keys())
    if fresh:
        session.execute(
            insert(Perimeter),
            [{"territory_id": one, "commune_id": other, "valid_from": day} for one, other in fresh],
        )


def _belonging(row: dict[str, str]) -> list[str]:
    """Return the keys of everything that a commune belongs to, itself first."""
    return [f"commune:{row['code']}", *(f"{level}:{row[level]}" for level in _ABOVE if row[level])]


def _end(session: Session, pair: tuple[int, int], began: date, day: date) -> None:
    """End a belonging on a day; one that began that same day was never so: another file corrects it."""
    row = (Perimeter.territory_id == pair[0], Perimeter.commune_id == pair[1], Perimeter.valid_from == began)
    if began < day:
        session.execute(update(Perimeter).where(*row).values(valid_until=day))
    else:
        session.execute(delete(Perimeter).where(*row))


def _successors(session: Session, rows: list[dict[str, str]], ids: dict[str, int], day: date) -> None:
    """End the loaded communes that were taken over, and name who took them over."""
    there = set(
        session.execute(select(TerritorySuccessor.territory_id, TerritorySuccessor.successor_id)).tuples()
    )
    for row in rows:
        former, heir = ids.get(f"commune:{row['former']}"), ids[f"commune:{row['commune']}"]
        if former is None or (former, heir) in there:
            continue
        session.add(TerritorySuccessor(territory_id=former, successor_id=heir))
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
