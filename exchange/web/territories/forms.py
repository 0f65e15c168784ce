"""What a reader asks of territories: a name and a level, or a stretch of months."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.widgets import Input, MonthInput

from exchange.statistics.errors import MonthInvalid, PeriodInvalid
from exchange.territories.rules import LEVELS
from exchange.web.fields import CleanTextField, Form
from exchange.web.organisation_words import LEVELS as LEVEL_WORDS

LEVEL_TITLES = {
    "country": _l("Pays"),
    "region": _l("Régions"),
    "departement": _l("Départements"),
    "epci": _l("Intercommunalités"),
    "area": _l("Territoires propres"),
}
"""What heads a list of territories of one level."""

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class MonthField(Field):
    """A month; data is the number YYYYMM or None."""

    widget: Input = MonthInput()
    wrong = _l("Indiquez un mois, par exemple 2026-11.")

    def __init__(self, *arguments: Any, **names: Any) -> None:
        self.typed: str | None = None
        super().__init__(*arguments, **names)

    def __call__(self, **attributes: Any) -> Any:
        """Return the input; a text that is no month is kept, which a browser's month picker would drop."""
        return super().__call__(**({"type": "text"} if self.errors else {}), **attributes)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else month_text(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the month, if one was typed. Raises: ValueError, worded."""
        if not valuelist:
            return
        self.typed = str(valuelist[0]).strip()[:20]
        self.data = None
        if not self.typed:
            return
        match = _MONTH.fullmatch(self.typed)
        if match is None or not (match[1] >= "1900" and "01" <= match[2] <= "12"):
            raise ValueError(self.wrong)
        self.data = int(match[1]) * 100 + int(match[2])


class PeriodForm(Form):
    """The first and the last month to read, named in the address as in the API."""

    first = MonthField(_l("Du mois de"), name="from", render_kw={"placeholder": "2026-01", "maxlength": 7})
    last = MonthField(_l("Au mois de"), name="to", render_kw={"placeholder": "2026-12", "maxlength": 7})

    def fill(self, first: int, last: int) -> None:
        """Show the months that are read where none were asked for."""
        for field, month in ((self.first, first), (self.last, last)):
            if not field.typed:
                field.data, field.typed = month, None

    def refuse(self, refusal: MonthInvalid | PeriodInvalid, sentence: str) -> None:
        """Put a refused stretch beside its month."""
        self.status = refusal.status
        faulty = self.last if isinstance(refusal, PeriodInvalid) else self.first
        faulty.errors = (*faulty.errors, sentence)


class FindForm(Form):
    """Which territories to list."""

    q = CleanTextField(_l("Nom du territoire"))
    level = SelectField(
        _l("Niveau"),
        choices=[("", _l("Tous les niveaux")), *((level, LEVEL_WORDS[level]) for level in LEVELS)],
        validate_choice=False,
    )


def month_text(month: int) -> str:
    """Return a YYYYMM month as addresses write it: `2026-11`."""
    return f"{month // 100:04d}-{month % 100:02d}"
