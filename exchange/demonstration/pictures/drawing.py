"""Which drawing belongs to which name."""

from __future__ import annotations

from collections.abc import Callable

from exchange.demonstration.pictures import packaging, raw
from exchange.demonstration.pictures.scene import Scene

MOTIFS: dict[str, Callable[[Scene], None]] = {
    "bread": raw.bread,
    "cardboard": packaging.cardboard,
    "chairs": raw.chairs,
    "coffee_bags": packaging.coffee_bags,
    "coffee_chaff": raw.coffee_chaff,
    "coffee_grounds": raw.coffee_grounds,
    "fabric_offcuts": raw.fabric_offcuts,
    "film": packaging.film,
    "glass_jars": packaging.glass_jars,
    "jute_sacks": packaging.jute_sacks,
    "metal": raw.metal,
    "pallets": packaging.pallets,
    "paper": packaging.paper,
    "spent_grain": raw.spent_grain,
    "wood_offcuts": raw.wood_offcuts,
}


def draw(motif: str, seed: int) -> bytes:
    """Return the PNG of a motif; the same seed always gives the same bytes."""
    scene = Scene(seed)
    MOTIFS[motif](scene)
    return scene.png()
