"""What can be read of an entry of the European List of Waste: by any spelling of its code, or by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, bindparam, case, func, literal, select
from sqlalchemy.orm import aliased

from exchange.materials.errors import WasteCodeNotHazardous, WasteCodeUnknown
from exchange.materials.models import WasteCode, WasteCodeName
from exchange.materials.rules import SOURCE_LANGUAGE, parse_waste_code, shown, subchapter_of
from exchange.storage.database import session

LANGUAGES_KEPT = 8
"""Languages whose questions are kept put together: building one costs more than asking it."""


@dataclass(frozen=True, slots=True)
class WasteCodeView:
    """An entry of the European List of Waste; `shown` carries the asterisk of the hazardous ones.

    `language` is that of its name, which is the French one where the language asked for has none.
    """

    id: int
    code: str
    hazardous: bool
    name: str
    chapter: str
    language: str

    @property
    def shown(self) -> str:
        """The code as it is printed: `15 01 05`, `15 01 10*`."""
        return shown(self.code, hazardous=self.hazardous)

    @property
    def subchapter(self) -> str:
        """The sub-chapter it stands in: `15 01`."""
        return subchapter_of(self.code)

    @property
    def digits(self) -> str:
        """The code as addresses spell it: `150105`."""
        return self.code.replace(" ", "")


def waste_code(text: str, language: str = SOURCE_LANGUAGE) -> WasteCodeView:
    """Return the entry that a text spells in any usual way; digits alone may name a hazardous one.

    Raises: WasteCodeUnknown; WasteCodeNotHazardous for an asterisk behind a code that carries none.
    """
    written = parse_waste_code(text)
    row = session().execute(_spelled(language), {"code": written.code}).first()
    if row is None:
        raise WasteCodeUnknown
    if written.starred and not row.hazardous:
        raise WasteCodeNotHazardous(code=written.code)
    return WasteCodeView(*row)


def waste_codes_by_id(ids: Iterable[int], language: str = SOURCE_LANGUAGE) -> dict[int, WasteCodeView]:
    """Return entries by their id; unknown ids are left out."""
    rows = session().execute(worded(language).where(WasteCode.id.in_(set(ids))))
    return {row.id: WasteCodeView(*row) for row in rows}


@lru_cache(maxsize=LANGUAGES_KEPT)
def worded(language: str) -> Select[int, str, bool, str, str, str]:
    """Return the query for entries with their label in a language, in the order of `WasteCodeView`."""
    asked, source = aliased(WasteCodeName), aliased(WasteCodeName)
    return (
        select(
            WasteCode.id,
            WasteCode.code,
            WasteCode.hazardous,
            func.coalesce(asked.label, source.label, ""),
            WasteCode.chapter,
            case((asked.label.is_not(None), literal(language)), else_=literal(SOURCE_LANGUAGE)),
        )
        .outerjoin(asked, (asked.waste_code_id == WasteCode.id) & (asked.language == language))
        .outerjoin(source, (source.waste_code_id == WasteCode.id) & (source.language == SOURCE_LANGUAGE))
    )


@lru_cache(maxsize=LANGUAGES_KEPT)
def _spelled(language: str) -> Select[int, str, bool, str, str, str]:
    return worded(language).where(WasteCode.code == bindparam("code"))
