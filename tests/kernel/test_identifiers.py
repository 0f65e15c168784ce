from __future__ import annotations

import pytest

from exchange.kernel.identifiers import is_public_id, new_public_id


def test_ten_thousand_identifiers_are_all_different_and_well_formed() -> None:
    drawn = {new_public_id() for _ in range(10_000)}
    assert len(drawn) == 10_000
    assert all(is_public_id(each) for each in drawn)
    assert {len({each[place] for each in drawn}) for place in range(16)} == {32}, (
        "a letter stays out somewhere"
    )


@pytest.mark.parametrize(
    "text", ["", "1", "0" * 15, "0" * 17, "O" * 16, "i" * 16, "é" * 16, "../../etc/passwd"]
)
def test_what_cannot_be_an_identifier_is_known_without_asking_the_database(text: str) -> None:
    assert not is_public_id(text)
