"""The values that cross the wire: exact masses, plain days, instants in UTC; read strictly, written plainly.

A reader turns what JSON or a query string holds into what commands take (grams, cents, aware
instants); a refusal's `type` is the stable code of the problem, its message a French sentence.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from exchange.kernel.geography import Point
from exchange.kernel.identifiers import is_public_id
from exchange.kernel.paging import DEFAULT_LIMIT, MAX_LIMIT
from exchange.kernel.text import clean
from exchange.kernel.time import as_utc
from exchange.kernel.units import GRAMS_PER_KG, cents_of_euros, grams_of_kg
from exchange.kernel.wording import N_

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})")
_MAX_MAGNITUDE = 15
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class Shape(BaseModel):
    """What a caller sends: fields it does not name are refused, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class Answer(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _number(value: Any) -> Decimal:
    """Return a JSON number (or a query's text) exactly.

    Raises: PydanticCustomError for anything else, or for a magnitude that no field can mean.
    """
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("number-expected", N_("Un nombre est attendu."))
    number = Decimal(value)
    if number and not -_MAX_MAGNITUDE <= number.adjusted() <= _MAX_MAGNITUDE:
        raise PydanticCustomError("number-out-of-range", N_("Ce nombre est démesuré."))
    return number


def _json_number(value: Any) -> Decimal:
    if isinstance(value, str):
        raise PydanticCustomError("number-expected", N_("Un nombre est attendu."))
    return _number(value)


def _grams(value: Any) -> int:
    try:
        return grams_of_kg(_number(value))
    except (ValueError, ArithmeticError) as error:
        raise PydanticCustomError(
            "mass-invalid", N_("Une masse s’écrit en kilogrammes, avec trois décimales au plus.")
        ) from error


def _json_grams(value: Any) -> int:
    _json_number(value)
    return _grams(value)


def _cents(value: Any) -> int:
    try:
        return cents_of_euros(_json_number(value))
    except (ValueError, ArithmeticError) as error:
        raise PydanticCustomError(
            "amount-invalid", N_("Un montant s’écrit en euros, avec deux décimales au plus.")
        ) from error


def _day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day-invalid", N_("Une date s’écrit AAAA-MM-JJ."))


def _instant(value: Any) -> datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value.upper())
        except ValueError:
            pass
        else:
            if _FIRST_YEAR <= instant.year <= _LAST_YEAR:
                return as_utc(instant)
    raise PydanticCustomError(
        "instant-invalid", N_("Un instant s’écrit selon la RFC 3339 avec son fuseau : 2026-11-30T14:00:00Z.")
    )


def _month(value: Any) -> int:
    match = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if match is None or not (1 <= int(match[2]) <= 12 and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR):
        raise PydanticCustomError("month-invalid", N_("Un mois s’écrit AAAA-MM."))
    return int(match[1]) * 100 + int(match[2])


def _point(value: Any) -> Point:
    parts = value.split(",") if isinstance(value, str) else []
    try:
        latitude, longitude = (float(_number(part.strip())) for part in parts)
        return Point(latitude, longitude)
    except (ValueError, PydanticCustomError) as error:
        raise PydanticCustomError(
            "point-invalid", N_("Une position s’écrit latitude,longitude, en degrés WGS84.")
        ) from error


def _limit(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MAX_LIMIT):
        raise PydanticCustomError("limit-invalid", N_("La taille d’une page va de 1 à 100."))
    return int(text)


