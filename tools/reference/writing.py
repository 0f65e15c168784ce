"""Writes the committed files: the same inputs give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import Any

from tools.reference.inputs import Inputs, sha256
from tools.reference.selection import Selection
from tools.reference.tables import (
    CommuneRow,
    NameRow,
    PostcodeRow,
    SuccessorRow,
    Tables,
    TerritoryRow,
)

_KINDS: dict[str, type] = {
    "communes": CommuneRow,
    "territories": TerritoryRow,
    "names": NameRow,
    "postcodes": PostcodeRow,
    "successors": SuccessorRow,
}


def csv_bytes(kind: type, rows: list[Any]) -> bytes:
    """Return rows as CSV with a heading, sorted, newline-ended, empty where nothing is known."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(kind)])
    lines = [["" if value is None else str(value) for value in astuple(row)] for row in rows]
    writer.writerows(sorted(lines))
    return stream.getvalue().encode()


def write(
    tables: Tables, layers: dict[str, bytes], inputs: Inputs, selection: Selection, data: Path, outlines: Path
) -> None:
    """Write every file, and `provenance.json` over them all."""
    files = {data / f"{name}.csv": csv_bytes(kind, getattr(tables, name)) for name, kind in _KINDS.items()}
    files |= {outlines / f"{name}.json": content for name, content in layers.items()}
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    provenance = {
        "dataset": "territories",
        "vintage": selection.vintage,
        "selection": selection.name,
        "made_by": "python -m tools.reference (see tools/reference/README.md)",
        "inputs": inputs.described(),
        "written_by_hand": [
            {
                "commune": commune["code"],
                "code": commune["code_source"],
                "population": commune["population_source"],
            }
            for commune in selection.neighbours
        ],
        "outputs": {path.name: sha256(content) for path, content in sorted(files.items())},
        "coverage": _coverage(tables),
        "points": dict(sorted(Counter(row.point for row in tables.communes).items())),
        "left_out": tables.left_out,
    }
    text = json.dumps(provenance, ensure_ascii=False, indent=2)
    (data / "provenance.json").write_text(text + "\n", encoding="utf-8")


def _coverage(tables: Tables) -> dict[str, dict[str, int | None]]:
    """Return, for each territory whose communes are not all loaded, how many are."""
    loaded: Counter[str] = Counter()
    for row in tables.communes:
        loaded.update(
            f"{level}:{code}"
            for level, code in asdict(row).items()
            if level in {"country", "epci", "departement", "region", "area"} and code
        )
    return {
        row.key: {"loaded": loaded[row.key], "official": row.communes}
        for row in sorted(tables.territories, key=lambda row: row.key)
        if loaded[row.key] != row.communes
    }
