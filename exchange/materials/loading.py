"""How materials and waste codes come in: the committed files over whatever is there.

Nothing that a listing may name is deleted, and loading twice changes nothing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from exchange.kernel.text import fold
from exchange.kernel.units import MASS_UNITS
from exchange.materials.models import (
    Material,
    MaterialLineage,
    MaterialName,
    MaterialUnit,
    MaterialWasteCode,
    WasteCode,
    WasteCodeName,
)
from exchange.materials.rules import chapter_of
from exchange.storage.database import transaction

_LABEL = "label_"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many materials and waste codes the files hold."""

    materials: int
    waste_codes: int


def load(now: datetime, folder: Traversable | None = None) -> Loaded:
    """Bring the database to the committed tree and codes (or those in `folder`)."""
    del now  # the files carry no date: their history is the repository's
    source = folder or files("exchange.materials") / "data"
    codes = list(csv.DictReader((source / "waste_codes.csv").read_text(encoding="utf-8").splitlines()))
    book = json.loads((source / "materials.json").read_text(encoding="utf-8"))
    with transaction() as session:
        code_ids = _waste_codes(session, codes)
        ids = _materials(session, book["materials"])
        _lineages(session)
        for material in book["materials"]:
            _names(session, ids[material["slug"]], material["names"])
            _usual_codes(session, ids[material["slug"]], [code_ids[code] for code in material["waste_codes"]])
            _usual_units(session, ids[material["slug"]], material["units"], book["sources"])
    return Loaded(len(book["materials"]), len(codes))


def _waste_codes(session: Session, rows: Iterable[dict[str, str]]) -> dict[str, int]:
    there = {row.code: row for row in session.scalars(select(WasteCode))}
    for row in rows:
        code = there.get(row["code"])
        if code is None:
            code = there[row["code"]] = WasteCode(code=row["code"], chapter=chapter_of(row["code"]))
            session.add(code)
        code.hazardous = row["hazardous"] == "1"
    session.flush()
    for row in rows:
        for column, label in row.items():
            if column.startswith(_LABEL):
                language = column.removeprefix(_LABEL)
                session.merge(
                    WasteCodeName(waste_code_id=there[row["code"]].id, language=language, label=label)
                )
    return {code: row.id for code, row in there.items()}


def _materials(session: Session, rows: list[dict[str, Any]]) -> dict[str, int]:
    there = {row.slug: row for row in session.scalars(select(Material))}
    for position, row in enumerate(rows):
        material = there.get(row["slug"])
        if material is None:
            material = there[row["slug"]] = Material(slug=row["slug"])
            session.add(material)
        material.position = position
        # Parents stand before their children in the file, so theirs is already flushed.
        material.parent_id = there[row["parent"]].id if row["parent"] else None
        session.flush()
    return {slug: row.id for slug, row in there.items()}


def _lineages(session: Session) -> None:
    # From the table, not from the file: a material that the file no longer names keeps its place too.
    parents = dict(session.execute(select(Material.id, Material.parent_id)).tuples().all())
    wanted = set()
    for material_id in parents:
        ancestor: int | None = material_id
        while ancestor is not None:
            wanted.add((ancestor, material_id))
            ancestor = parents[ancestor]
    there = {(row.ancestor_id, row.descendant_id): row for row in session.scalars(select(MaterialLineage))}
    for pair in there.keys() - wanted:
        session.delete(there[pair])
    session.add_all(
        MaterialLineage(ancestor_id=one, descendant_id=other) for one, other in sorted(wanted - there.keys())
    )


def _names(session: Session, material_id: int, names: dict[str, dict[str, Any]]) -> None:
    for language, wording in names.items():
        session.merge(
            MaterialName(
                material_id=material_id,
                language=language,
                name=wording["name"],
                synonyms="; ".join(wording["synonyms"]),
                folded=" | ".join(fold(text) for text in (wording["name"], *wording["synonyms"])),
            )
        )


def _usual_codes(session: Session, material_id: int, code_ids: list[int]) -> None:
    session.execute(
        delete(MaterialWasteCode).where(
            MaterialWasteCode.material_id == material_id, MaterialWasteCode.waste_code_id.not_in(code_ids)
        )
    )
    for position, code_id in enumerate(code_ids):
        session.merge(MaterialWasteCode(material_id=material_id, waste_code_id=code_id, position=position))


def _usual_units(
    session: Session, material_id: int, units: list[dict[str, Any]], sources: dict[str, str]
) -> None:
    names = [unit["unit"] for unit in units]
    session.execute(
        delete(MaterialUnit).where(MaterialUnit.material_id == material_id, MaterialUnit.unit.not_in(names))
    )
    for position, unit in enumerate(units):
        exact = MASS_UNITS.get(unit["unit"])
        session.merge(
            MaterialUnit(
                material_id=material_id,
                unit=unit["unit"],
                grams_per_unit=exact or unit.get("grams"),
                basis="exact" if exact else unit.get("basis"),
                source=sources[unit["source"]] if "source" in unit else None,
                position=position,
            )
        )
