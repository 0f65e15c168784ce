"""The List of Waste as it is browsed: chapters, their sub-chapters, the entries under each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from exchange.kernel.text import words
from exchange.materials.errors import WasteHeadingUnknown
from exchange.materials.models import Material, MaterialWasteCode, WasteCode, WasteHeading
from exchange.materials.queries.materials import MaterialView, materials_by_id
from exchange.materials.queries.waste_codes import WasteCodeView, worded
from exchange.materials.rules import SOURCE_LANGUAGE, chapter_of, is_within, read_asked
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A chapter or sub-chapter; `language` is that of its name, French where the one asked for has none."""

    code: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class SubchapterView:
    """A sub-chapter with its entries, in the order of the list."""

    heading: HeadingView
    entries: tuple[WasteCodeView, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with its sub-chapters, how many entries it has, and how many of them are hazardous."""

    heading: HeadingView
    subchapters: tuple[HeadingView, ...]
    entries: int
    hazardous: int


def headings(language: str = SOURCE_LANGUAGE) -> dict[str, HeadingView]:
    """Return every chapter and sub-chapter by its code, in the order of the list."""
    rows = session().scalars(
        select(WasteHeading)
        .where(WasteHeading.language.in_({language, SOURCE_LANGUAGE}))
        .order_by(WasteHeading.code)
    )
    found: dict[str, HeadingView] = {}
    for row in rows:
        if row.code not in found or row.language == language:
            found[row.code] = HeadingView(row.code, row.label, row.language)
    return found


def chapters(language: str = SOURCE_LANGUAGE) -> tuple[ChapterView, ...]:
    """Return the chapters in the order of the list."""
    known = headings(language)
    marks = session().execute(select(WasteCode.chapter, WasteCode.hazardous)).tuples().all()
    entries = Counter(chapter for chapter, _ in marks)
    hazardous = Counter(chapter for chapter, is_hazardous in marks if is_hazardous)
    below: dict[str, list[HeadingView]] = {code: [] for code in known if code == chapter_of(code)}
    for code, view in known.items():
        if code != chapter_of(code):
            below[chapter_of(code)].append(view)
    return tuple(
        ChapterView(known[code], tuple(subchapters), entries[code], hazardous[code])
        for code, subchapters in below.items()
    )


def subchapters(chapter: str, language: str = SOURCE_LANGUAGE) -> tuple[SubchapterView, ...]:
    """Return the sub-chapters of a chapter (`15`) with their entries, in the order of the list.

    Raises: WasteHeadingUnknown.
    """
    known = [view for code, view in headings(language).items() if chapter_of(code) == chapter != code]
    if not known:
        raise WasteHeadingUnknown
    rows = session().execute(worded(language).where(WasteCode.chapter == chapter).order_by(WasteCode.code))
    entries = [WasteCodeView(*row) for row in rows]
    return tuple(
        SubchapterView(view, tuple(entry for entry in entries if entry.subchapter == view.code))
        for view in known
    )


def suggested_by(waste_code_id: int, language: str = SOURCE_LANGUAGE) -> tuple[MaterialView, ...]:
    """Return the materials that an entry is usual for, in the order of the tree."""
    ids = (
        session()
        .scalars(
            select(Material.id)
            .join(MaterialWasteCode, MaterialWasteCode.material_id == Material.id)
            .where(MaterialWasteCode.waste_code_id == waste_code_id)
            .order_by(Material.position)
        )
        .all()
    )
    found = materials_by_id(ids, language)
    return tuple(found[id_] for id_ in ids)


def headings_named(asked: str, language: str = SOURCE_LANGUAGE) -> tuple[HeadingView, ...]:
    """Return the chapters and sub-chapters that digits begin and whose name holds words, in any language."""
    wanted = read_asked(asked)
    if not (wanted.digits or wanted.words):
        return ()
    rows = session().execute(select(WasteHeading.code, WasteHeading.label)).tuples()
    named = {
        code
        for code, label in rows
        if code.startswith(wanted.digits) and (not wanted.words or is_within(wanted.words, words(label)))
    }
    return tuple(view for code, view in headings(language).items() if code in named)
