"""How facts are worded on pages and in mails: masses, distances, money, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from jinja2 import StrictUndefined
from markupsafe import Markup

from exchange.kernel.units import GRAMS_PER_KG, GRAMS_PER_TONNE
from exchange.web import drawings
from exchange.web.catalogues import NBSP
from exchange.web.days import clock, day, day_range, instant, month, month_short, slot
from exchange.web.language import SOURCE_LANGUAGE, formats, reader_language

_METRES_STEP = 50


def decimal_sign() -> str:
    """Return the sign that begins the decimals in the reader's language."""
    return get_decimal_symbol(formats())


def grouping_sign() -> str:
    """Return the sign that parts thousands in the reader's language."""
    return get_group_symbol(formats())


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number(value: Decimal | float, digits: int | None = None) -> str:
    """Return a number grouped and pointed as the reader writes it; `digits` fixes its decimals."""
    if digits is None:
        return format_decimal(value, format="#,##0.###", locale=formats())
    return format_decimal(
        _rounded(Decimal(str(value)), digits),
        format="#,##0" + ("." + "0" * digits if digits else ""),
        locale=formats(),
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


def money(cents: int) -> str:
    """Return an amount in euros with its cents: "12,00 €"."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=formats())


def _plain_money(cents: int) -> str:
    if cents % 100:
        return money(cents)
    locale = formats()
    whole = locale.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(Decimal(cents) / 100, "EUR", format=whole, locale=locale, currency_digits=False)


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


def _counted(count: Decimal | int) -> int:
    """Return the whole number that chooses the plural: in French 1,5 is one, elsewhere it is several."""
    size = Decimal(count).copy_abs()
    if formats().language == "fr" or size == int(size):
        return int(size)
    return int(size) + 2


def unit_name(unit: str, count: Decimal | int = 1) -> str:
    """Return a unit's name for a count of it ("palette", "palettes"); symbols stay as they are."""
    whole = _counted(count)
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
    return format_percent(part, locale=formats())


def in_french(is_french: bool) -> str:  # noqa: FBT001 - read in templates as a condition
    """Return the attribute that marks words as French on a page in another language, else nothing."""
    return Markup(' lang="fr"') if is_french and reader_language() != SOURCE_LANGUAGE else ""


def colon() -> str:
    """Return the colon after a label: French parts it from its word, other languages do not."""
    return f"{NBSP}:" if formats().language == "fr" else ":"


def series(items: Iterable[str]) -> str:
    """Return several things in a row, parted by semicolons: each may hold commas of its own."""
    return (f"{NBSP}; " if formats().language == "fr" else "; ").join(items)


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
    "series": series,
    "share": share,
    "slot": slot,
    "tonnes": tonnes,
    "unit_name": unit_name,
}


def register(app: Flask) -> None:
    """Give an application's templates these filters and drawings, and make an unknown name a fault."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(colon=colon, in_french=in_french)
    drawings.register(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
