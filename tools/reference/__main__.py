"""Command line: `python -m tools.reference INPUTS`, from the root of a checkout."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.reference.abroad import COUNTRIES, add_abroad
from tools.reference.asked import HERE, read_aliases, read_neighbours, read_vintage
from tools.reference.france import OVERSEAS, commune_rows, level_rows, read_france
from tools.reference.inputs import Inputs
from tools.reference.outlines import drawings
from tools.reference.parts import part_rows
from tools.reference.postcodes import french_postcodes
from tools.reference.tables import NameRow, Tables
from tools.reference.writing import Folders, write

_ROOT = HERE.parent.parent


def main() -> None:
    """Derive and write the reference data.

    Raises: LookupError if an alias names a territory that is not there.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.reference", description=__doc__)
    parser.add_argument("inputs", type=Path, help="folder that holds the four downloaded archives")
    parser.add_argument("--data", type=Path, default=_ROOT / "exchange/territories/data")
    parser.add_argument("--outlines", type=Path, default=_ROOT / "static/outlines")
    arguments = parser.parse_args()

    inputs = Inputs.found_in(arguments.inputs)
    vintage, neighbours = read_vintage(), read_neighbours()
    france = read_france(inputs, vintage.town_halls)
    places = list(inputs.postcode_places(COUNTRIES | OVERSEAS | {"FR"}))
    french = [place for place in places if place["country_code"] not in COUNTRIES]

    tables = Tables()
    tables.communes = commune_rows(france, french)
    tables.territories = level_rows(france)
    tables.postcodes = french_postcodes(france, french)
    tables.parts = part_rows(france)
    mainland = [
        outline for code, outline in france.outlines.items() if france.communes[code]["zone"] == "metro"
    ]
    add_abroad(tables, inputs, neighbours, places, mainland)
    keys = {row.key for row in tables.territories} | {f"commune:{row.code}" for row in tables.communes}
    unknown = sorted({alias[0] for alias in read_aliases()} - keys)
    if unknown:
        raise LookupError(f"aliases.csv names what is not there: {', '.join(unknown)}")
    tables.names += [NameRow(*alias) for alias in read_aliases()]

    drawn = drawings(france, vintage, tables)
    write(tables, drawn, inputs, vintage, neighbours, Folders(arguments.data, arguments.outlines))
    print(f"{len(tables.communes)} communes, {len(tables.territories)} territories above them,", end=" ")
    print(f"{len(tables.postcodes)} postcodes; outlines: {drawn.checks}")


if __name__ == "__main__":
    main()
