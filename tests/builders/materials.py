"""Materials and waste codes to name in a listing."""

from __future__ import annotations

from exchange.materials.queries.materials import MaterialView, material
from exchange.materials.queries.waste_codes import WasteCodeView, waste_code

CARDBOARD = "cardboard"
COFFEE_BAGS = "coffee-bags"
COFFEE_GROUNDS = "coffee-grounds"
PALLETS = "pallets"


def a_material(slug: str = CARDBOARD) -> MaterialView:
    """Return a material of the tree."""
    return material(slug)


def material_id(slug: str = CARDBOARD) -> int:
    """Return the id of a material of the tree."""
    return a_material(slug).id


def a_waste_code(code: str = "15 01 01") -> WasteCodeView:
    """Return an entry of the list of waste."""
    return waste_code(code)
