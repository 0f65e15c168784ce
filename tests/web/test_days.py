"""Days, hours and months are said as people say them, each in its own place and language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from exchange.web import language
from exchange.web.days import clock, day, day_range, instant, month, month_short, slot

APP = Flask("days")
language.register(APP)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with APP.test_request_context():
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_days_are_said_in_full_and_the_first_is_an_ordinal() -> None:
    assert plain(day(date(2026, 11, 1))) == "1er novembre 2026"
    assert plain(day(date(2026, 11, 21))) == "21 novembre 2026"


def test_an_instant_belongs_to_the_day_of_its_time_zone() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert plain(day(late)) == "1er juillet 2026"
    assert plain(instant(late)) == "1er juillet 2026 à 0 h 30"
    assert plain(instant(late, "America/Cayenne")) == "30 juin 2026 à 19 h 30"


def test_an_instant_without_a_time_zone_is_a_fault() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock(datetime(2026, 6, 30, 22, 30))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 8), "du 1er au 8 novembre 2026"),
        (date(2026, 11, 3), date(2026, 11, 3), "le 3 novembre 2026"),
        (date(2026, 11, 28), date(2026, 12, 3), "du 28 novembre au 3 décembre 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "du 28 décembre 2026 au 3 janvier 2027"),
        (date(2026, 11, 3), None, "à partir du 3 novembre 2026"),
        (None, date(2026, 11, 3), "jusqu’au 3 novembre 2026"),
        (None, None, "à convenir"),
    ],
)
def test_a_stretch_of_days_says_each_thing_once(first: date | None, last: date | None, said: str) -> None:
    assert plain(day_range(first, last)) == said


def test_an_appointment_names_its_weekday_and_hours() -> None:
    first, last = datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2026, 11, 3, 10, 30, tzinfo=UTC)
    assert plain(slot(first, last)) == "mardi 3 novembre 2026, de 9 h à 11 h 30"
    assert plain(slot(first, datetime(2026, 11, 4, 8, tzinfo=UTC))) == (
        "du 3 novembre 2026 à 9 h au 4 novembre 2026 à 9 h"
    )


def test_months_are_said_in_full_or_short() -> None:
    assert (month(202611), month_short(202611)) == ("novembre 2026", "nov. 2026")


def test_english_says_days_before_months_and_counts_hours_to_24() -> None:
    with force_locale("en"):
        assert plain(day(date(2026, 11, 1))) == "1 November 2026"
        assert plain(clock(datetime(2026, 11, 3, 13, 5, tzinfo=UTC))) == "14:05"
        assert plain(day_range(date(2026, 11, 3), date(2026, 11, 8))) == "from 3 to 8 November 2026"
        assert plain(day_range(date(2026, 11, 28), date(2026, 12, 3))).endswith("3 December 2026")
        assert (month(202611), month_short(202611)) == ("November 2026", "Nov 2026")


def test_german_says_days_as_ordinals() -> None:
    with force_locale("de"):
        assert plain(day(date(2026, 11, 1))) == "1. November 2026"
        assert plain(clock(datetime(2026, 11, 3, 13, 5, tzinfo=UTC))) == "14:05"
        assert "3." in day_range(date(2026, 11, 3), date(2026, 11, 8))
        assert plain(day_range(date(2026, 11, 3), date(2026, 11, 8))).endswith("8. November 2026")
        assert month(202603) == "März 2026"
