"""The reference ground of tests: a small part of the committed communes, cut out once per run.

Loading the whole country would be copied before every test. Tests that need all of it read the committed
files, or load them themselves.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "exchange" / "territories" / "data"

_EPCI = frozenset(
    {
        "246700488",  # Eurométropole de Strasbourg
        "200034635",  # Kochersberg
        "246700843",  # Basse-Zorn
        "246700959",  # Pays de la Zorn
        "200041325",  # Pays Rhénan
        "200067874",  # Haguenau
        "200067924",  # Canton d'Erstein
        "246701080",  # Pays de Sainte-Odile
        "246700744",  # Portes de Rosheim
        "246701064",  # Région de Molsheim-Mutzig
        "200068864",  # Mossig et Vignoble
    }
)
_ABROAD = frozenset({"LU-0202", "DE-08317057"})
_LEVELS = ("epci", "departement", "region", "country", "area")


def small_ground(folder: Path, also: frozenset[str] = frozenset()) -> Path:
    """Write the communes around Strasbourg, Kehl and Differdange as a vintage; return the folder.

    They are 223, each with everything it belongs to: eleven whole EPCI, one département, one région.
    `also` are codes of further communes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = _ABROAD | also
    communes = [row for row in rows("communes") if row["epci"] in _EPCI or row["code"] in chosen]
    codes = {row["code"] for row in communes}
    keys = {f"{level}:{row[level]}" for row in communes for level in _LEVELS if row[level]}
    named = keys | {f"commune:{code}" for code in codes}
    _write(folder, "communes", communes)
    _write(folder, "territories", [row for row in rows("territories") if row["key"] in keys])
    _write(folder, "names", [row for row in rows("names") if row["key"] in named])
    _write(folder, "postcodes", [row for row in rows("postcodes") if row["commune"] in codes])
    _write(folder, "parts", [row for row in rows("parts") if row["commune"] in codes])
    shutil.copy(COMMITTED / "provenance.json", folder)
    return folder


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a committed file."""
    with (COMMITTED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(folder: Path, name: str, chosen: list[dict[str, str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(chosen[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(chosen)
