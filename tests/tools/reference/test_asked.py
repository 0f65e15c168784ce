from __future__ import annotations

from tools.reference.asked import read_aliases, read_neighbours, read_vintage


def test_the_vintage_tells_its_day_and_how_both_kinds_of_layers_are_drawn() -> None:
    vintage = read_vintage()

    assert vintage.day == "2026-01-01"
    assert vintage.layers.keys() == {"communes", "overview"}
    assert all(0 < layer.grid < layer.tolerance < 0.02 for layer in vintage.layers.values())
    assert "75056" in vintage.town_halls


def test_the_neighbours_are_four_and_each_banded_one_has_a_time_zone() -> None:
    neighbours = read_neighbours()

    assert {country["code"] for country in neighbours.countries} == {"LU", "BE", "DE", "CH"}
    assert neighbours.time_zones.keys() == set(neighbours.banded)
    assert all(commune["source"] for commune in neighbours.communes)


def test_every_alias_names_a_territory_in_a_language() -> None:
    aliases = read_aliases()

    assert len(aliases) == len(set(aliases))
    for key, language, name in aliases:
        assert ":" in key
        assert len(language) == 2
        assert name
