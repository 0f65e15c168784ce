"""Writes the committed files: the same inputs give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

from tools.reference.asked import Neighbours, Vintage
from tools.reference.inputs import Inputs, sha256
from tools.reference.outlines import Drawings
from tools.reference.tables import (
    CommuneRow,
    NameRow,
    PartRow,
    PostcodeRow,
    Tables,
    TerritoryRow,
)

_KINDS: dict[str, type] = {
    "communes": CommuneRow,
    "territories": TerritoryRow,
    "names": NameRow,
    "postcodes": PostcodeRow,
    "parts": PartRow,
}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the committed files stand."""

    data: Path
    outlines: Path


def csv_bytes(kind: type, rows: list[Any]) -> bytes:
    """Return rows as CSV with a heading, sorted, newline-ended, empty where nothing is known."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(kind)])
    lines = [["" if value is None else str(value) for value in astuple(row)] for row in rows]
    writer.writerows(sorted(lines))
    return stream.getvalue().encode()


def write(
    tables: Tables,
    drawings: Drawings,
    inputs: Inputs,
    vintage: Vintage,
    neighbours: Neighbours,
    folders: Folders,
) -> None:
    """Write every file, and `provenance.json` over them all."""
    files = {
        folders.data / f"{name}.csv": csv_bytes(kind, getattr(tables, name)) for name, kind in _KINDS.items()
    }
    files |= {folders.outlines / f"{name}.json": content for name, content in drawings.files.items()}
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    roots = {folders.data: "", folders.outlines: "outlines/"}
    provenance = {
        "dataset": "territories",
        "vintage": vintage.day,
        "made_by": "python -m tools.reference (see tools/reference/README.md)",
        "inputs": inputs.described(),
        "written_by_hand": [
            {"file": "aliases.csv", "what": "names in other languages"},
            {"file": "luxembourg.toml", "what": "communes of Luxembourg, the places and the canton of each"},
            {"file": "vintage.toml", "what": "town halls put right", "communes": sorted(vintage.town_halls)},
            {
                "file": "neighbours.toml",
                "what": "band, cities beyond it, and known codes",
                "codes": {commune["code"]: commune["source"] for commune in neighbours.communes},
            },
        ],
        "outputs": {
            roots[root] + path.relative_to(root).as_posix(): sha256(content)
            for path, content in sorted(files.items())
            for root in roots
            if path.is_relative_to(root)
        },
        "counts": _counts(tables),
        "coverage": _coverage(tables),
        "points": dict(sorted(Counter(row.point for row in tables.communes).items())),
        "outlines": drawings.checks,
    }
    text = json.dumps(provenance, ensure_ascii=False, indent=2)
    (folders.data / "provenance.json").write_text(text + "\n", encoding="utf-8")


def _counts(tables: Tables) -> dict[str, Any]:
    """Return how many rows there are of what, for a reader who compares two vintages."""
    return {
        "communes": dict(sorted(Counter(row.country for row in tables.communes).items())),
        "territories": dict(sorted(Counter(row.key.split(":")[0] for row in tables.territories).items())),
        "postcodes": dict(sorted(Counter(row.country for row in tables.postcodes).items())),
        "parts": dict(sorted(Counter(row.kind for row in tables.parts).items())),
        "names": dict(sorted(Counter(row.language for row in tables.names).items())),
    }


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
