"""How materials and waste codes come in: the committed files over whatever is there.

Nothing that a listing may name is deleted, and loading twice changes nothing.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import delete, insert, select, update
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
    WasteHeading,
)
from exchange.materials.rules import HEADING_MARK, chapter_of, subchapter_of, without_umlauts
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
    codes, headings = _rows(source / "waste_codes.csv"), _rows(source / "waste_headings.csv")
    book = json.loads((source / "materials.json").read_text(encoding="utf-8"))
    with transaction() as session:
        _waste_headings(session, headings)
        code_ids = _waste_codes(session, codes, _around(codes, headings, book["materials"]))
        ids = _materials(session, book["materials"])
        _lineages(session)
        for material in book["materials"]:
            _names(session, ids[material["slug"]], material["names"])
            _usual_codes(session, ids[material["slug"]], [code_ids[code] for code in material["waste_codes"]])
            _usual_units(session, ids[material["slug"]], material["units"], book["sources"])
    return Loaded(len(book["materials"]), len(codes))


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def _waste_codes(
    session: Session, rows: list[dict[str, str]], around: dict[str, list[str]]
) -> dict[str, int]:
    """Bring codes and labels; `around` holds, by code, the words that stand near it."""
    labels = {row["code"]: _labels(row) for row in rows}
    wanted = [
        {
            "code": row["code"],
            "chapter": chapter_of(row["code"]),
            "hazardous": row["hazardous"] == "1",
            "folded": _for_search(_spellings(*labels[row["code"]].values())),
            "folded_around": _for_search(around[row["code"]]),
        }
        for row in rows
    ]
    _bring(session, WasteCode, ("code",), wanted)
    ids = dict(session.execute(select(WasteCode.code, WasteCode.id)).tuples().all())
    worded = [
        {"waste_code_id": ids[code], "language": language, "label": label}
        for code, by_language in labels.items()
        for language, label in by_language.items()
    ]
    _bring(session, WasteCodeName, ("waste_code_id", "language"), worded)
    return ids


def _waste_headings(session: Session, rows: list[dict[str, str]]) -> None:
    worded = [
        {"code": row["code"], "language": language, "label": label}
        for row in rows
        for language, label in _labels(row).items()
    ]
    _bring(session, WasteHeading, ("code", "language"), worded)


def _around(
    codes: list[dict[str, str]], headings: list[dict[str, str]], materials: list[dict[str, Any]]
) -> dict[str, list[str]]:
    """Return the words near each code: of the trade, of materials it is usual for, of its sub-chapter."""
    near = {row["code"]: _spellings(*row["words"].split("; ")) for row in codes}
    for material in materials:
        names = material["names"].values()
        words = _spellings(*(text for name in names for text in (name["name"], *name["synonyms"])))
        for code in material["waste_codes"]:
            near[code] += words
    above = {row["code"]: _spellings(*_labels(row).values()) for row in headings}
    return {code: [*words, HEADING_MARK, *above[subchapter_of(code)]] for code, words in near.items()}


def _labels(row: dict[str, str]) -> dict[str, str]:
    """Return the labels that a row of a file gives, by language."""
    return {column.removeprefix(_LABEL): label for column, label in row.items() if column.startswith(_LABEL)}


def _for_search(folded: Iterable[str]) -> str:
    """Return the words of folded texts, each once, with a space on both sides."""
    return f" {' '.join(dict.fromkeys(word for text in folded for word in text.split()))} "


def _bring(
    session: Session,
    model: type[WasteCode | WasteCodeName | WasteHeading],
    key: Sequence[str],
    wanted: list[dict[str, Any]],
) -> None:
    """Insert the rows that are missing and update those that differ; what is not named stays."""
    there = {
        tuple(row[name] for name in key): row for row in session.execute(select(model.__table__)).mappings()
    }
    known = [(there.get(tuple(row[name] for name in key)), row) for row in wanted]
    fresh = [row for found, row in known if found is None]
    changed = [{**found, **row} for found, row in known if found is not None and {**found, **row} != found]
    if fresh:
        session.execute(insert(model), fresh)
    if changed:
        session.execute(update(model), changed)


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
                folded=" | ".join(_spellings(wording["name"], *wording["synonyms"])),
            )
        )


def _spellings(*wordings: str) -> list[str]:
    """Return each wording folded once, the name first, and what keyboards without umlauts make of them."""
    plain = [fold(wording) for wording in wordings]
    return list(dict.fromkeys([*plain, *(fold(without_umlauts(wording)) for wording in wordings)]))


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
