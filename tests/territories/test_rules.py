from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.territories.rules import LEVELS, TerritoryKey, parse_key

codes = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z-]{0,38}", fullmatch=True)


@given(st.sampled_from(LEVELS), codes)
def test_every_key_that_is_written_is_read_back(level: str, code: str) -> None:
    key = TerritoryKey(level, code)

    assert parse_key(str(key)) == key


@pytest.mark.parametrize("text", ["commune:01004", "commune:2A004", "commune:LU-0202", "area:val-de-bruche"])
def test_leading_zeros_letters_and_country_prefixes_are_part_of_a_code(text: str) -> None:
    assert str(parse_key(text)) == text


@pytest.mark.parametrize(
    "text", ["", "67482", "commune:", "commune", "canton:12", "commune:67482:1", "Commune:67482", "commune:é"]
)
def test_anything_else_is_no_key(text: str) -> None:
    assert parse_key(text) is None


@given(st.text())
def test_reading_a_key_never_fails(text: str) -> None:
    assert parse_key(text) is None or ":" in text
