from __future__ import annotations

import pytest
from flask import Flask

from exchange.materials.errors import WasteHeadingUnknown
from exchange.materials.queries.waste_codes import waste_code
from exchange.materials.queries.waste_search import search
from exchange.materials.queries.waste_tree import chapters, headings, subchapters, suggested_by


def test_the_chapters_hold_every_subchapter_and_count_every_entry(app: Flask) -> None:
    tree = chapters()

    assert [view.heading.code for view in tree] == [f"{number:02}" for number in range(1, 21)]
    assert sum(len(view.subchapters) for view in tree) == 111
    assert sum(view.entries for view in tree) == 842
    assert sum(view.hazardous for view in tree) == 408
    assert all(below.code.startswith(view.heading.code) for view in tree for below in view.subchapters)


def test_a_chapter_holds_its_entries_under_their_subchapters(app: Flask) -> None:
    found = subchapters("15")

    assert [view.heading.code for view in found] == ["15 01", "15 02"]
    assert [entry.code for view in found for entry in view.entries] == [view.code for view in search("15")]


@pytest.mark.parametrize("chapter", ["00", "21", "", "15 01", "xx"])
def test_an_unknown_chapter_is_refused(app: Flask, chapter: str) -> None:
    with pytest.raises(WasteHeadingUnknown):
        subchapters(chapter)


def test_headings_are_worded_in_three_languages_and_else_in_french(app: Flask) -> None:
    named = {language: headings(language)["15 01"] for language in ("fr", "en", "de", "xx")}

    assert {language: view.name for language, view in named.items()} == {
        "fr": "Emballages",
        "en": "Packaging",
        "de": "Verpackungen",
        "xx": "Emballages",
    }
    assert named["xx"].language == "fr"


def test_the_materials_that_suggest_a_code_stand_in_the_order_of_the_tree(app: Flask) -> None:
    slugs = [view.slug for view in suggested_by(waste_code("15 01 05").id)]

    assert slugs == ["composite-packaging", "coffee-bags"]
    assert suggested_by(waste_code("13 01 01").id) == ()
