"""Communes to stand on, and small vintages to load over those already there."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from exchange.territories.queries import TerritoryView, commune_of

STRASBOURG = "commune:67482"
SCHILTIGHEIM = "commune:67447"
ILLKIRCH = "commune:67218"
HAGUENAU = "commune:67180"
DIFFERDANGE = "commune:LU-0202"
EUROMETROPOLE = "epci:246700488"
BAS_RHIN = "departement:67"
GRAND_EST = "region:44"
FRANCE = "country:FR"


def commune_id(key: str = STRASBOURG) -> int:
    """Return the id of a loaded commune."""
    return a_commune(key).id


def a_commune(key: str = STRASBOURG) -> TerritoryView:
    """Return a loaded commune."""
    return commune_of(key)


@dataclass(frozen=True)
class Village:
    """A commune of an invented vintage."""

    code: str
    name: str
    epci: str = "999000001"
    departement: str = "99"
    region: str = "98"
    country: str = "FR"
    population: str = "1200"
    area: str = ""
    postcodes: tuple[str, ...] = ("99100",)

    def but(self, **changes: object) -> Village:
        """Return the village changed."""
        return replace(self, **changes)


@dataclass
class Vintage:
    """An invented vintage, written as the files that loading reads."""

    day: str = "2027-01-01"
    villages: list[Village] = field(default_factory=list)
    successors: list[tuple[str, str]] = field(default_factory=list)

    def written_in(self, folder: Path) -> Path:
        """Write the files and return their folder."""
        folder.mkdir(exist_ok=True)
        keys = {
            f"{level}:{getattr(village, level)}": village
            for village in self.villages
            for level in ("epci", "departement", "region", "country", "area")
            if getattr(village, level)
        }
        _write(
            folder / "communes.csv",
            "code country name latitude longitude point population time_zone epci departement region area",
            [
                (
                    village.code, village.country, village.name, 48.5, 7.5, "town_hall", village.population,
                    "Europe/Paris", village.epci, village.departement, village.region, village.area,
                )
                for village in self.villages
            ],
        )  # fmt: skip
        _write(
            folder / "territories.csv",
            "key country name latitude longitude point population communes",
            [
                (key, village.country, f"Territoire {key}", 48.5, 7.5, "inside", "", "")
                for key, village in keys.items()
            ],
        )
        _write(folder / "names.csv", "key language name", [])
        _write(
            folder / "postcodes.csv",
            "country postcode commune locality latitude longitude",
            [
                (village.country, postcode, village.code, "", "", "")
                for village in self.villages
                for postcode in village.postcodes
            ],
        )
        _write(
            folder / "parts.csv",
            "code kind name commune",
            [(former, "former", "", heir) for former, heir in self.successors],
        )
        (folder / "provenance.json").write_text(json.dumps({"vintage": self.day}), encoding="utf-8")
        return folder


def _write(path: Path, heading: str, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)
