"""A territory's latest exchanges, as anyone may read of them: what, from where to where, in which week."""

from __future__ import annotations

from datetime import timedelta

from exchange.kernel.time import day_in
from exchange.ledger.queries.lines import latest_handovers
from exchange.materials.queries.materials import materials_by_id
from exchange.statistics.figures import Latest
from exchange.statistics.rules import HOUSE_TIME_ZONE
from exchange.territories.queries import names_in, territories_by_id


def latest_of(territory_id: int, language: str) -> tuple[Latest, ...]:
    """Return the latest exchanges out of or into a territory: never a mass, a name or a day."""
    lines = latest_handovers(territory_id)
    materials = materials_by_id({line.material_id for line in lines}, language)
    communes = territories_by_id(
        {line.giver_commune_id for line in lines} | {line.receiver_commune_id for line in lines}
    )
    called, found = names_in(language), []
    for line in lines:
        giver, receiver = communes[line.giver_commune_id], communes[line.receiver_commune_id]
        material = materials[line.material_id]
        day = day_in(line.handed_over_at, giver.time_zone or HOUSE_TIME_ZONE)
        monday = day - timedelta(days=day.weekday())
        from_place, to_place = (called.get(place.key, place.name) for place in (giver, receiver))
        found.append(Latest(material.slug, material.name, from_place, to_place, monday))
    # Within a week, the order of the ledger would tell which exchange came first.
    return tuple(
        sorted(found, key=lambda one: (-one.monday.toordinal(), one.material_name, one.giver_commune))
    )
