"""Figures are exact at every moment: roll-ups and waiting lines together equal a count of all lines."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange.ledger.actions.sealing import rebuild_rollups, seal
from exchange.ledger.models import LedgerLine
from exchange.ledger.queries.belonging import territories_over
from exchange.ledger.queries.faults import faults
from exchange.ledger.queries.lines import latest_handovers
from exchange.ledger.queries.sums import actor_sums, area_actor_sums, material_actor_sums, pair_sums, sums
from exchange.ledger.rules import COUNTS
from exchange.storage.database import session, transaction
from exchange.territories.models import Perimeter, Territory, TerritorySuccessor
from exchange.territories.queries import perimeter_of, territory
from tests.builders.ledger import COMMUNES, a_line, organisations
from tests.builders.territories import (
    BAS_RHIN,
    DIFFERDANGE,
    EUROMETROPOLE,
    FRANCE,
    GRAND_EST,
    SCHILTIGHEIM,
    STRASBOURG,
    commune_id,
)
from tests.houses import NOW

AREA = "area:lu-canton-esch-sur-alzette"
TERRITORIES = (STRASBOURG, DIFFERDANGE, EUROMETROPOLE, BAS_RHIN, GRAND_EST, FRANCE, AREA)
MONTHS = (202601, 202602, 202603)

line = st.tuples(
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 10**9),
    st.sampled_from(COMMUNES),
    st.sampled_from(COMMUNES),
    st.sampled_from(MONTHS),
    st.sampled_from(["cardboard", "pallets"]),
    st.sampled_from("ABCDE"),
)
story = st.lists(st.one_of(line, st.integers(1, 3)), max_size=14)
"""Lines, and between them seals of so many lines at most."""


def by_hand(key: str, direction: str) -> tuple[dict[Any, int], dict[Any, int]]:
    """Return sums and actors' parts of a territory, counted line by line."""
    inside = perimeter_of(key)
    facts: dict[Any, int] = defaultdict(int)
    actors: dict[Any, int] = defaultdict(int)
    for row in session().scalars(select(LedgerLine)):
        out, into = row.giver_commune_id in inside, row.receiver_commune_id in inside
        if {"out": out, "in": into, "internal": out and into}[direction]:
            facts[row.month, row.material_id, row.grade] += row.grams
            actors[row.month, "giver", row.giver_organisation_id] += row.grams
            actors[row.month, "receiver", row.receiver_organisation_id] += row.grams
    return facts, actors


def check_all() -> None:
    """Compare every figure of every territory with the count by hand."""
    for key in TERRITORIES:
        place = territory(key)
        for direction in ("out", "in", "internal"):
            facts, actors = by_hand(key, direction)
            read = sums(place.id, direction, MONTHS[0], MONTHS[-1])
            assert {(s.month, s.material_id, s.grade): s.grams for s in read} == facts
            parts = (
                area_actor_sums(place.id, direction, MONTHS[0], MONTHS[-1])
                if place.level == "area"
                else actor_sums([place.id], direction, MONTHS[0], MONTHS[-1])
            )
            assert {(p.month, p.side, p.organisation_id): p.grams for p in parts} == actors
            total: dict[Any, int] = defaultdict(int)
            for _, side, _, grams in material_actor_sums(place.id, direction, MONTHS[0], MONTHS[-1]):
                total[side] += grams
            assert total["giver"] == total["receiver"] == sum(facts.values())
    booked = session().scalars(select(LedgerLine)).all()
    assert sum(pair.grams for pair in pair_sums(MONTHS[0], MONTHS[-1])) == sum(row.grams for row in booked)
    assert sum(pair.handovers for pair in pair_sums(MONTHS[0], MONTHS[-1])) == sum(
        COUNTS[row.kind] for row in booked
    )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story)
def test_figures_equal_a_count_by_hand_whenever_seals_are_made(app: Flask, events: list[Any]) -> None:
    actors = organisations(4)
    for event in events:
        if isinstance(event, int):
            seal(NOW, batch=event)
        else:
            giver, receiver, grams, source, target, month, material, grade = event
            a_line(
                actors[giver],
                actors[receiver],
                grams,
                source=source,
                target=target,
                month=month,
                material=material,
                grade=grade,
            )
    check_all()
    assert {fault.check for fault in faults(NOW)} <= {"ledger-lot"}  # these lines were booked without lots


def test_months_outside_the_stretch_do_not_count(app: Flask) -> None:
    giver, receiver = organisations(2)
    for month in MONTHS:
        a_line(giver, receiver, 1_000, month=month)
        seal(NOW)
    found = sums(commune_id(), "out", MONTHS[1], MONTHS[1])
    assert [(fact.month, fact.grams, fact.handovers) for fact in found] == [(MONTHS[1], 1_000, 1)]


def test_rebuilding_the_rollups_changes_no_figure(app: Flask) -> None:
    actors = organisations(3)
    for number, source in enumerate(COMMUNES):
        a_line(actors[number % 3], actors[(number + 1) % 3], 1_000 + number, source=source)
    seal(NOW, batch=3)
    rebuild_rollups()
    check_all()


@pytest.mark.parametrize("sealed", [True, False])
def test_a_merged_communes_lines_count_with_its_heir(app: Flask, sealed: bool) -> None:
    giver, receiver = organisations(2)
    a_line(giver, receiver, 7_000, source=SCHILTIGHEIM)
    old, new = commune_id(SCHILTIGHEIM), commune_id(STRASBOURG)
    with transaction() as open_session:
        ended = NOW.date()
        open_session.get_one(Territory, old).valid_until = ended
        for row in open_session.scalars(select(Perimeter).where(Perimeter.commune_id == old)):
            row.valid_until = ended
        open_session.add(TerritorySuccessor(territory_id=old, successor_id=new))
    if sealed:
        seal(NOW)
    assert {old, new} < territories_over([old])[old]
    for key in (old, new, territory(EUROMETROPOLE).id, territory(FRANCE).id):
        assert sum(fact.grams for fact in sums(key, "out", *MONTHS[::2])) == 7_000


def test_the_latest_handovers_come_first_and_empty_ones_not_at_all(app: Flask) -> None:
    giver, receiver = organisations(2)
    for month, grams in zip(MONTHS, (10, 0, 30), strict=True):
        a_line(giver, receiver, grams, month=month, source=DIFFERDANGE, target=STRASBOURG)
    for key in (DIFFERDANGE, STRASBOURG):
        assert [found.grams for found in latest_handovers(commune_id(key))] == [30, 10]
    assert latest_handovers(commune_id(SCHILTIGHEIM)) == ()
