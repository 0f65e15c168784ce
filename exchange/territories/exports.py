"""What is handed to the geocoder: every name, postcode and point of today's communes."""

from __future__ import annotations

from sys import intern
from typing import Any

from sqlalchemy import select

from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer, Part
from exchange.gateways.geocoder.gazetteer import Postcode as KnownPostcode
from exchange.kernel.geography import Point
from exchange.storage.database import session
from exchange.territories.models import CommunePart, Perimeter, Postcode, Territory, TerritoryName


def gazetteer() -> Gazetteer:
    """Return the communes of today as the offline geocoder needs them; empty before the first loading."""
    aliases: dict[int, list[str]] = {}
    for id_, name in session().execute(select(TerritoryName.territory_id, TerritoryName.name)).tuples():
        aliases.setdefault(id_, []).append(name)
    contexts, countries = _departements(), _countries()
    # Texts that stand in many rows are kept once: a process holds its gazetteer for as long as it lives.
    communes = {
        row.id: Commune(
            key=row.key,
            name=row.name,
            country=intern(row.country),
            context=contexts.get(row.id) or countries.get(row.country, row.country),
            point=Point(row.latitude, row.longitude),
            population=row.population or 0,
            aliases=tuple(sorted(aliases.get(row.id, ()))),
        )
        for row in session().execute(
            select(
                Territory.id,
                Territory.key,
                Territory.name,
                Territory.country,
                Territory.latitude,
                Territory.longitude,
                Territory.population,
            ).where(Territory.level == "commune", Territory.valid_until.is_(None))
        )
    }
    postcodes = [
        KnownPostcode(
            intern(row.country),
            intern(row.postcode),
            communes[row.commune_id].key,
            intern(row.locality),
            _point(row),
        )
        for row in session().execute(select(Postcode.__table__).order_by(Postcode.id))
        if row.commune_id in communes
    ]
    parts = [
        Part(communes[row.commune_id].key, row.name, row.kind)
        for row in session().execute(select(CommunePart.__table__).where(CommunePart.name != ""))
        if row.commune_id in communes
    ]
    return Gazetteer(communes.values(), postcodes, parts)


def _departements() -> dict[int, str]:
    """Return the name of each commune's département, by the commune's id."""
    level = Territory.level == "departement"
    names = dict(session().execute(select(Territory.id, Territory.name).where(level)).tuples().all())
    pairs = select(Perimeter.commune_id, Perimeter.territory_id).where(
        Perimeter.valid_until.is_(None), Perimeter.territory_id.in_(names)
    )
    return {commune: names[departement] for commune, departement in session().execute(pairs).tuples()}


def _countries() -> dict[str, str]:
    """Return the names of countries by their codes."""
    rows = select(Territory.code, Territory.name).where(Territory.level == "country")
    return dict(session().execute(rows).tuples().all())


def _point(row: Any) -> Point | None:
    return None if row.latitude is None else Point(row.latitude, row.longitude)
