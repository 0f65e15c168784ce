"""Instants in UTC, days and months in a site's own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def as_utc(instant: datetime) -> datetime:
    """Return the instant in UTC.

    Raises: ValueError if it carries no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC)


def day_in(instant: datetime, time_zone: str) -> date:
    """Return the calendar day of an instant in a time zone."""
    return as_utc(instant).astimezone(ZoneInfo(time_zone)).date()


def month_in(instant: datetime, time_zone: str) -> int:
    """Return the month of an instant in a time zone as the number YYYYMM."""
    return month_of(day_in(instant, time_zone))


def month_of(day: date) -> int:
    """Return the month of a day as the number YYYYMM."""
    return day.year * 100 + day.month


def first_day(month: int) -> date:
    """Return the first day of a YYYYMM month.

    Raises: ValueError if the number names no month.
    """
    return date(month // 100, month % 100, 1)


def following(month: int, count: int = 1) -> int:
    """Return the YYYYMM month that stands `count` months later (earlier when negative)."""
    year, place = divmod(month // 100 * 12 + month % 100 - 1 + count, 12)
    return year * 100 + place + 1


def months_between(first: int, last: int) -> list[int]:
    """Return every YYYYMM month from first to last, both included; empty if last is earlier."""
    months = []
    while first <= last:
        months.append(first)
        first = following(first)
    return months
