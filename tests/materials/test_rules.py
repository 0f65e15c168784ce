from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.materials.errors import WasteCodeUnknown
from exchange.materials.rules import (
    chapter_of,
    closeness,
    is_slug,
    is_within,
    parse_waste_code,
    shown,
    telling,
    without_umlauts,
)

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


@pytest.mark.parametrize(
    ("asked", "wording", "how_near"),
    [
        ("palettes europe", "palettes europe", 0),
        ("palette europe", "palettes europe", 1),
        ("bocal", "bocaux", 1),
        ("paletten", "palette", 1),
        ("palettes eur", "palette europe", 2),
        ("europe palettes", "palettes europe", 3),
        ("europe", "palettes europe", 3),
        ("europe sac", "palettes europe", None),
        ("", "palettes", None),
        ("europes", "", None),
    ],
)
def test_a_wording_is_the_nearer_the_more_alike_it_is(asked: str, wording: str, how_near: int | None) -> None:
    assert closeness(asked.split(), wording.split()) == how_near


@given(st.lists(st.text("abcsxen", min_size=1, max_size=8), min_size=1, max_size=4))
def test_nothing_is_nearer_than_the_same_words_and_each_begins_itself(words: list[str]) -> None:
    assert closeness(words, words) == 0
    assert closeness([words[0][:2]], words) in {0, 1, 2, 3}
    assert is_within(words, words)


def test_long_words_may_stand_inside_others() -> None:
    assert is_within(["pappe"], ["wellpappe"])
    assert not is_within(["pap"], ["wellpappe"])
    assert not is_within([], ["wellpappe"])


def test_words_that_only_join_others_tell_nothing_unless_alone() -> None:
    assert telling(["sac", "de", "jute"]) == ["sac", "jute"]
    assert telling(["de", "la"]) == ["de", "la"]


def test_umlauts_are_written_out_as_keyboards_without_them_do() -> None:
    assert without_umlauts("Sägespäne, Öl, Tür") == "Saegespaene, Oel, Tuer"
