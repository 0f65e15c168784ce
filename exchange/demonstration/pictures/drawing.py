"""Which drawing belongs to which name."""

from __future__ import annotations

from collections.abc import Callable

from exchange.demonstration.pictures import building, containers, furnishing, grown, packaging, raw, soft
from exchange.demonstration.pictures.scene import Scene

MOTIFS: dict[str, Callable[[Scene], None]] = {
    drawn.__name__: drawn
    for drawn in (
        building.aluminium,
        building.beams,
        building.bricks,
        building.cables,
        building.flat_glass,
        building.insulation,
        building.plasterboard,
        building.soil,
        building.tiles,
        building.wood_panels,
        containers.big_bags,
        containers.bottles,
        containers.canisters,
        containers.cans,
        containers.crates_plastic,
        containers.crates_wood,
        containers.drums,
        containers.tubes,
        furnishing.appliances,
        furnishing.books,
        furnishing.computers,
        furnishing.desks,
        furnishing.lamps,
        furnishing.scenography,
        furnishing.shelves,
        grown.fruit,
        grown.green_waste,
        grown.pomace,
        grown.sawdust,
        grown.vegetables,
        packaging.cardboard,
        packaging.coffee_bags,
        packaging.film,
        packaging.glass_jars,
        packaging.jute_sacks,
        packaging.pallets,
        packaging.paper,
        raw.bread,
        raw.chairs,
        raw.coffee_chaff,
        raw.coffee_grounds,
        raw.fabric_offcuts,
        raw.metal,
        raw.spent_grain,
        raw.wood_offcuts,
        soft.acrylic,
        soft.clothing,
        soft.foam,
        soft.paint,
        soft.polystyrene,
        soft.tarpaulins,
        soft.yarn,
    )
}


def draw(motif: str, seed: int) -> bytes:
    """Return the PNG of a motif; the same seed always gives the same bytes."""
    scene = Scene(seed)
    MOTIFS[motif](scene)
    return scene.png()
