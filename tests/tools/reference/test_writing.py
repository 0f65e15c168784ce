from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tools.reference.tables import NameRow, PartRow, PostcodeRow
from tools.reference.writing import csv_bytes

codes = st.text(alphabet="0123456789AB")
rows = st.lists(st.builds(PartRow, codes, st.just("former"), st.just("Ici"), codes))


def test_a_file_has_a_heading_sorted_rows_and_nothing_for_the_unknown() -> None:
    content = csv_bytes(
        PostcodeRow,
        [
            PostcodeRow("LU", "L-4530", "LU-0202", "", 49.5203, 5.8885),
            PostcodeRow("FR", "67000", "67482", "", None, None),
        ],
    )

    assert content.decode() == (
        "country,postcode,commune,locality,latitude,longitude\n"
        "FR,67000,67482,,,\n"
        "LU,L-4530,LU-0202,,49.5203,5.8885\n"
    )


def test_commas_and_accents_survive() -> None:
    assert csv_bytes(NameRow, [NameRow("a:b", "fr", "Haÿ, L’")]).decode().endswith('a:b,fr,"Haÿ, L’"\n')


@given(rows, st.randoms())
def test_the_order_in_which_rows_were_found_does_not_show(found: list[PartRow], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)

    assert csv_bytes(PartRow, shuffled) == csv_bytes(PartRow, found)
