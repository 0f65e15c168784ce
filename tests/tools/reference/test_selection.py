from __future__ import annotations

from pathlib import Path

import pytest

from tools.reference.selection import HERE, read_aliases, read_selection

HEAD = 'name = "test"\nvintage = "2026-01-01"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "test.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_the_strasbourg_selection_takes_the_eurometropole_and_neighbours_abroad() -> None:
    selection = read_selection(HERE / "selections" / "strasbourg.toml")

    assert selection.epci is not None
    assert "246700488" in selection.epci
    assert {commune["code"] for commune in selection.neighbours} == {"LU-0202", "DE-08317057"}
    assert {country["code"] for country in selection.countries} == {"LU", "DE"}


def test_a_selection_may_take_the_whole_country(tmp_path: Path) -> None:
    selection = read_selection(written(tmp_path, 'communes = "all"\nneighbours = []\n[outlines]\n'))

    assert selection.epci is None
    assert selection.countries == selection.areas == ()


def test_a_neighbour_that_nobody_described_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="BE-1"):
        read_selection(written(tmp_path, 'epci = []\nneighbours = ["BE-1"]\n[outlines]\n'))


def test_every_alias_names_a_territory_in_a_language() -> None:
    for key, language, name in read_aliases():
        assert ":" in key
        assert len(language) == 2
        assert name
