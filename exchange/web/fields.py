"""Form fields that read what people type: numbers in their fashion, kilograms, euros, days, local times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length
from wtforms.widgets import DateInput, DateTimeLocalInput, Input, TextInput

from exchange.kernel.identifiers import new_public_id
from exchange.kernel.text import clean
from exchange.kernel.units import TwofoldNumber, cents_of_euros, grams_of_kg, kg_of_grams, parse_number
from exchange.kernel.wording import N_
from exchange.storage.idempotency import MAX_KEY_LENGTH
from exchange.web.rendering import decimal_sign, grouping_sign

_INVALID = N_("Cette valeur n’est pas valable.")
_DAY_PARTS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
"""Day before month, as in every language of the house."""


_LIBRARY = {
    "Not a valid choice.": N_("Cette valeur n’est pas proposée."),
    "This field is required.": N_("Ce champ est obligatoire."),
}
"""What the library says, in the house's words; whatever else it says means that a value is not valid."""


class HouseWords:
    """The sentences of the library's own fields and validators, worded from the house's catalogues."""

    def gettext(self, string: str) -> str:
        """Return a sentence of the library in the reader's language."""
        return _(_LIBRARY.get(string, _INVALID))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the same: the library counts characters, which the house says elsewhere."""
        del singular, plural, n
        return _(_INVALID)


class Form(FlaskForm):
    """A form with a token against forgery, a one-time key against double submits, and a version."""

    class Meta(FlaskForm.Meta):
        """Where the library's sentences come from."""

        def get_translations(self, form: Any) -> HouseWords:
            """Return the house's own words."""
            del form
            return HouseWords()

    idempotency_key = HiddenField(default=new_public_id, validators=[Length(max=MAX_KEY_LENGTH)])
    version = HiddenField()

    def __init__(self, *arguments: Any, **names: Any) -> None:
        super().__init__(*arguments, **names)
        self.status = 422

    def key(self) -> str | None:
        """Return the one-time key that came with the form, if any."""
        return clean(self.idempotency_key.data or "") or None

    def version_read(self) -> int | None:
        """Return the version of the subject that this form was filled from, if it says so."""
        text = (self.version.data or "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class ActionForm(Form):
    """A form of nothing but a button."""


class CleanTextField(StringField):
    """Text with sound characters only, trimmed; an empty one is ""."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Keep what was typed, cleaned."""
        self.data = clean(str(valuelist[0])) if valuelist else ""


class _TypedTextField(Field):
    """Keeps the text exactly as typed beside the value read from it, so that a mistake can be mended."""

    widget: Input = TextInput()
    wrong = _l("Cette valeur n’est pas valable.")

    def __init__(self, *arguments: Any, **names: Any) -> None:
        self.typed: str | None = None
        super().__init__(*arguments, **names)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.shown(self.data)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        if not valuelist:
            return
        self.typed = clean(str(valuelist[0]))
        self.data = None
        if not self.typed:
            return
        try:
            self.data = self.read(self.typed)
        except TwofoldNumber as number:
            decimals = number.fraction.replace(".", decimal_sign())
            raise ValueError(_twofold(number.thousands, decimals)) from number
        except (ValueError, ArithmeticError) as error:
            raise ValueError(self.wrong) from error

    def read(self, text: str) -> Any:
        raise ValueError(text)

    def shown(self, value: Any) -> str:
        return str(value)


def _twofold(thousands: str, decimals: str) -> str:
    return _(
        "Ce nombre se lit de deux façons : écrivez %(thousands)s, ou bien %(decimals)s.",
        thousands=thousands,
        decimals=decimals,
    )


def _number(text: str) -> Decimal:
    return parse_number(text, grouping_sign())


def _plain(number: Decimal) -> str:
    """Return a number as the reader would type it, without anything to part thousands."""
    return format(number.normalize(), "f").replace(".", decimal_sign())


class DecimalTextField(_TypedTextField):
    """A number, comma or point; data is an exact Decimal or None."""

    wrong = _l("Entrez un nombre, par exemple 12,5.")

    def read(self, text: str) -> Decimal:
        """Return the exact number. Raises: ValueError."""
        return _number(text)

    def shown(self, value: Decimal) -> str:
        """Return the number with the reader's own sign before its decimals."""
        return _plain(value)


class MassKgField(_TypedTextField):
    """A mass typed in kilograms, at most three decimals; data is whole grams or None."""

    wrong = _l("Entrez une masse en kilogrammes, par exemple 12,5 (trois décimales au plus).")

    def read(self, text: str) -> int:
        """Return whole grams. Raises: ValueError."""
        return grams_of_kg(_number(text))

    def shown(self, value: int) -> str:
        """Return the kilograms with the reader's own sign before their decimals."""
        return _plain(kg_of_grams(value))


class EuroField(_TypedTextField):
    """An amount typed in euros; data is whole cents or None."""

    wrong = _l("Entrez un montant en euros, par exemple 12,50.")

    def read(self, text: str) -> int:
        """Return whole cents. Raises: ValueError."""
        return cents_of_euros(_number(text))

    def shown(self, value: int) -> str:
        """Return the euros with the reader's own sign before the cents."""
        return _plain(Decimal(value) / 100)


class DayField(_TypedTextField):
    """A calendar day; data is a date or None."""

    widget: Input = DateInput()
    wrong = _l("Entrez une date, par exemple 2026-11-30 ou 30/11/2026.")

    def read(self, text: str) -> date:
        """Return the day, from ISO spelling or day, month and year. Raises: ValueError."""
        parts = _DAY_PARTS.fullmatch(text)
        if parts is not None:
            day, month, year = (int(part) for part in parts.groups())
            read = date(year, month, day)
        else:
            read = date.fromisoformat(text)
        if not 2000 <= read.year <= 2100:
            raise ValueError("far from now")
        return read

    def shown(self, value: date) -> str:
        """Return the day as a date input wants it."""
        return value.isoformat()


class InstantField(_TypedTextField):
    """A local day and time in a site's time zone; data is an instant in UTC or None."""

    widget: Input = DateTimeLocalInput()
    wrong = _l("Entrez une date et une heure, par exemple 2026-11-30 14:00.")

    def __init__(
        self, label: Any = None, validators: Any = None, time_zone: str = "Europe/Paris", **names: Any
    ) -> None:
        self.time_zone = time_zone
        super().__init__(label, validators, **names)

    def read(self, text: str) -> datetime:
        """Return the instant in UTC. Raises: ValueError."""
        local = datetime.fromisoformat(text)
        if not 2000 <= local.year <= 2100:
            raise ValueError("far from now")
        if local.tzinfo is None:
            local = local.replace(tzinfo=ZoneInfo(self.time_zone))
        return local.astimezone(UTC)

    def shown(self, value: datetime) -> str:
        """Return the local time as a datetime-local input wants it."""
        return value.astimezone(ZoneInfo(self.time_zone)).strftime("%Y-%m-%dT%H:%M")
