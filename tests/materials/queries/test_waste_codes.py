from __future__ import annotations

import pytest
from flask import Flask

from exchange.materials.errors import WasteCodeUnknown
from exchange.materials.queries.waste_codes import waste_code, waste_codes, waste_codes_by_id


@pytest.mark.parametrize("text", ["150110", "15 01 10", "15.01.10", "15 01 10*"])
def test_a_hazardous_code_is_found_with_or_without_its_asterisk(app: Flask, text: str) -> None:
    view = waste_code(text)

    assert (view.shown, view.hazardous, view.chapter) == ("15 01 10*", True, "15")


def test_a_harmless_code_is_worded_in_french(app: Flask) -> None:
    view = waste_code("150105")

    assert (view.shown, view.hazardous) == ("15 01 05", False)
    assert view.name == "Emballages composites (plusieurs matières collées)"
    assert waste_code("150105", "en") == view


@pytest.mark.parametrize("text", ["15 01 05*", "99 99 99", "", "carton"])
def test_an_unknown_code_or_a_wrong_asterisk_is_refused(app: Flask, text: str) -> None:
    with pytest.raises(WasteCodeUnknown):
        waste_code(text)


def test_all_codes_are_listed_in_order_and_found_by_id(app: Flask) -> None:
    listed = waste_codes()

    assert [view.code for view in listed] == sorted(view.code for view in listed)
    assert waste_codes_by_id([listed[0].id, -1]) == {listed[0].id: listed[0]}
