from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.paging import CursorInvalid, Page, decode_cursor, encode_cursor, sliced


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**63) + 1, 2**63 - 1), st.text())
def test_a_cursor_names_the_place_it_was_made_from(distance: float, key: int, word: str) -> None:
    cursor = encode_cursor(distance, key, word)
    assert decode_cursor(cursor, float, int, str) == [distance, key, word]
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text())
def test_any_text_is_a_cursor_or_a_refusal_never_a_fault(text: str) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(text, float, int, str, float, int)


@pytest.mark.parametrize("place", [[1], [1, 2, 3], {"a": 1}, ["a", 1], [True, 1], [float("nan"), 1], None])
def test_a_place_of_another_shape_is_refused(place: object) -> None:
    forged = base64.urlsafe_b64encode(json.dumps(place).encode()).decode()
    with pytest.raises(CursorInvalid):
        decode_cursor(forged, int, int)


def test_a_cursor_nested_thousands_deep_is_refused() -> None:
    forged = base64.urlsafe_b64encode(b"[" * 5_000 + b"]" * 5_000).decode()
    with pytest.raises(CursorInvalid):
        decode_cursor(forged, int)


def test_a_mapped_page_keeps_its_total_and_its_cursor() -> None:
    page = Page((1, 2), 7, "next")
    assert page.map(str) == Page(("1", "2"), 7, "next")


@pytest.mark.parametrize("key", [2**63, -(2**63), 10**40])
def test_a_key_larger_than_any_databases_is_refused(key: int) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(encode_cursor(key), int)


def test_a_short_list_is_paged_to_its_end() -> None:
    pages, cursor = [], None
    while True:
        page = sliced(range(7), limit=3, cursor=cursor)
        pages.append(page.items)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert pages == [(0, 1, 2), (3, 4, 5), (6,)]
    assert page.total == 7


@pytest.mark.parametrize("cursor", ["x", "W10", "Wzk5OTld", "Wy0xXQ", "WyJ4Il0"])
def test_a_cursor_of_somebody_elses_making_is_refused(cursor: str) -> None:
    with pytest.raises(CursorInvalid):
        sliced(range(7), limit=3, cursor=cursor)
