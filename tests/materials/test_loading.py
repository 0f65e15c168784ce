from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import exchange.materials
from exchange.kernel.units import UNITS
from exchange.materials.loading import load
from exchange.materials.models import (
    BASES,
    Material,
    MaterialLineage,
    MaterialName,
    MaterialUnit,
    MaterialWasteCode,
    WasteCode,
    WasteCodeName,
    WasteHeading,
)
from exchange.materials.queries.materials import material, subtree_ids
from exchange.materials.queries.waste_codes import waste_code
from exchange.materials.queries.waste_search import search
from exchange.storage.database import session

NOW = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)
DATA = Path(exchange.materials.__path__[0]) / "data"
BOOK: dict[str, Any] = json.loads((DATA / "materials.json").read_text(encoding="utf-8"))


PUBLISHED = """
    paper-and-card cardboard paper wood pallets wood-offcuts plastics plastic-film rigid-plastics
    composite-packaging coffee-bags organic coffee-grounds coffee-chaff food-surplus green-waste textiles
    jute-sacks fabric-offcuts glass glass-jars metals steel aluminium furniture mineral electrical
"""
"""The slugs of the first release: they are in addresses, exports and listings of others."""


def everything() -> dict[str, list[tuple[object, ...]]]:
    models = (
        Material, MaterialName, MaterialLineage, MaterialUnit, MaterialWasteCode, WasteCode, WasteCodeName,
        WasteHeading,
    )  # fmt: skip
    return {
        model.__tablename__: sorted(map(tuple, session().execute(select(model.__table__))), key=repr)
        for model in models
    }


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a copy of the committed files, to be changed."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def depth(material_id: int, parents: dict[int, int | None]) -> int:
    above = parents[material_id]
    return 1 if above is None else 1 + depth(above, parents)


def rewrite(folder: Path, book: dict[str, Any]) -> None:
    (folder / "materials.json").write_text(json.dumps(book), encoding="utf-8")


def copied() -> dict[str, Any]:
    book: dict[str, Any] = json.loads(json.dumps(BOOK))
    return book


def test_loading_twice_changes_nothing(app: Flask) -> None:
    before = everything()

    loaded = load(NOW)

    assert loaded.materials == len(BOOK["materials"])
    assert everything() == before


def test_the_closure_holds_each_material_under_itself_and_under_its_ancestors(app: Flask) -> None:
    lineages = set(
        session().execute(select(MaterialLineage.ancestor_id, MaterialLineage.descendant_id)).tuples()
    )
    parents = dict(session().execute(select(Material.id, Material.parent_id)).tuples().all())

    assert {(id_, id_) for id_ in parents} <= lineages
    assert {(parent, id_) for id_, parent in parents.items() if parent} <= lineages
    assert len(lineages) == sum(depth(id_, parents) for id_ in parents)


def test_every_weight_has_a_basis_and_every_published_one_its_source(app: Flask) -> None:
    for unit in session().scalars(select(MaterialUnit)):
        assert unit.unit in UNITS
        assert (unit.grams_per_unit is None) == (unit.basis is None)
        assert unit.basis in {*BASES, None}
        assert (unit.basis == "published") == (unit.source is not None)


@pytest.mark.parametrize(
    ("slug", "kg_per_m3"),
    [
        ("cardboard", 63), ("pallets", 100), ("paper", 145), ("glass", 225), ("food-surplus", 235),
        ("textiles", 89), ("plastics", 24), ("plastic-film", 21), ("steel", 133), ("concrete", 510),
        ("wood", 100), ("green-waste", 148), ("glass-jars", 225), ("fruit-and-vegetables", 235),
    ],
)  # fmt: skip
def test_published_densities_are_those_of_the_publication(app: Flask, slug: str, kg_per_m3: int) -> None:
    unit = next(unit for unit in material(slug).units if unit.unit == "m3")

    assert (unit.grams_per_unit, unit.basis) == (kg_per_m3 * 1000, "published")
    assert "EPA" in (unit.source or "")


def test_every_waste_code_has_its_chapter_and_a_french_label(app: Flask) -> None:
    labels = dict(
        session()
        .execute(
            select(WasteCodeName.waste_code_id, WasteCodeName.label).where(WasteCodeName.language == "fr")
        )
        .tuples()
        .all()
    )
    for code in session().scalars(select(WasteCode)):
        assert code.chapter == code.code[:2]
        assert labels[code.id].strip()


