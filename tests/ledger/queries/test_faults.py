"""Every kind of damage is planted and found; a sound ledger has none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from exchange.claims.queries.faults import faults as claim_faults
from exchange.ledger.actions.sealing import seal
from exchange.ledger.queries.faults import LONGEST_WAIT, faults
from tests.builders.claims import KG, a_confirmed, a_request, a_scene, an_accepted
from tests.builders.ledger import unguarded
from tests.houses import NOW

ONE_LINE = "(SELECT min(id) FROM ledger_lines)"

LEDGER_DAMAGE = {
    "grams": ("UPDATE ledger_lines SET grams = grams + 1 WHERE id = {line}", "ledger-line-hash"),
    "grade": ("UPDATE ledger_lines SET grade = 'E' WHERE id = {line}", "ledger-line-hash"),
    "month": ("UPDATE ledger_lines SET month = 202512 WHERE id = {line}", "ledger-line-hash"),
    "giver": (
        "UPDATE ledger_lines SET giver_organisation_id = receiver_organisation_id WHERE id = {line}",
        "ledger-line-hash",
    ),
    "one digit of a hash": (
        (
            "UPDATE ledger_lines SET sha256 = CASE substr(sha256, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END"
            " || substr(sha256, 2) WHERE id = {line}"
        ),
        "ledger-line-hash",
    ),
    "a line out of its seal": ("DELETE FROM sealed_lines WHERE line_id = {line}", "ledger-membership"),
    "a sealed line waiting again": ("INSERT INTO waiting_lines VALUES ({line})", "ledger-membership"),
    "a line in another seal": (
        "UPDATE sealed_lines SET seal_id = (SELECT max(id) FROM seals) WHERE line_id = {line}",
        "seal-lines",
    ),
    "a seal out of the chain": ("UPDATE seals SET previous_sha256 = sha256 WHERE number = 2", "seal-chain"),
    "a seal renumbered": ("UPDATE seals SET number = 9 WHERE number = 2", "seal-chain"),
    "a seal's instant": ("UPDATE seals SET sealed_at = '2020-01-01 00:00:00' WHERE number = 1", "seal-hash"),
    "pairs": ("UPDATE pair_rollups SET grams = grams + 1", "rollup-pair_rollups"),
    "levels": ("UPDATE level_rollups SET grams = grams + 1", "rollup-level_rollups"),
    "actors": ("UPDATE actor_rollups SET handovers = handovers + 1", "rollup-actor_rollups"),
    "a level gone": ("DELETE FROM level_rollups", "rollup-level_rollups"),
    "a lot's name": ("UPDATE ledger_lines SET lot = 'x' WHERE id = {line}", "ledger-lot"),
    "a lot's mass": (
        "UPDATE lots SET collected_g = collected_g + 5, adjusted_g = adjusted_g + 5",
        "ledger-lot",
    ),
}

CLAIM_DAMAGE = {
    "a hold on the lot": ("UPDATE lots SET held_g = held_g + 5, adjusted_g = adjusted_g + 5", "claim-holds"),
    "a hold on a claim": ("UPDATE claims SET held_g = held_g + 5 WHERE state = 'accepted'", "claim-holds"),
    "a hold on a request": ("UPDATE claims SET held_g = 5 WHERE state = 'requested'", "claim-hold-state"),
    "a lot without its change": ("DELETE FROM lot_changes WHERE kind = 'held'", "lot-changes"),
    "a lot moved by hand": (
        "UPDATE lots SET remaining_g = remaining_g - 5, removed_g = removed_g + 5",
        "lot-changes",
    ),
    "a state without its step": (
        "UPDATE claims SET state = 'withdrawn' WHERE state = 'requested'",
        "claim-steps",
    ),
    "a step gone": ("DELETE FROM claim_steps WHERE step = 'accept'", "claim-steps"),
    "a confirmation never booked": (
        "UPDATE ledger_lines SET claim = 'x' WHERE kind = 'handover'",
        "claim-unbooked",
    ),
    "a booking never confirmed": (
        "UPDATE claims SET state = 'accepted', held_g = 1 WHERE state = 'confirmed'",
        "claim-unconfirmed",
    ),
}


def a_sound_house() -> None:
    """Leave two sealed handovers, an accepted claim and a request behind."""
    for _ in range(2):
        a_confirmed(a_scene(), 100 * KG)
        seal(NOW)
    scene = a_scene()
    an_accepted(scene)
    a_request(scene)
    assert list(faults(NOW)) == []
    assert list(claim_faults(NOW)) == []


@pytest.mark.parametrize("damage", LEDGER_DAMAGE)
def test_damage_to_the_ledger_is_found(app: Flask, damage: str) -> None:
    statement, check = LEDGER_DAMAGE[damage]
    a_sound_house()
    with unguarded() as connection:
        assert connection.execute(text(statement.format(line=ONE_LINE))).rowcount != 0
    assert check in {fault.check for fault in faults(NOW)}


@pytest.mark.parametrize("damage", CLAIM_DAMAGE)
def test_damage_to_claims_and_lots_is_found(app: Flask, damage: str) -> None:
    statement, check = CLAIM_DAMAGE[damage]
    a_sound_house()
    with unguarded() as connection:
        assert connection.execute(text(statement)).rowcount != 0
    assert check in {fault.check for fault in claim_faults(NOW)}


def test_a_line_may_wait_an_hour_for_its_seal_and_no_longer(app: Flask) -> None:
    a_confirmed(a_scene())
    assert list(faults(NOW + LONGEST_WAIT)) == []
    late = list(faults(NOW + LONGEST_WAIT + timedelta(seconds=1)))
    assert [fault.check for fault in late] == ["ledger-unsealed"]
