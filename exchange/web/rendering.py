"""How facts are worded on pages and in mails: masses, distances, days, money, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from jinja2 import StrictUndefined

from exchange.kernel.time import as_utc, day_in, first_day
from exchange.kernel.units import GRAMS_PER_KG, GRAMS_PER_TONNE
from exchange.web import drawings
from exchange.web.language import NBSP, SOURCE_LANGUAGE

HOUSE_TIME_ZONE = "Europe/Paris"
_METRES_STEP = 50


def _locale() -> Locale:
    return get_locale() or Locale.parse(SOURCE_LANGUAGE)


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number(value: Decimal | float, digits: int | None = None) -> str:
    """Return a number grouped and pointed as the reader writes it; `digits` fixes its decimals."""
    if digits is None:
        return format_decimal(value, format="#,##0.###", locale=_locale())
    return format_decimal(
        _rounded(Decimal(str(value)), digits),
        format="#,##0" + ("." + "0" * digits if digits else ""),
        locale=_locale(),
    )


def _with_unit(value: Decimal, unit: str) -> str:
    return f"{number(value)}{NBSP}{unit}"


def mass(mass_g: int) -> str:
    """Return a mass as people say it: "50 g", "0,5 kg", "480 kg", "2,4 t", "1 240 t"."""
    size = abs(mass_g)
    if 0 < size < 100:
        return _with_unit(Decimal(mass_g), "g")
    kilograms = Decimal(mass_g) / GRAMS_PER_KG
    said = _rounded(kilograms, 1 if size < 100 * GRAMS_PER_KG else 0)
    if abs(said) < GRAMS_PER_KG:
        return _with_unit(said, "kg")
    in_tonnes = Decimal(mass_g) / GRAMS_PER_TONNE
    return _with_unit(_rounded(in_tonnes, 1 if size < 100 * GRAMS_PER_TONNE else 0), "t")


def tonnes(mass_g: int, digits: int | None = None) -> str:
    """Return a mass in tonnes, for figures and tables; `digits` fixes the decimals of a column."""
    value = Decimal(mass_g) / GRAMS_PER_TONNE
    if digits is not None:
        return f"{number(value, digits)}{NBSP}t"
    size = abs(value)
    return _with_unit(_rounded(value, 3 if size < 1 else 1 if size < 100 else 0), "t")


def kg_exact(mass_g: int) -> str:
    """Return a mass in kilograms to the last gram: "1 240,5 kg"."""
    return _with_unit(Decimal(mass_g) / GRAMS_PER_KG, "kg")


def distance(kilometres: float) -> str:
    """Return a distance: "850 m" in steps of 50 m, then "4,2 km", then "18 km".

    Sites are shown from a point moved by up to 400 m, so finer steps would pretend.
    """
    metres = round(kilometres * 1000 / _METRES_STEP) * _METRES_STEP
    if metres < _METRES_STEP:
        return _("moins de %(distance)s", distance=_with_unit(Decimal(_METRES_STEP), "m"))
    if metres < 1000:
        return _with_unit(Decimal(metres), "m")
    tenths = _rounded(Decimal(str(kilometres)), 1)
    return _with_unit(tenths if tenths < 10 else _rounded(Decimal(str(kilometres)), 0), "km")


def _day_text(value: date, *, with_year: bool = True) -> str:
    locale = _locale()
    if with_year:
        text = format_date(value, "long", locale=locale)
    else:
        text = format_skeleton("MMMMd", value, locale=locale)
    if locale.language != "fr":
        return text
    head, rest = text.split(" ", 1)
    return f"{'1er' if head == '1' else head}{NBSP}{rest}"


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
    elif first.month != last.month or _locale().language != "fr":
        start = _day_text(first, with_year=False)
    else:
        start = "1er" if first.day == 1 else str(first.day)
    return _("du %(first)s au %(last)s", first=start, last=day(last))


def clock(value: datetime, time_zone: str = HOUSE_TIME_ZONE) -> str:
    """Return the time of day in a time zone: "14 h 05", "9 h"."""
    local = as_utc(value).astimezone(ZoneInfo(time_zone))
    locale = _locale()
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
    weekday = format_date(start, "EEEE", locale=_locale())
    return _(
        "%(weekday)s %(day)s, de %(first)s à %(last)s",
        weekday=weekday,
        day=day(start),
        first=clock(first, time_zone),
        last=clock(last, time_zone),
    )


def month(value: int) -> str:
    """Return a YYYYMM month in full: "novembre 2026"."""
    return format_skeleton("yMMMM", first_day(value), locale=_locale())


def month_short(value: int) -> str:
    """Return a YYYYMM month for an axis: "nov. 2026"."""
    return format_skeleton("yMMM", first_day(value), locale=_locale())


def money(cents: int) -> str:
    """Return an amount in euros with its cents: "12,00 €"."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=_locale())


def _plain_money(cents: int) -> str:
    if cents % 100:
        return money(cents)
    return format_currency(
        Decimal(cents) / 100, "EUR", format="#,##0\u00a0¤", locale=_locale(), currency_digits=False
    )


def price(mode: str, cents: int | None, per: str | None) -> str:
    """Return who pays whom in one sentence; `asks`: the giver wants money, `pays`: the giver hands it out."""
    if mode == "free" or cents is None:
        return _("Gratuit")
    amount = {
        "lot": _("%(amount)s pour le lot", amount=_plain_money(cents)),
        "t": _("%(amount)s la tonne", amount=_plain_money(cents)),
        "unit": _("%(amount)s l’unité", amount=_plain_money(cents)),
    }[per or "lot"]
    if mode == "asks":
        return _("Le donneur demande %(amount)s", amount=amount)
    return _("Le donneur verse %(amount)s", amount=amount)


def unit_name(unit: str, count: Decimal | int = 1) -> str:
    """Return a unit's name for a count of it ("palette", "palettes"); symbols stay as they are."""
    whole = int(count.copy_abs()) if isinstance(count, Decimal) else abs(count)
    names = {
        "piece": ngettext("pièce", "pièces", whole),
        "litre": ngettext("litre", "litres", whole),
        "pallet": ngettext("palette", "palettes", whole),
        "big_bag": ngettext("big bag", "big bags", whole),
        "bag": ngettext("sac", "sacs", whole),
        "roll": ngettext("rouleau", "rouleaux", whole),
        "drum": ngettext("fût", "fûts", whole),
        "box": ngettext("carton", "cartons", whole),
        "m3": "m³",
        "kg": "kg",
        "t": "t",
    }
    return names[unit]


def quantity(value: Decimal | int, unit: str) -> str:
    """Return a quantity with its unit: "12 palettes", "0,5 m³"."""
    return f"{number(value)}{NBSP}{unit_name(unit, value)}"


def share(part: Decimal | float) -> str:
    """Return a share of one as a percentage: 0.42 → "42 %"."""
    return format_percent(part, locale=_locale())


FILTERS: dict[str, Any] = {
    "clock": clock,
    "day": day,
    "day_range": day_range,
    "distance": distance,
    "instant": instant,
    "kg_exact": kg_exact,
    "mass": mass,
    "moment": datetime.fromisoformat,
    "money": money,
    "month": month,
    "month_short": month_short,
    "number": number,
    "price": price,
    "quantity": quantity,
    "share": share,
    "slot": slot,
    "tonnes": tonnes,
    "unit_name": unit_name,
}


def register(app: Flask) -> None:
    """Give an application's templates these filters and drawings, and make an unknown name a fault."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(FILTERS)
    drawings.register(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
