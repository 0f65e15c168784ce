from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from exchange.web.materials.forms import WasteCodeSearchForm


@pytest.mark.parametrize(
    ("chosen", "wanted"), [("true", True), ("false", False), ("", None), ("peut-être", None), (None, None)]
)
def test_danger_is_asked_for_excluded_or_left_open(chosen: str | None, wanted: bool | None) -> None:
    form = WasteCodeSearchForm(MultiDict({} if chosen is None else {"hazardous": chosen}))

    assert form.is_hazardous is wanted
