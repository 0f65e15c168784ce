from __future__ import annotations

from tests.tools.reference.little_france import commune, france, part, square
from tests.tools.reference.places_given import place
from tools.reference.parts import part_localities, part_names, part_rows

LYON = commune("69123", "Lyon", "69001", "69003", former=("69300",))
THIRD = part("69383", "Lyon 3e Arrondissement", "69123", "arrondissement-municipal") | {
    "codesPostaux": ["69003"]
}
VALLEY = commune("67418", "Rountzenheim-Auenheim", "67480", "67481", former=("67014",))
AUENHEIM = part("67014", "Auenheim", "67418")


def test_every_code_inside_a_commune_leads_to_it_named_where_a_name_is_known() -> None:
    rows = part_rows(france([LYON, VALLEY], (THIRD, AUENHEIM)))

    assert [(row.code, row.kind, row.name, row.commune) for row in rows] == [
        ("67014", "former", "Auenheim", "67418"),
        ("69300", "former", "", "69123"),
        ("69383", "arrondissement", "Lyon 3e Arrondissement", "69123"),
    ]


def test_what_a_part_says_of_its_commune_goes_before_the_list_of_former_codes() -> None:
    rows = part_rows(france([LYON, VALLEY], (part("69300", "Ailleurs", "67418"),)))

    assert {row.code: row.commune for row in rows}["69300"] == "67418"


def test_a_code_that_is_a_communes_own_is_no_part() -> None:
    namesake = part("67418", "Rountzenheim", "67418")

    assert "67418" not in {row.code for row in part_rows(france([VALLEY], (namesake,)))}


def test_a_part_is_a_locality_under_its_own_postcode_at_its_own_point() -> None:
    little = france([LYON], (THIRD,), part_outlines={"69383": square(0, 0)})

    [row] = part_localities(little, [])

    assert (row.postcode, row.commune, row.locality) == ("69003", "69123", "Lyon 3e Arrondissement")
    assert (row.latitude, row.longitude) == (48.05, 7.05)


def test_a_part_without_a_postcode_takes_the_one_that_names_it_or_all_of_its_commune() -> None:
    little = france([VALLEY], (AUENHEIM,))

    named = part_localities(little, [place("FR", "67481", "AUENHEIM", latitude=48.8)])
    unnamed = part_localities(little, [])

    assert [(row.postcode, row.latitude) for row in named] == [("67481", 48.8)]
    assert [(row.postcode, row.latitude) for row in unnamed] == [("67480", None), ("67481", None)]


def test_the_names_of_parts_are_told_by_commune() -> None:
    assert part_names(france([VALLEY], (AUENHEIM,)))["67418"] == {"auenheim"}
