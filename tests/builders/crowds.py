"""Crowds of listings, and search by brute force over what is known of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from exchange.kernel.geography import Point, squared_chord
from exchange.kernel.identifiers import new_public_id
from exchange.kernel.text import words
from exchange.listings.actions import index
from exchange.listings.models import Listing, Lot
from exchange.listings.queries.search import Criteria
from exchange.materials.models import Material, MaterialName, WasteCode
from exchange.materials.queries.materials import subtree_ids
from exchange.storage.database import transaction
from exchange.territories.models import Territory
from exchange.territories.queries import perimeter_of
from tests.builders.listings import Giver, a_giver, a_site
from tests.houses import NOW

TITLES = (
    "Sacs de café",
    "Palettes Europe",
    "Œufs en carton",
    "Chutes de chêne",
    "Café vert déclassé",
    "ß-Fässer",
)
ODD_POINTS = (
    Point(90, 0),
    Point(-90, 12),
    Point(89.999, -120),
    Point(10, 180),
    Point(10, -180),
    Point(10.01, 179.99),
    Point(-16.8, -179.9),
    Point(0, 0),
)


@dataclass(frozen=True)
class Known:
    """An open listing as the oracle sees it."""

    id: int
    public_id: str
    point: Point
    commune_id: int
    organisation_id: int
    material_id: int
    code: str | None
    remaining_g: int
    words: frozenset[str]
    published_at: datetime
    until: date | None


def a_crowd() -> tuple[list[Known], list[Giver]]:
    """Two hundred listings around Strasbourg, at the ends of the Earth, and on the same spot."""
    chance = random.Random(20_260_316)
    givers = [a_giver(name=f"Donneur {number}") for number in range(3)]
    with transaction() as writing:
        materials = writing.scalars(select(Material.id).order_by(Material.id)).all()
        folded: dict[int, set[str]] = {}
        for key, text in writing.execute(select(MaterialName.material_id, MaterialName.folded)):
            folded.setdefault(key, set()).update(text.split())
        codes = [None, *writing.execute(select(WasteCode.id, WasteCode.code).limit(3)).tuples()]
        communes = writing.scalars(select(Territory.id).where(Territory.level == "commune").limit(40)).all()
        known = []
        for number in range(200):
            spot = chance.random()
            point = (
                chance.choice(ODD_POINTS)
                if spot < 0.15
                else Point(48.58, 7.75)
                if spot < 0.25
                else Point(48.58 + chance.gauss(0, 0.2), 7.75 + chance.gauss(0, 0.3))
            )
            giver = chance.choice(givers)
            assert giver.actor.organisation_id is not None
            site = a_site(giver.actor.organisation_id, chance.choice(communes), point)
            writing.add(site)
            writing.flush()
            code = chance.choice(codes)
            title, material = chance.choice(TITLES), chance.choice(materials)
            mass_g = chance.choice((500, 80_000, 80_000, chance.randrange(1, 5_000_000)))
            listing = Listing(
                public_id=new_public_id(),
                organisation_id=giver.actor.organisation_id,
                site_id=site.id,
                title=title,
                description=f"numéro {number % 7}",
                material_id=material,
                waste_code_id=code[0] if code else None,
                quantity_thousandths=mass_g,
                unit="kg",
                grams_per_unit=1_000,
                available_from=NOW.date(),
                available_until=chance.choice((None, NOW.date() + timedelta(days=chance.randrange(9)))),
                status="published",
                created_at=NOW,
                published_at=NOW - timedelta(minutes=chance.randrange(60)),
            )
            writing.add(listing)
            writing.flush()
            remaining_g = chance.choice((mass_g, mass_g, mass_g // 2))
            writing.add(
                Lot(
                    listing_id=listing.id,
                    available_on=NOW.date(),
                    initial_g=mass_g,
                    remaining_g=remaining_g,
                    held_g=mass_g - remaining_g,
                )
            )
            if remaining_g:
                known.append(
                    Known(
                        listing.id,
                        listing.public_id,
                        point,
                        site.commune_id,
                        listing.organisation_id,
                        material,
                        code[1] if code else None,
                        remaining_g,
                        frozenset({*words(title), *words(listing.description), *folded[material]}),
                        listing.published_at,
                        listing.available_until,
                    )
                )
    assert index.rebuild() == len(known)
    return known, givers


def chord2(one: Point, other: Point) -> float:
    (ax, ay, az), (bx, by, bz) = one.unit_vector, other.unit_vector
    dx, dy, dz = ax - bx, ay - by, az - bz
    return dx * dx + dy * dy + dz * dz


def brute_force(known: list[Known], criteria: Criteria, organisations: dict[str, int]) -> list[Known]:
    begun = words(criteria.q)
    materials = subtree_ids(criteria.material) if criteria.material else None
    communes = perimeter_of(criteria.territory) if criteria.territory else None
    limit = None if criteria.radius_km is None else squared_chord(criteria.radius_km)
    least = -1 if criteria.min_g is None else criteria.min_g
    most = 10**15 if criteria.max_g is None else criteria.max_g
    found = [
        each
        for each in known
        if (criteria.near is None or limit is None or chord2(each.point, criteria.near) <= limit)
        and (materials is None or each.material_id in materials)
        and (communes is None or each.commune_id in communes)
        and (not criteria.organisation or each.organisation_id == organisations[criteria.organisation])
        and (not criteria.waste_code or each.code == criteria.waste_code)
        and all(any(word.startswith(start) for word in each.words) for start in begun)
        and least <= each.remaining_g <= most
    ]
    near = criteria.near
    orders: dict[str, Any] = {
        "distance": lambda each: (chord2(each.point, near), each.id) if near else (0.0, each.id),
        "newest": lambda each: (-each.published_at.timestamp(), -each.id),
        "quantity": lambda each: (-each.remaining_g, -each.id),
        "ending": lambda each: (each.until or date.max, each.id),
    }
    return sorted(found, key=orders[criteria.order])
