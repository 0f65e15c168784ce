"""What can be read of the European List of Waste: an entry by any spelling, all of them, some by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from exchange.materials.errors import WasteCodeUnknown
from exchange.materials.models import WasteCode, WasteCodeName
from exchange.materials.rules import SOURCE_LANGUAGE, parse_waste_code, shown
from exchange.storage.database import session

LANGUAGES_KEPT = 8
"""Languages whose questions are kept put together: building one costs more than asking it."""


@dataclass(frozen=True, slots=True)
class WasteCodeView:
    """An entry of the European List of Waste; `shown` carries the asterisk of the hazardous ones."""

    id: int
    code: str
    hazardous: bool
    name: str
    chapter: str

    @property
    def shown(self) -> str:
        """The code as it is printed: `15 01 05`, `15 01 10*`."""
        return shown(self.code, hazardous=self.hazardous)


def waste_code(text: str, language: str = SOURCE_LANGUAGE) -> WasteCodeView:
    """Return the entry that a text spells in any usual way; digits alone may name a hazardous one.

    Raises: WasteCodeUnknown, also for an asterisk behind a code that carries none.
    """
    written = parse_waste_code(text)
    row = session().execute(worded(language).where(WasteCode.code == written.code)).first()
    if row is None or (written.starred and not row.hazardous):
        raise WasteCodeUnknown
    return WasteCodeView(*row)


def waste_codes(language: str = SOURCE_LANGUAGE) -> tuple[WasteCodeView, ...]:
    """Return every known entry in the order of the list."""
    return tuple(WasteCodeView(*row) for row in session().execute(worded(language).order_by(WasteCode.code)))


def waste_codes_by_id(ids: Iterable[int], language: str = SOURCE_LANGUAGE) -> dict[int, WasteCodeView]:
    """Return entries by their id; unknown ids are left out."""
    rows = session().execute(worded(language).where(WasteCode.id.in_(set(ids))))
    return {row.id: WasteCodeView(*row) for row in rows}


@lru_cache(maxsize=LANGUAGES_KEPT)
def worded(language: str) -> Select[int, str, bool, str, str]:
    """Return the query for entries with their label in a language, in the order of `WasteCodeView`."""
    asked, source = aliased(WasteCodeName), aliased(WasteCodeName)
    return (
        select(
            WasteCode.id,
            WasteCode.code,
            WasteCode.hazardous,
            func.coalesce(asked.label, source.label, ""),
            WasteCode.chapter,
        )
        .outerjoin(asked, (asked.waste_code_id == WasteCode.id) & (asked.language == language))
        .outerjoin(source, (source.waste_code_id == WasteCode.id) & (source.language == SOURCE_LANGUAGE))
    )
