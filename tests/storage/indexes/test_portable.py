from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.geography import Point, distance_km, km_from_squared_chord, moved, squared_chord
from exchange.storage.database import session, transaction
from exchange.storage.indexes.choose import listing_index
from exchange.storage.indexes.interface import Entry, Query
from exchange.storage.indexes.models import IndexedListing
from tests.houses import NOW

INDEX = listing_index()
WORDS = ["cafe", "cafetiere", "sac", "sacs", "jute", "bois", "palette", "palettes", "verre", "100", "zz"]
PREFIXES = ["caf", "sac", "sacs", "p", "bois", "1", "z", "none"]
CENTRES = [
    Point(48.57358, 7.75321),
    Point(49.5248, 5.8891),
    Point(0, 179.95),
    Point(0, -180),
    Point(89.7, 10),
    Point(-90, 0),
    Point(-17.5, -149.6),
]


def drawn(dice: random.Random, listing_id: int) -> Entry:
    """Return a listing somewhere around one of the centres, often near, sometimes at the very same point."""
    length_km = dice.choice([0, 0.2, 3, 25, 120]) * dice.random()
    return Entry(
        listing_id=listing_id,
        organisation_id=dice.randint(1, 5),
        commune_id=dice.randint(1, 8),
        material_id=dice.randint(1, 6),
        waste_code_id=dice.choice([None, 1, 2]),
        kind=dice.choice(["lot", "stream"]),
        point=moved(dice.choice(CENTRES), dice.uniform(0, 360), length_km),
        remaining_g=dice.choice([1, 499_999, 500_000, 500_001, 10**13]),
        published_at=NOW - timedelta(seconds=dice.randint(0, 10**6)),
        available_until=dice.choice([None, date(2026, 4, 1)]),
        words=frozenset(dice.sample(WORDS, dice.randint(0, 4))),
    )


def asked(dice: random.Random) -> Query:
    """Return a query with some of its filters set."""

    def maybe(value: object) -> object:
        return value if dice.random() < 0.3 else None

    centre = dice.choice([None, *CENTRES])
    return Query(
        centre=centre,
        radius_km=dice.choice([0.1, 1, 5, 30, 200, 500]) if centre and dice.random() < 0.8 else None,
        materials=maybe(dice.sample(range(1, 7), dice.randint(0, 4))),  # type: ignore[arg-type]
        communes=maybe(dice.sample(range(1, 9), dice.randint(1, 4))),  # type: ignore[arg-type]
        organisation_id=maybe(dice.randint(1, 5)),  # type: ignore[arg-type]
        waste_code_id=maybe(dice.randint(1, 2)),  # type: ignore[arg-type]
        kind=maybe(dice.choice(["lot", "stream"])),  # type: ignore[arg-type]
        words=tuple(dice.choices(PREFIXES, k=dice.choice([0, 0, 1, 2]))),
        min_g=maybe(500_000),  # type: ignore[arg-type]
        max_g=maybe(500_000),  # type: ignore[arg-type]
    )


def matches(entry: Entry, query: Query) -> bool:
    """Tell by looking at one listing alone whether it matches: brute force."""
    near = True
    if query.centre is not None and query.radius_km is not None:
        near = chord2(entry.point, query.centre) <= squared_chord(query.radius_km)
    return all(
        [
            near,
            query.materials is None or entry.material_id in list(query.materials),  # type: ignore[arg-type]
            query.communes is None or entry.commune_id in list(query.communes),  # type: ignore[arg-type]
            query.organisation_id in {None, entry.organisation_id},
            query.waste_code_id in {None, entry.waste_code_id},
            query.kind in {None, entry.kind},
            query.min_g is None or entry.remaining_g >= query.min_g,
            query.max_g is None or entry.remaining_g <= query.max_g,
            all(any(held.startswith(word) for held in entry.words) for word in query.words),
        ]
    )


def chord2(one: Point, other: Point) -> float:
    (ax, ay, az), (bx, by, bz) = one.unit_vector, other.unit_vector
    return (ax - bx) * (ax - bx) + (ay - by) * (ay - by) + (az - bz) * (az - bz)


def found(query: Query) -> dict[int, float | None]:
    rows = INDEX.search(query)
    return {row.listing_id: row.chord2 for row in session().execute(select(rows))}


@pytest.fixture
def entries(app: Flask) -> dict[int, Entry]:
    dice = random.Random(67482)
    drawn_entries = {number: drawn(dice, number) for number in range(1, 301)}
    with transaction() as current:
        for entry in drawn_entries.values():
            INDEX.put(current, entry)
    return drawn_entries


def test_six_hundred_searches_find_exactly_what_looking_at_each_listing_finds(
    entries: dict[int, Entry],
) -> None:
    dice = random.Random(67000)
    sizes = set()
    for _ in range(600):
        query = asked(dice)
        expected = {number for number, entry in entries.items() if matches(entry, query)}
        answer = found(query)
        assert set(answer) == expected, query
        assert INDEX.count(session(), query) == len(expected)
        sizes.add(len(expected))
        for number, squared in answer.items():
            if query.centre is None:
                assert squared is None
            else:
                assert squared == chord2(entries[number].point, query.centre)
    assert len(sizes) > 30


def test_the_chord_orders_as_the_distance_does(entries: dict[int, Entry]) -> None:
    answer = found(Query(centre=CENTRES[0]))
    near = sorted(answer, key=lambda number: answer[number] or 0)[:100]
    lengths = [distance_km(entries[number].point, CENTRES[0]) for number in near]
    assert lengths == sorted(lengths)
    assert [km_from_squared_chord(answer[number] or 0) for number in near] == pytest.approx(lengths)


def test_what_is_known_is_what_was_put(entries: dict[int, Entry]) -> None:
    assert INDEX.entries(session()) == entries


def test_putting_again_replaces_and_leaves_no_old_word(entries: dict[int, Entry]) -> None:
    changed = replace(entries[7], words=frozenset({"neuf"}), remaining_g=5, point=CENTRES[1])
    with transaction() as current:
        INDEX.put(current, changed)
    assert INDEX.entries(session())[7] == changed
    assert set(found(Query(words=("neuf",)))) == {7}


def test_removing_forgets_the_words_too_and_passes_over_the_unknown(entries: dict[int, Entry]) -> None:
    with transaction() as current:
        INDEX.remove(current, [*range(1, 300), 9_999])
    assert INDEX.entries(session()) == {300: entries[300]}
    with transaction() as current:
        INDEX.clear(current)
    assert INDEX.entries(session()) == {}


def test_what_remains_is_changed_for_known_listings_only(entries: dict[int, Entry]) -> None:
    with transaction() as current:
        assert INDEX.set_remaining(current, 3, 42)
        assert not INDEX.set_remaining(current, 9_999, 42)
    assert INDEX.entries(session())[3].remaining_g == 42


def test_materials_may_be_asked_for_by_a_subquery(entries: dict[int, Entry]) -> None:
    wanted = select(IndexedListing.material_id).where(IndexedListing.material_id <= 2).distinct()
    expected = {number for number, entry in entries.items() if entry.material_id <= 2}
    assert set(found(Query(materials=wanted))) == expected


def test_a_word_longer_than_the_column_is_found_by_its_beginning(app: Flask) -> None:
    long = "a" * 80
    with transaction() as current:
        INDEX.put(current, replace(drawn(random.Random(1), 1), words=frozenset({long})))
    assert set(found(Query(words=(long,)))) == {1}
