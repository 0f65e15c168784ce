"""Search held to brute force on both databases: the same total, the same order, page after page."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange.kernel.errors import Refusals
from exchange.kernel.geography import Point, km_from_squared_chord
from exchange.kernel.paging import CursorInvalid, encode_cursor
from exchange.listings.actions import index, steps
from exchange.listings.models import Listing
from exchange.listings.queries.cards import Card
from exchange.listings.queries.faults import faults
from exchange.listings.queries.search import Criteria, count, search
from exchange.storage.database import session, transaction
from tests.builders.crowds import ODD_POINTS, Known, a_crowd, brute_force, chord2
from tests.builders.listings import STRASBOURG, Giver, a_giver, a_listing, the_lot
from tests.houses import NOW


@pytest.fixture
def crowd(app: Flask) -> tuple[list[Known], list[Giver]]:
    return a_crowd()


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


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    criteria=criteria_drawn,
    sort=st.sampled_from(["", "newest", "quantity", "ending", "distance"]),
    data=st.data(),
)
def test_search_finds_what_brute_force_finds_in_the_same_order(
    crowd: tuple[list[Known], list[Giver]], criteria: Criteria, sort: str, data: st.DataObject
) -> None:
    known, givers = crowd
    session().rollback()
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


def test_a_hair_off_the_equator_or_the_meridian_is_still_a_place(app: Flask) -> None:
    a_listing(a_giver(public_point=Point(0, 0)))
    a_listing(a_giver(public_point=Point(0, 1e-170)))
    for hair in (5e-324, 1e-200, 1e-160, -1e-120, 1e-90, 1e-17):
        page = search(Criteria(near=Point(hair, -hair), radius_km=0.1))
        assert [card.distance_km for card in page.items] == [pytest.approx(0, abs=1e-9)] * 2


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
    app: Flask, criteria: Criteria, told: dict[str, str]
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
