"""Command line: `python -m tools.reference INPUTS [--selection strasbourg]`, from the root of a checkout."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.reference.abroad import neighbour_levels, neighbour_postcodes, neighbour_row
from tools.reference.france import commune_rows, level_rows, read_france
from tools.reference.inputs import Inputs
from tools.reference.outlines import layers
from tools.reference.postcodes import french_postcodes, successors
from tools.reference.selection import HERE, read_aliases, read_selection
from tools.reference.tables import NameRow, Tables
from tools.reference.writing import write

_ROOT = HERE.parent.parent


def main() -> None:
    """Derive and write the reference data."""
    parser = argparse.ArgumentParser(prog="python -m tools.reference", description=__doc__)
    parser.add_argument("inputs", type=Path, help="folder that holds the three downloaded archives")
    parser.add_argument("--selection", default="france", help="name of a file under selections/")
    parser.add_argument("--data", type=Path, default=_ROOT / "exchange/territories/data")
    parser.add_argument("--outlines", type=Path, default=_ROOT / "static/outlines")
    arguments = parser.parse_args()

    inputs = Inputs.found_in(arguments.inputs)
    selection = read_selection(HERE / "selections" / f"{arguments.selection}.toml")
    france = read_france(inputs)
    codes = france.selected(selection)
    abroad = frozenset(commune["country"] for commune in selection.neighbours)
    places = list(inputs.postcode_places(abroad | {"FR"}))

    tables = Tables()
    tables.communes, tables.left_out = commune_rows(france, codes, places)
    codes = [row.code for row in tables.communes]
    tables.territories = level_rows(france, tables.communes)
    tables.postcodes = french_postcodes(france, codes, places)
    tables.successors = successors(france, codes)
    outlines = layers(france, selection, tables)
    for commune in selection.neighbours:
        postcodes = neighbour_postcodes(commune, places)
        tables.postcodes += postcodes
        tables.communes.append(neighbour_row(commune, postcodes))
    tables.territories += neighbour_levels(selection, tables.communes)
    keys = {row.key for row in tables.territories} | {f"commune:{row.code}" for row in tables.communes}
    tables.names = [NameRow(*alias) for alias in read_aliases() if alias[0] in keys]

    write(tables, outlines, inputs, selection, arguments.data, arguments.outlines)
    print(f"{len(tables.communes)} communes, {len(tables.territories)} territories above them,", end=" ")
    print(f"{len(tables.postcodes)} postcodes; left out: {tables.left_out or 'none'}")


if __name__ == "__main__":
    main()