def test_no_material_suggests_a_hazardous_code(app: Flask) -> None:
    suggested = (
        select(WasteCode.code)
        .join(MaterialWasteCode, MaterialWasteCode.waste_code_id == WasteCode.id)
        .where(WasteCode.hazardous)
    )

    assert session().scalars(suggested).all() == []
    assert waste_code("15 01 10").hazardous


def test_every_material_is_worded_in_three_languages_and_suggests_a_code_and_a_unit() -> None:
    for row in BOOK["materials"]:
        assert list(row["names"]) == ["fr", "en", "de"], row["slug"]
        assert all(wording["name"] for wording in row["names"].values()), row["slug"]
        assert row["waste_codes"], row["slug"]
        assert row["units"], row["slug"]


def test_the_tree_has_some_sixty_materials_and_keeps_every_slug_once_published() -> None:
    slugs = [row["slug"] for row in BOOK["materials"]]

    assert len(slugs) == len(set(slugs)) == 68
    assert set(PUBLISHED.split()) <= set(slugs)
    assert sum(row["parent"] is None for row in BOOK["materials"]) == 12


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_no_two_materials_bear_one_name_and_none_lists_a_word_twice(language: str) -> None:
    wordings = [row["names"][language] for row in BOOK["materials"]]
    names = [wording["name"].casefold() for wording in wordings]

    assert len(names) == len(set(names))
    for wording in wordings:
        said = [wording["name"], *wording["synonyms"]]
        assert len(said) == len(set(said)) > 4, said
        assert not any(";" in text or "|" in text or text != text.strip() for text in said), said


def test_a_renamed_material_keeps_its_row(app: Flask, changed: Path) -> None:
    row_id, book = material("cardboard").id, copied()
    next(row for row in book["materials"] if row["slug"] == "cardboard")["names"]["fr"]["name"] = (
        "Cartons pliés"
    )
    rewrite(changed, book)

    load(NOW, changed)

    assert (material("cardboard").id, material("cardboard").name) == (row_id, "Cartons pliés")


def test_a_material_moved_in_the_tree_is_found_under_its_new_parent_only(app: Flask, changed: Path) -> None:
    book = copied()
    moved = next(row for row in book["materials"] if row["slug"] == "coffee-bags")
    moved["parent"] = "paper-and-card"
    rewrite(changed, book)

    load(NOW, changed)

    coffee_bags = material("coffee-bags").id
    assert coffee_bags in subtree_ids("paper-and-card")
    assert coffee_bags not in subtree_ids("composite-packaging")


def test_a_material_that_the_files_no_longer_name_stays(app: Flask, changed: Path) -> None:
    book = copied()
    book["materials"] = [row for row in book["materials"] if row["slug"] != "shelving"]
    rewrite(changed, book)

    load(NOW, changed)

    shelving = material("shelving")
    assert shelving.name == "Étagères et rangements"
    assert shelving.id in subtree_ids("furniture")


def test_suggestions_that_the_files_no_longer_make_are_gone(app: Flask, changed: Path) -> None:
    book = copied()
    cardboard = next(row for row in book["materials"] if row["slug"] == "cardboard")
    cardboard["units"], cardboard["waste_codes"] = [{"unit": "kg"}], ["15 01 01"]
    rewrite(changed, book)

    load(NOW, changed)

    assert [unit.unit for unit in material("cardboard").units] == ["kg"]
    assert [code.code for code in material("cardboard").waste_codes] == ["15 01 01"]


def test_a_label_and_a_mark_that_changed_keep_their_row(app: Flask, changed: Path) -> None:
    before = waste_code("15 01 05")
    file = changed / "waste_codes.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(place for place, row in enumerate(rows) if row.startswith("15 01 05,"))
    rows[place] = "15 01 05,1,Sacs souillés,Soiled bags,Kaffeetüten\n"
    file.write_text("".join(rows), encoding="utf-8")

    load(NOW, changed)

    after = waste_code("15 01 05")
    assert (after.id, after.shown, after.name) == (before.id, "15 01 05*", "Sacs souillés")
    assert waste_code("15 01 05", "en").name == "Soiled bags"
    assert [view.code for view in search("kaffeetüten", hazardous=True)] == ["15 01 05"]


def test_a_code_that_the_files_no_longer_name_stays(app: Flask, changed: Path) -> None:
    file = changed / "waste_codes.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(row for row in rows if not row.startswith("13 01 01,")), encoding="utf-8")

    load(NOW, changed)

    assert waste_code("13 01 01").name == "Huiles hydrauliques aux PCB"
