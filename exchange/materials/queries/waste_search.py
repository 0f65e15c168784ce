"""Which entries of the List of Waste somebody means, by the beginning of a code and words of any language."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from exchange.kernel.text import words
from exchange.materials.errors import WasteCodeNotHazardous, WasteHeadingUnknown
from exchange.materials.models import MaterialWasteCode, WasteCode, WasteHeading
from exchange.materials.queries.materials import material
from exchange.materials.queries.waste_codes import WasteCodeView, worded
from exchange.materials.rules import (
    SOURCE_LANGUAGE,
    AskedOfList,
    chapter_of,
    is_within,
    nearness_to_entry,
    parse_heading,
    read_asked,
)
from exchange.storage.database import session

_WHOLE = 8
"""Signs of a whole code, spaces included."""

_THE_REST = " 99"
"""How the entries end that take what no other entry of their sub-chapter names."""

_ALIKE = 3
"""Letters that all forms of a word begin with: what does not hold them is not even read."""

_Entries = Select[int, str, bool, str, str, str]


def search(
    asked: str = "",
    language: str = SOURCE_LANGUAGE,
    *,
    chapter: str = "",
    subchapter: str = "",
    hazardous: bool | None = None,
    usual_for: str = "",
) -> tuple[WasteCodeView, ...]:
    """Return the entries that match all that is given, whatever is left empty matching all.

    `asked` holds words, in any language, and digits that begin a code; `chapter` and `subchapter` may be
    spelled in any usual way; `usual_for` is the slug of a material. Entries whose own label holds the
    words come before those that only stand near them: in the sub-chapter's heading, in a word of the
    trade, in a wording of a material that suggests them; a chapter's heading is asked last. Else the
    order is that of the list; of a material's codes, the most usual first.

    Raises: WasteHeadingUnknown, MaterialUnknown; WasteCodeNotHazardous for an asterisk behind a code
    that carries none.
    """
    wanted = read_asked(asked)
    if asked.strip() and not (wanted.digits or wanted.words):
        return ()
    entries = worded(language)
    if usual_for:
        entries = (
            entries.join(MaterialWasteCode, MaterialWasteCode.waste_code_id == WasteCode.id)
            .where(MaterialWasteCode.material_id == material(usual_for, language).id)
            .order_by(MaterialWasteCode.position)
        )
    begun = [wanted.digits, _known(chapter, "chapter"), _known(subchapter, "subchapter")]
    entries = entries.where(*(WasteCode.code.startswith(part) for part in begun if part))
    if hazardous is not None:
        entries = entries.where(WasteCode.hazardous == hazardous)
    entries = entries.order_by(WasteCode.code)
    if wanted.words:
        found = _nearest(entries, wanted.words) or _of_chapters(entries, wanted.words)
    else:
        found = tuple(WasteCodeView(*row) for row in session().execute(entries))
    return _marked(wanted, found)


def suggestions(
    asked: str, usual_for: str = "", language: str = SOURCE_LANGUAGE, limit: int = 8
) -> tuple[WasteCodeView, ...]:
    """Return the entries to offer to somebody who types a code or words: those usual for a material first.

    The hazardous, which are never published, come last. Without a text the material's alone are offered;
    what cannot be understood suggests nothing.

    Raises: MaterialUnknown.
    """
    usual = material(usual_for, language).waste_codes if usual_for else ()
    if not asked.strip():
        return usual[:limit]
    try:
        found = search(asked, language)
    except WasteCodeNotHazardous:
        return ()
    first = {view.id for view in usual}
    return tuple(sorted(found, key=lambda view: (view.id not in first, view.hazardous))[:limit])


def _nearest(entries: _Entries, asked: Sequence[str]) -> tuple[WasteCodeView, ...]:
    """Return the entries that words mean, nearest first; the database only leaves out what cannot be."""
    possible = entries.add_columns(WasteCode.folded, WasteCode.folded_around).where(
        *(
            or_(WasteCode.folded.contains(word[:_ALIKE]), WasteCode.folded_around.contains(word[:_ALIKE]))
            for word in asked
        )
    )
    near = []
    for *columns, own, around in session().execute(possible):
        nearness = nearness_to_entry(asked, own.split(), around.split())
        if nearness is not None:
            rank, fineness = nearness
            view = WasteCodeView(*columns)
            near.append((rank, view.code.endswith(_THE_REST), fineness, view))
    return tuple(view for *_, view in sorted(near, key=lambda one: one[:3]))


def _of_chapters(entries: _Entries, asked: Sequence[str]) -> tuple[WasteCodeView, ...]:
    """Return the entries of the chapters whose heading says words, in any language."""
    headings = session().execute(select(WasteHeading.code, WasteHeading.label)).tuples()
    named = {code for code, label in headings if code == chapter_of(code) and is_within(asked, words(label))}
    rows = session().execute(entries.where(WasteCode.chapter.in_(named)))
    return tuple(WasteCodeView(*row) for row in rows)


def _known(text: str, field: str) -> str:
    """Return the heading that a text spells, "" for none. Raises: WasteHeadingUnknown beside its field."""
    if not text.strip():
        return ""
    try:
        heading = parse_heading(text)
    except WasteHeadingUnknown as error:
        raise WasteHeadingUnknown(at=field) from error
    if session().scalar(select(WasteHeading.code).where(WasteHeading.code == heading).limit(1)) is None:
        raise WasteHeadingUnknown(at=field)
    return heading


def _marked(wanted: AskedOfList, found: tuple[WasteCodeView, ...]) -> tuple[WasteCodeView, ...]:
    """Return those that bear the asterisk asked for. Raises: WasteCodeNotHazardous for a whole code."""
    if not wanted.starred:
        return found
    if len(wanted.digits) == _WHOLE and any(not view.hazardous for view in found):
        raise WasteCodeNotHazardous(code=wanted.digits)
    return tuple(view for view in found if view.hazardous)
