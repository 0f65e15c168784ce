from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.gateways.geocoder.names import NameIndex, is_like

names = st.lists(st.text(alphabet="abs ", max_size=8).map(lambda text: " ".join(text.split())), max_size=30)


@given(names, st.text(alphabet="abs ", min_size=1, max_size=3), st.integers(1, 5))
def test_names_begin_as_reading_every_one_of_them_would_find(
    given: list[str], begun: str, limit: int
) -> None:
    index = NameIndex((name, rank) for rank, name in enumerate(given))
    first = [rank for rank, name in enumerate(given) if name.startswith(begun)]
    found = index.beginning(begun, limit)

    assert found[: len(first)] == first[:limit]
    assert all(begun in given[rank] for rank in found)
    assert index.called(begun) == [rank for rank, name in enumerate(given) if name == begun]


def test_later_words_count_after_first_ones_but_for_those_that_only_link_or_count() -> None:
    index = NameIndex([("bas haguenau", 0), ("haguenau", 1), ("paris 12", 2), ("aix en provence", 3)])

    assert index.beginning("hag", 8) == [1, 0]
    assert index.beginning("prov", 8) == [3]
    assert index.beginning("12", 8) == index.beginning("en", 8) == index.beginning("", 8) == []


@pytest.mark.parametrize(
    ("typed", "ranks"),
    [
        ("mulouse", [0]),
        ("toulose", [1]),
        ("ilkirch", [2]),
        ("illkirch grafenstadne", [2]),
        ("metz", []),
        ("mez", []),
        ("atlantis", []),
    ],
)
def test_only_the_nearest_spellings_are_found(typed: str, ranks: list[int]) -> None:
    index = NameIndex([("mulhouse", 0), ("toulouse", 1), ("illkirch graffenstaden", 2), ("melz a", 3)])

    assert index.like(typed, 8) == ranks


def test_strictly_one_error_less_is_forgiven() -> None:
    index = NameIndex([("chateau thierry", 0), ("metz", 1)])

    assert index.like("chateau thiery", 8, strictly=True) == [0]
    assert index.like("mets", 8) == [1]
    assert index.like("mets", 8, strictly=True) == []


@pytest.mark.parametrize(
    ("typed", "is_near"), [("brumaht", True), ("brumat", True), ("bru", False), ("brmth", False)]
)
def test_a_name_is_like_another_within_the_errors_that_its_length_forgives(typed: str, is_near: bool) -> None:
    assert is_like("brumath", typed) is is_near
