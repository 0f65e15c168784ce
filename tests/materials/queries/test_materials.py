from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.materials.errors import MaterialUnknown
from exchange.materials.models import Material
from exchange.materials.queries.materials import (
    MaterialView,
    material,
    materials,
    materials_by_id,
    subtree,
    subtree_ids,
    top_ids,
    tree,
)
from exchange.storage.database import session
from tests.builders.materials import material_id


def test_the_tree_holds_every_material_once_children_under_their_parents(app: Flask) -> None:
    def walk(views: tuple[MaterialView, ...]) -> list[str]:
        return [slug for view in views for slug in (view.slug, *walk(view.children))]

    roots = tree()

    assert sorted(walk(roots)) == sorted(view.slug for view in materials())
    assert all(view.parent is None for view in roots)
    assert all(child.parent == view.slug for view in roots for child in view.children)
    assert roots[0].slug == "paper-and-card"


@pytest.mark.parametrize(
    ("slug", "parent"),
    [
        ("cardboard", "paper-and-card"),
        ("coffee-bags", "composite-packaging"),
        ("coffee-grounds", "organic"),
        ("coffee-chaff", "organic"),
        ("jute-sacks", "textiles"),
        ("pallets", "wood"),
        ("plastic-film", "plastics"),
        ("glass-jars", "glass"),
    ],
)
def test_materials_stand_where_people_look_for_them(app: Flask, slug: str, parent: str) -> None:
    assert material(slug).parent == parent


def test_a_material_suggests_its_waste_codes_and_units_the_most_usual_first(app: Flask) -> None:
    view = material("coffee-bags")

    assert view.name == "Sacs à café"
    assert [code.shown for code in view.waste_codes] == ["15 01 05"]
    assert [unit.unit for unit in view.units][:2] == ["kg", "piece"]
    assert view.units[0].grams_per_unit == 1000
    assert view.units[1].grams_per_unit is None


def test_a_usual_weight_is_marked_as_such(app: Flask) -> None:
    piece = material("jute-sacks").units[0]

    assert (piece.unit, piece.grams_per_unit, piece.basis, piece.source) == ("piece", 700, "usual", None)


def test_the_weight_of_a_standard_object_cites_its_standard(app: Flask) -> None:
    piece = material("pallets").units[0]

    assert (piece.unit, piece.grams_per_unit, piece.basis) == ("piece", 25_000, "published")
    assert "EPAL" in (piece.source or "")


def test_a_material_is_worded_in_the_language_asked_for_and_else_in_french(app: Flask) -> None:
    assert material("cardboard", "en").name == "Cardboard"
    assert "corrugated board" in material("cardboard", "en").synonyms
    assert material("cardboard", "xx") == material("cardboard")


@pytest.mark.parametrize("slug", ["", "Cardboard", "carton", "cardboard ", "\x00"])
def test_an_unknown_material_is_refused(app: Flask, slug: str) -> None:
    with pytest.raises(MaterialUnknown):
        material(slug)


def test_a_subtree_holds_the_material_and_all_below_it(app: Flask) -> None:
    found = {view.slug for view in materials_by_id(subtree_ids("food-surplus")).values()}

    assert found == {"food-surplus", "bread", "fruit-and-vegetables"}
    assert {material_id("bread"), material_id("green-waste")} < subtree_ids("organic")
    assert subtree_ids("cardboard") == {material_id("cardboard")}


def test_a_subtree_can_be_nested_in_another_query(app: Flask) -> None:
    slugs = session().scalars(select(Material.slug).where(Material.id.in_(subtree(material_id("glass")))))

    assert set(slugs) == {"glass", "glass-jars", "flat-glass"}


def test_every_material_has_one_top(app: Flask) -> None:
    tops = top_ids()

    assert tops[material_id("cardboard")] == material_id("paper-and-card")
    assert tops[material_id("furniture")] == material_id("furniture")
    assert len(tops) == len(materials())