def _flag(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _identifier(value: Any) -> str:
    if not isinstance(value, str) or not is_public_id(value):
        raise PydanticCustomError("identifier-invalid", N_("Cet identifiant n’a pas la bonne forme."))
    return value


def _text(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _words(value: Any) -> Any:
    if isinstance(value, str) and "\x00" in value:
        raise PydanticCustomError("text-unsound", N_("Ce texte contient un caractère interdit."))
    return _text(value)


def kg(mass_g: int) -> float | int:
    """Return grams as the JSON number of kilograms: exact, and without a point where it is whole.

    A double keeps 15 decimal digits, so every mass below a billion tonnes comes out as it is.
    """
    return mass_g // GRAMS_PER_KG if mass_g % GRAMS_PER_KG == 0 else mass_g / GRAMS_PER_KG


def euros(cents: int) -> float | int:
    """Return cents as the JSON number of euros."""
    return cents // 100 if cents % 100 == 0 else cents / 100


def plain(number: Decimal) -> float | int:
    """Return a number of at most 15 digits as JSON's, without a point where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)


def rfc3339(instant: datetime) -> str:
    """Return an instant in UTC, to the second unless it is finer: `2026-11-30T13:00:00Z`."""
    return as_utc(instant).astimezone(UTC).isoformat().replace("+00:00", "Z")


def month_text(month: int) -> str:
    """Return a YYYYMM month as `2026-11`."""
    return f"{month // 100:04d}-{month % 100:02d}"


_KG_SCHEMA = {"type": "number", "description": "kilograms, at most three decimals"}
_DAY_SCHEMA = {"type": "string", "format": "date"}
_INSTANT_SCHEMA = {"type": "string", "format": "date-time"}
_MONTH_SCHEMA = {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$", "examples": ["2026-11"]}
_ID_SCHEMA = {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{16}$"}

MassIn = Annotated[int, BeforeValidator(_json_grams), WithJsonSchema(_KG_SCHEMA)]
"""Kilograms as sent in JSON; grams in Python."""

MassQuery = Annotated[int, BeforeValidator(_grams), WithJsonSchema(_KG_SCHEMA)]
"""Kilograms as sent in a query; grams in Python."""

MassOut = Annotated[int, PlainSerializer(kg, return_type=float | int), WithJsonSchema(_KG_SCHEMA)]
"""Grams in Python; kilograms as answered."""

NumberIn = Annotated[Decimal, BeforeValidator(_json_number), WithJsonSchema({"type": "number"})]
"""Any number as sent in JSON, exact in Python."""

NumberQuery = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""Any number as sent in a query, exact in Python."""

NumberOut = Annotated[
    Decimal, PlainSerializer(plain, return_type=float | int), WithJsonSchema({"type": "number"})
]
"""An exact number, as answered: of at most 15 digits, so that no double bends it."""

EurosIn = Annotated[
    int, BeforeValidator(_cents), WithJsonSchema({"type": "number", "description": "euros before VAT"})
]
"""Euros as sent; cents in Python."""

EurosOut = Annotated[
    int,
    PlainSerializer(euros, return_type=float | int),
    WithJsonSchema({"type": "number", "description": "euros before VAT"}),
]
"""Cents in Python; euros as answered."""

DayIn = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
InstantIn = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema(_INSTANT_SCHEMA)]
InstantOut = Annotated[datetime, PlainSerializer(rfc3339, return_type=str), WithJsonSchema(_INSTANT_SCHEMA)]
MonthIn = Annotated[int, BeforeValidator(_month), WithJsonSchema(_MONTH_SCHEMA)]
MonthOut = Annotated[int, PlainSerializer(month_text, return_type=str), WithJsonSchema(_MONTH_SCHEMA)]
PointQuery = Annotated[
    Point,
    BeforeValidator(_point),
    WithJsonSchema({"type": "string", "description": "latitude,longitude", "examples": ["48.5736,7.7532"]}),
]
Identifier = Annotated[str, BeforeValidator(_identifier), WithJsonSchema(_ID_SCHEMA)]
IdentifierOut = Annotated[str, WithJsonSchema(_ID_SCHEMA)]

Text = Annotated[str, BeforeValidator(_text)]
"""Text of any length that the domain judges, newlines unified and ends trimmed."""

Words = Annotated[str, Field(max_length=200), BeforeValidator(_words)]
"""A few words of a query."""

Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
"""Yes or no in a query, written `true` or `false`."""
Limit = Annotated[
    int,
    BeforeValidator(_limit),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}),
]


class PageQuery(Shape):
    """What every collection takes."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Annotated[str, Field(max_length=500), BeforeValidator(_words)] | None = None
