from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.demonstration.timeline import ZONE, at_work, spread, tell

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda day: day.replace(tzinfo=UTC))


def test_stories_happen_interleaved_in_the_order_of_time() -> None:
    seen: list[tuple[str, int]] = []

    def story(name: str, *hours: int) -> Iterator[datetime]:
        for hour in hours:
            yield START + timedelta(hours=hour)
            seen.append((name, hour))

    tell([story("a", 1, 5, 9), story("b", 2, 5, 6), story("c")])

    assert seen == [("a", 1), ("b", 2), ("a", 5), ("b", 5), ("b", 6), ("a", 9)]


def test_a_story_that_goes_back_in_time_is_refused() -> None:
    def story() -> Iterator[datetime]:
        yield START
        yield START - timedelta(seconds=1)

    with pytest.raises(ValueError, match="back in time"):
        tell([story()])


@given(first=INSTANTS, length=st.timedeltas(timedelta(hours=3), timedelta(days=60)), count=st.integers(1, 8))
def test_instants_spread_between_two_keep_their_order_and_their_place(
    first: datetime, length: timedelta, count: int
) -> None:
    last = first + length

    instants = [at_work(first, last), *spread(first, last, count)]

    assert instants == sorted(instants)
    assert all(instant < last for instant in instants)


@given(instant=INSTANTS)
def test_people_work_between_eight_and_six(instant: datetime) -> None:
    at = at_work(instant, instant + timedelta(days=30)).astimezone(ZONE)

    assert at.date() == instant.astimezone(ZONE).date()
    assert 8 <= at.hour + at.minute / 60 <= 18
