"""Icons and pictograms are drawn inline, in the colour of the words around them, and say nothing twice."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from importlib.resources import files
from typing import Any

import pytest

from exchange.settings import assets
from exchange.web.drawings import GENERIC, icon, mark, pictogram

DRAWINGS = sorted((assets("static") / "img" / "materials").glob("*.svg"))


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in icon("search")
    named = icon("plus-lg", 'Publier "ici"')
    assert 'role="img"' in named
    assert 'aria-label="Publier &#34;ici&#34;"' in named
    assert "aria-hidden" not in named


def test_an_unknown_icon_is_a_fault() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_every_material_has_a_drawing_of_its_own_and_no_drawing_is_idle() -> None:
    book = json.loads((files("exchange.materials") / "data/materials.json").read_text("utf-8"))
    slugs = [row["slug"] for row in book["materials"]]

    assert sorted([*slugs, GENERIC]) == sorted(path.stem for path in DRAWINGS)
    assert len({pictogram(name) for name in (*slugs, GENERIC)}) == len(slugs) + 1


@pytest.mark.parametrize("slug", ["unheard-of", "../mark", "", "é"])
def test_anything_else_gets_the_generic_drawing(slug: str) -> None:
    assert pictogram(slug) == pictogram(GENERIC)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_pictogram_is_sound_and_takes_its_colour_from_the_page(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert ET.fromstring(text).get("viewBox") == "0 0 48 48"  # noqa: S314 - a file of this house
    assert "#" not in text
    assert "style" not in text
    assert 'stroke="currentColor" stroke-width="2.4"' in text  # one hand drew them all


def test_the_mark_is_decoration() -> None:
    assert mark().startswith('<svg class="brand-mark" aria-hidden="true"')
