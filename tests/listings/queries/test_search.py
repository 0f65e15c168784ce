"""Search held to brute force on both databases: the same total, the same order, page after page."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange.kernel.errors import Refusals
from exchange.kernel.geography import Point, km_from_squared_chord, squared_chord
from exchange.kernel.identifiers import new_public_id
from exchange.kernel.paging import CursorInvalid, encode_cursor
from exchange.kernel.text import words
from exchange.listings.actions import index, steps
from exchange.listings.models import Listing, Lot
from exchange.listings.queries.cards import Card
from exchange.listings.queries.faults import faults
from exchange.listings.queries.search import Criteria, count, search
from exchange.materials.models import Material, MaterialName, WasteCode
from exchange.materials.queries import subtree_ids
from exchange.storage.database import session, transaction
from exchange.territories.models import Territory
from exchange.territories.queries import perimeter_of
from tests.builders.listings import STRASBOURG, Giver, a_giver, a_listing, a_site, the_lot
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


@pytest.fixture
def crowd(app: Flask) -> tuple[list[Known], list[Giver]]:
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


points = st.one_of(
    st.sampled_from([Point(48.58, 7.75), *ODD_POINTS]),
    st.builds(Point, st.floats(48, 49), st.floats(7, 8.5)),
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
)
criteria_drawn = st.builds(
    Criteria,
    near=st.one_of(st.none(), points),
    radius_km=st.one_of(st.none(), st.floats(0.1, 500), st.sampled_from([0.1, 5.0, 25.0, 500.0])),
    material=st.sampled_from(["", "", "", "wood", "organic", "cardboard", "plastics"]),
    q=st.sampled_from(["", "", "cafe", "CAFÉ vert", "oeuf", "pal eur", "numero 3", "ss fass", "zzz", "!!!"]),
    min_g=st.one_of(st.none(), st.integers(0, 200_000)),
    max_g=st.one_of(st.none(), st.integers(200_000, 5_000_000)),
    territory=st.sampled_from(["", "", "epci:246700488", "country:FR", "commune:67482"]),
    waste_code=st.sampled_from(["", "", "", "15 01 01"]),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    criteria=criteria_drawn,
    sort=st.sampled_from(["", "newest", "quantity", "ending", "distance"]),
    data=st.data(),
)
def test_search_finds_what_brute_force_finds_in_the_same_order(
    crowd: tuple[list[Known], list[Giver]], criteria: Criteria, sort: str, data: st.DataObject
) -> None:
    known, givers = crowd
    organisations = {giver.slug: giver.actor.organisation_id or 0 for giver in givers}
    criteria = replace(
        criteria,
        sort="" if sort == "distance" and criteria.near is None else sort,
        organisation=data.draw(st.sampled_from(["", "", *organisations])),
    )
    expected = brute_force(known, criteria, organisations)
    assert count(criteria) == len(expected)
    found: list[Card] = []
    cursor = None
    limit = data.draw(st.sampled_from([1, 7, 50]) if len(expected) < 40 else st.sampled_from([20, 100]))
    while True:
        page = search(criteria, limit=limit, cursor=cursor)
        assert page.total == len(expected)
        found.extend(page.items)
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert [card.public_id for card in found] == [each.public_id for each in expected]
    assert [card.mass_g for card in found] == [each.remaining_g for each in expected]
    for card, each in zip(found, expected, strict=True):
        if criteria.near is None:
            assert card.distance_km is None
        else:
            assert card.distance_km == km_from_squared_chord(chord2(each.point, criteria.near))


def test_distances_start_from_the_public_point(app: Flask) -> None:
    giver = a_giver(public_point=Point(48.6, 7.75))
    a_listing(giver)
    (card,) = search(Criteria(near=Point(48.6, 7.75), radius_km=0.1)).items
    assert card.distance_km == 0.0
    assert card.point == Point(48.6, 7.75)


def test_the_index_stays_true_whatever_happens_to_listings(app: Flask) -> None:
    chance = random.Random(7)
    giver = a_giver()
    listings = [a_listing(giver) for _ in range(6)]
    from exchange.listings.actions import mass

    for number in range(60):
        listing = chance.choice(listings)
        lot = the_lot(giver, listing)
        verb = chance.choice(("hold", "release", "pause", "resume", "adjust", "collect"))
        if verb == "hold" and lot.remaining_g:
            mass.hold(lot.id, chance.randint(1, lot.remaining_g), claim=f"c{number}", by="p", now=NOW)
        elif verb == "release" and lot.held_g:
            mass.release(lot.id, chance.randint(1, lot.held_g), claim=f"c{number}", by="p", now=NOW)
        elif verb == "adjust":
            mass.adjust(lot.id, chance.randint(-lot.remaining_g, 50_000), by="p", now=NOW)
        elif verb == "collect" and lot.held_g:
            net_g = chance.randint(0, lot.held_g + 80_000)
            mass.collect(
                lot.id, held_g=lot.held_g, net_g=net_g, refused_g=0, lost_g=0, claim="c", by="p", now=NOW
            )
        elif verb == "pause" and lot.status == "published":
            steps.pause(giver.actor, listing, now=NOW)
        elif verb == "resume" and lot.status == "paused":
            steps.resume(giver.actor, listing, now=NOW)
        assert list(faults()) == []
    open_now = {each for each in listings if the_lot(giver, each).is_open}
    assert {card.public_id for card in search(Criteria()).items} == open_now


def test_a_site_that_moves_and_an_organisation_suspended_take_their_listings_along(app: Flask) -> None:
    from exchange.organisations.models import Organisation, Site

    giver = a_giver(public_point=Point(48.6, 7.75))
    listing = a_listing(giver)
    with transaction() as writing:
        writing.get_one(Site, giver.site_id).public_latitude = 48.7
        assert next(iter(faults())).found == "the index differs in: point"
        index.refresh_site(giver.site_id)
    assert search(Criteria(near=Point(48.7, 7.75), radius_km=1)).total == 1
    organisation_id = giver.actor.organisation_id
    assert organisation_id is not None
    with transaction() as writing:
        writing.get_one(Organisation, organisation_id).status = "suspended"
        index.refresh_organisation(organisation_id)
    assert search(Criteria()).total == 0
    assert not the_lot(giver, listing).is_open
    with transaction() as writing:
        writing.get_one(Organisation, organisation_id).status = "active"
        index.refresh_organisation(organisation_id)
    assert search(Criteria()).total == 1


@pytest.mark.parametrize(
    ("criteria", "told"),
    [
        (Criteria(near=Point(0, 0), radius_km=0.05), {"radius_km": "search-radius-out-of-range"}),
        (Criteria(near=Point(0, 0), radius_km=float("nan")), {"radius_km": "search-radius-out-of-range"}),
        (Criteria(sort="distance"), {"sort": "search-place-needed"}),
        (Criteria(sort="price"), {"sort": "listing-choice-unknown"}),
        (Criteria(kind="gift"), {"kind": "listing-choice-unknown"}),
        (Criteria(material="unobtainium"), {"material": "material-unknown"}),
        (Criteria(waste_code="abc"), {"waste_code": "waste-code-unknown"}),
        (Criteria(territory="commune:00000"), {"territory": "territory-unknown"}),
        (Criteria(organisation="nobody"), {"organisation": "search-organisation-unknown"}),
        (Criteria(q="x" * 201), {"q": "listing-text-too-long"}),
        (Criteria(min_g=10, max_g=5), {"max_kg": "search-masses-disordered"}),
        (
            Criteria(min_g=-1, max_g=10**14),
            {"min_kg": "search-mass-out-of-range", "max_kg": "search-mass-out-of-range"},
        ),
    ],
)
def test_each_faulty_criterion_is_told_beside_its_field(
    sqlite_app: Flask, criteria: Criteria, told: dict[str, str]
) -> None:
    with pytest.raises(Refusals) as caught:
        search(criteria)
    assert {refusal.at: refusal.code for refusal in caught.value.refusals} == told


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        encode_cursor("newest", "2026-03-16T09:30:00", 1),
        encode_cursor("newest", "yesterday", 1),
        encode_cursor("newest", "2026-03-16T09:30:00+00:00", 10**30),
        encode_cursor("distance", 0.5, 1),
        encode_cursor("newest", 3, 1),
    ],
)
def test_a_made_up_cursor_is_refused(app: Flask, cursor: str) -> None:
    a_listing(a_giver())
    with pytest.raises(CursorInvalid):
        search(Criteria(), cursor=cursor)


def test_nothing_is_known_of_listings_that_are_not_open(app: Flask) -> None:
    giver = a_giver()
    listing = a_listing(giver, waste_code="15 01 01")
    assert search(Criteria(waste_code="150101", territory=STRASBOURG, organisation=giver.slug)).total == 1
    steps.close(giver.actor, listing, now=NOW)
    assert search(Criteria()).items == ()
    assert session().scalars(select(Listing.status)).one() == "closed"
