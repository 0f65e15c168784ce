"""How days, hours and months are worded on pages and in mails, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from flask_babel import gettext as _

from exchange.kernel.time import as_utc, day_in, first_day
from exchange.web.catalogues import NBSP
from exchange.web.language import formats

HOUSE_TIME_ZONE = "Europe/Paris"


def _day_number(value: date) -> str:
    language = formats().language
    if language == "fr" and value.day == 1:
        return "1er"
    return f"{value.day}." if language == "de" else str(value.day)


def _day_text(value: date, *, with_year: bool = True) -> str:
    locale = formats()
    if with_year:
        text = format_date(value, "long", locale=locale)
    else:
        text = format_skeleton("MMMMd", value, locale=locale)
    return f"{_day_number(value)}{NBSP}{text.split(' ', 1)[1]}"


def _as_day(value: date | datetime, time_zone: str) -> date:
    return day_in(value, time_zone) if isinstance(value, datetime) else value


def day(value: date | datetime, time_zone: str = HOUSE_TIME_ZONE) -> str:
    """Return a day in full: "1er novembre 2026"; an instant counts in the time zone given."""
    return _day_text(_as_day(value, time_zone))


def day_range(first: date | None, last: date | None) -> str:
    """Return a stretch of days without saying twice what both ends share; None is an open end."""
    if first is None or last is None:
        if first is not None:
            return _("à partir du %(day)s", day=day(first))
        return _("à convenir") if last is None else _("jusqu’au %(day)s", day=day(last))
    if first == last:
        return _("le %(day)s", day=day(first))
    if first.year != last.year:
        start = day(first)
    elif first.month != last.month:
        start = _day_text(first, with_year=False)
    else:
        start = _day_number(first)
    return _("du %(first)s au %(last)s", first=start, last=day(last))


def clock(value: datetime, time_zone: str = HOUSE_TIME_ZONE) -> str:
    """Return the time of day in a time zone: "14 h 05", "9 h"."""
    local = as_utc(value).astimezone(ZoneInfo(time_zone))
    locale = formats()
    if locale.language != "fr":
        return format_time(local, "short", locale=locale)
    minutes = f"{NBSP}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"


def instant(value: datetime, time_zone: str = HOUSE_TIME_ZONE) -> str:
    """Return a moment in a time zone: "3 novembre 2026 à 14 h 05"."""
    return _("%(day)s à %(time)s", day=day(value, time_zone), time=clock(value, time_zone))


def slot(first: datetime, last: datetime, time_zone: str = HOUSE_TIME_ZONE) -> str:
    """Return an appointment: "mardi 3 novembre 2026, de 9 h à 11 h"."""
    start, end = day_in(first, time_zone), day_in(last, time_zone)
    if start != end:
        return _("du %(first)s au %(last)s", first=instant(first, time_zone), last=instant(last, time_zone))
    weekday = format_date(start, "EEEE", locale=formats())
    return _(
        "%(weekday)s %(day)s, de %(first)s à %(last)s",
        weekday=weekday,
        day=day(start),
        first=clock(first, time_zone),
        last=clock(last, time_zone),
    )


def month(value: int) -> str:
    """Return a YYYYMM month in full: "novembre 2026"."""
    return format_skeleton("yMMMM", first_day(value), locale=formats())


def month_short(value: int) -> str:
    """Return a YYYYMM month for an axis: "nov. 2026"."""
    return format_skeleton("yMMM", first_day(value), locale=formats())
