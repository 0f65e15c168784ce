"""How the List of Waste is asked: headings, beginnings of codes, words; and how near an entry comes to it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.materials.errors import WasteHeadingUnknown
from exchange.materials.rules import (
    HEADING_MARK,
    nearness_to_entry,
    parse_heading,
    read_asked,
    root,
    subchapter_of,
)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("15", "15"),
        (" 15 ", "15"),
        ("1501", "15 01"),
        ("15 01", "15 01"),
        ("15.01", "15 01"),
        ("15-01", "15 01"),
    ],
)
def test_a_heading_is_read_in_any_usual_spelling(text: str, heading: str) -> None:
    assert parse_heading(text) == heading


@given(st.text())
def test_reading_a_heading_never_fails_otherwise(text: str) -> None:
    with suppress(WasteHeadingUnknown):
        assert len(parse_heading(text)) in {2, 5}


@pytest.mark.parametrize(
    ("text", "digits", "words", "starred"),
    [
        ("15", "15", (), False),
        ("150", "15 0", (), False),
        ("15.01.10*", "15 01 10", (), True),
        ("Sacs de jute", "", ("sacs", "jute"), False),
        ("15 carton", "15", ("carton",), False),
        ("de", "", ("de",), False),
        ("CO2", "", ("co2",), False),
        ("", "", (), False),
        ("*", "", (), True),
    ],
)
def test_what_is_asked_is_parted_into_digits_and_words(
    text: str, digits: str, words: tuple[str, ...], starred: bool
) -> None:
    asked = read_asked(text)

    assert (asked.digits, asked.words, asked.starred) == (digits, words, starred)


@given(st.text())
def test_anything_can_be_asked(text: str) -> None:
    assert all(part.isdigit() for part in read_asked(text).digits.split())


def test_the_subchapter_of_a_code_is_its_first_two_pairs() -> None:
    assert subchapter_of("15 01 05") == "15 01"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("carton", "cartons"),
        ("metal", "metaux"),
        ("tonne", "tonnes"),
        ("abfall", "abfalle"),
        ("caisse", "caisses"),
    ],
)
def test_forms_of_a_word_share_their_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("asked", "nearness"),
    [
        ("bois", (0, 3)),
        ("emballages bois", (0, 3)),
        ("palette", (1, 0)),
        ("bois holzkiste", (1, 1)),
        ("verpackung", (2, 0)),
        ("palette verpackung", (2, 0)),
        ("emb", (3, 0)),
        ("pal", (4, 0)),
        ("kiste", (4, 0)),
        ("verre", None),
    ],
)
def test_a_label_comes_before_what_stands_around_and_a_whole_word_before_a_beginning(
    asked: str, nearness: tuple[int, int] | None
) -> None:
    own, around = ["emballages", "en", "bois"], ["palettes", "holzkisten", HEADING_MARK, "verpackungen"]

    assert nearness_to_entry(asked.split(), own, around) == nearness


def test_words_around_need_no_heading() -> None:
    assert nearness_to_entry(["palette"], ["bois"], ["palettes"]) == (1, 0)
