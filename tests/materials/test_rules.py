from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.materials.errors import WasteCodeUnknown
from exchange.materials.rules import chapter_of, is_slug, parse_waste_code, shown

pairs = st.tuples(*[st.integers(0, 99).map(lambda number: f"{number:02}")] * 3)


@pytest.mark.parametrize(
    "text", ["150105", "15 01 05", "15.01.05", "15-01-05", " 15\u00a001\u202f05 ", "15 0105"]
)
def test_every_usual_spelling_means_the_same_code(text: str) -> None:
    assert parse_waste_code(text).code == "15 01 05"
    assert not parse_waste_code(text).starred


@pytest.mark.parametrize("text", ["15 01 10*", "150110*", "15.01.10 *"])
def test_the_asterisk_is_read(text: str) -> None:
    written = parse_waste_code(text)

    assert (written.code, written.starred) == ("15 01 10", True)


@pytest.mark.parametrize(
    "text",
    ["", "15", "15 01", "1501055", "15/01/05", "15 01 05**", "ab cd ef", "١٥ ٠١ ٠٥", "*150105", "15  01 05"],
)
def test_anything_else_is_refused_beside_its_field(text: str) -> None:
    with pytest.raises(WasteCodeUnknown) as refused:
        parse_waste_code(text)

    assert refused.value.code == "waste-code-unknown"
    assert refused.value.at == "waste_code"


@given(pairs, st.sampled_from(["", " ", ".", "-"]), st.booleans())
def test_a_code_however_written_is_read_back_as_shown(parts: tuple[str, ...], by: str, star: bool) -> None:
    written = parse_waste_code(by.join(parts) + "*" * star)

    assert parse_waste_code(shown(written.code, hazardous=written.starred)) == written
    assert chapter_of(written.code) == parts[0]


@given(st.text())
def test_reading_a_code_never_fails_otherwise(text: str) -> None:
    with suppress(WasteCodeUnknown):
        assert len(parse_waste_code(text).code) == 8


@pytest.mark.parametrize(
    ("text", "is_one"), [("paper-and-card", True), ("", False), ("Carton", False), ("a\x00", False)]
)
def test_a_slug_is_told_from_anything_else(text: str, is_one: bool) -> None:
    assert is_slug(text) is is_one
