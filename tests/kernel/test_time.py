from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.time import as_utc, day_in, first_day, following, month_in, month_of, months_between

months = st.builds(lambda year, month: year * 100 + month, st.integers(1990, 2200), st.integers(1, 12))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(months, st.integers(-600, 600))
def test_going_on_and_coming_back_ends_where_it_began(month: int, count: int) -> None:
    assert following(following(month, count), -count) == month


@given(months)
def test_the_following_month_begins_where_the_days_of_this_one_end(month: int) -> None:
    last_day = first_day(following(month)) - timedelta(days=1)
    assert month_of(last_day) == month_of(first_day(month)) == month


@given(months, st.integers(0, 60))
def test_the_months_between_are_counted_with_both_ends(first: int, count: int) -> None:
    listed = months_between(first, following(first, count))
    assert len(listed) == count + 1
    assert listed == sorted(set(listed))
    assert months_between(following(first), first) == []


@given(instants)
def test_a_day_differs_from_the_day_in_greenwich_by_one_at_most(instant: datetime) -> None:
    assert abs((day_in(instant, "Pacific/Auckland") - instant.date()).days) <= 1


def test_a_handover_minutes_before_midnight_utc_counts_in_the_next_month_in_strasbourg() -> None:
    instant = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    assert month_in(instant, "Europe/Paris") == 202602
    assert month_in(instant, "America/Martinique") == 202601


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_days_on_which_clocks_change_begin_and_end_at_local_midnight(day: date) -> None:
    hours = [datetime(2026, 3, 28, tzinfo=UTC) + timedelta(minutes=30 * step) for step in range(2 * 24 * 215)]
    length = sum(day_in(hour, "Europe/Paris") == day for hour in hours) / 2
    assert length == (23 if day.month == 3 else 25)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        as_utc(datetime(2026, 1, 1))


@pytest.mark.parametrize("month", [202600, 202613])
def test_a_number_that_names_no_month_is_refused(month: int) -> None:
    with pytest.raises(ValueError, match="month"):
        first_day(month)
