from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.materials.errors import WasteCodeNotHazardous, WasteCodeUnknown
from exchange.materials.queries.waste_codes import waste_code, waste_codes_by_id
from exchange.materials.queries.waste_search import search

SPELLINGS = ("{}{}{}", "{} {} {}", "{}.{}.{}", "{}-{}-{}", " {}\u00a0{}\u202f{} ")


@pytest.mark.parametrize("text", ["150110", "15 01 10", "15.01.10", "15 01 10*"])
def test_a_hazardous_code_is_found_with_or_without_its_asterisk(app: Flask, text: str) -> None:
    view = waste_code(text)

    assert (view.shown, view.hazardous, view.chapter) == ("15 01 10*", True, "15")
    assert (view.subchapter, view.digits) == ("15 01", "150110")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_any_spelling_of_any_entry_finds_that_entry(sqlite_app: Flask, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(search()))
    spelled = data.draw(st.sampled_from(SPELLINGS)).format(*entry.code.split())
    star = data.draw(st.sampled_from(["", "*", " *"])) if entry.hazardous else ""

    assert waste_code(spelled + star) == entry


def test_a_code_is_worded_in_the_language_asked_for_and_else_in_french_which_it_says(app: Flask) -> None:
    french, english, german = (waste_code("150105", language) for language in ("fr", "en", "de"))

    assert (french.name, french.language) == ("Emballages composites (plusieurs matières collées)", "fr")
    assert (english.name, english.language) == (
        "Composite packaging (several materials bonded together)",
        "en",
    )
    assert german == french


@pytest.mark.parametrize("text", ["99 99 99", "15 01 08", "", "carton", "15 01"])
def test_what_is_no_entry_is_refused(app: Flask, text: str) -> None:
    with pytest.raises(WasteCodeUnknown):
        waste_code(text)


def test_an_asterisk_behind_a_harmless_code_is_refused_in_clear(app: Flask) -> None:
    with pytest.raises(WasteCodeNotHazardous) as refused:
        waste_code("15.01.05*")

    assert (refused.value.code, refused.value.at) == ("waste-code-not-hazardous", "waste_code")
    assert refused.value.values == {"code": "15 01 05"}


def test_entries_are_read_by_id(app: Flask) -> None:
    view = waste_code("17 01 01")

    assert waste_codes_by_id([view.id, -1]) == {view.id: view}
