from __future__ import annotations

import csv
import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from shapely import Point

from exchange.demonstration.pictures.drawing import MOTIFS
from exchange.demonstration.tables import PLACES, everywhere, motifs, told
from exchange.kernel.geography import Point as Place
from exchange.kernel.geography import distance_km
from exchange.organisations.rules import KINDS
from tests.ground import ROOT, rows
from tests.tools.reference.test_topology import read_back

RECEIVING = {"association", "social_enterprise"}
WARES = [*everywhere("past", "ware"), *everywhere("today", "listing")]
KIND_OF = {entry["slug"]: entry["kind"] for entry in everywhere("cast", "organisation")}


def receivers(ware: dict[str, Any]) -> list[str]:
    return [*ware.get("receivers", ()), *(claim["receiver"] for claim in ware.get("claim", ()))]


def test_some_sixty_organisations_of_every_kind_play_on_both_sides_of_two_borders() -> None:
    assert 55 <= len(KIND_OF) == len(everywhere("cast", "organisation")) <= 70
    assert set(KIND_OF.values()) == set(KINDS)
    assert {entry["country"] for entry in everywhere("cast", "organisation")} == {"FR", "LU", "DE"}


def test_everybody_named_by_the_tables_is_in_the_cast_and_may_do_what_is_told() -> None:
    for ware in WARES:
        assert ware["giver"] in KIND_OF, ware["title"]
        assert ware["giver"] not in receivers(ware), ware["title"]
        assert {KIND_OF[receiver] for receiver in receivers(ware)} <= RECEIVING, ware["title"]


def test_wares_name_materials_waste_codes_and_motifs_that_exist() -> None:
    data = files("exchange.materials") / "data"
    known = json.loads((data / "materials.json").read_text(encoding="utf-8"))["materials"]
    entries = csv.DictReader((data / "waste_codes.csv").read_text(encoding="utf-8").splitlines())
    harmless = {entry["code"] for entry in entries if entry["hazardous"] == "0"}

    assert {ware["material"] for ware in WARES} <= {material["slug"] for material in known}
    assert {ware["waste_code"] for ware in WARES} - {""} <= harmless
    assert {ware["motif"] for ware in WARES if "motif" in ware} == set(motifs()) == set(MOTIFS)


def test_some_hundred_and_fifty_listings_stand_there_today_most_of_them_open() -> None:
    states = Counter(listing.get("state", "published") for listing in everywhere("today", "listing"))
    titles = [listing["title"] for listing in everywhere("today", "listing")]

    assert 140 <= sum(states.values()) <= 165
    assert states["published"] >= 110
    assert set(states) == {"draft", "published", "paused", "closed", "expired"}
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("place", PLACES)
def test_each_territory_has_givers_receivers_and_desks_with_something_to_do(place: str) -> None:
    cast = {entry["slug"] for entry in told("cast", place)["organisation"]}
    wares = told("past", place)["ware"]
    stages = {claim["stage"] for entry in told("today", place)["listing"] for claim in entry.get("claim", ())}

    assert len({ware["giver"] for ware in wares if ware["every"] == 1} & cast) >= 3
    assert len({receiver for ware in wares for receiver in ware["receivers"]} & cast) >= 3
    assert stages >= {"requested", "accepted", "scheduled", "handed_over", "confirmed"}
    assert told("past", place)["since"] <= told("past", PLACES[0])["since"] == 24


def test_every_site_lies_in_its_commune() -> None:
    communes = {row["code"]: row for row in rows("communes")}
    drawn = {
        code: shape
        for departement in ("54", "57", "67", "68")
        for code, shape in read_back(
            json.loads((ROOT / f"static/outlines/communes/{departement}.json").read_text(encoding="utf-8"))
        ).items()
    }
    for entry in everywhere("cast", "organisation"):
        site = entry["site"]
        commune = communes[site["commune"]]
        if entry["country"] == "FR":
            assert drawn[site["commune"]].contains(Point(site["longitude"], site["latitude"])), entry["slug"]
        here = Place(site["latitude"], site["longitude"])
        assert distance_km(here, Place(float(commune["latitude"]), float(commune["longitude"]))) < 6
