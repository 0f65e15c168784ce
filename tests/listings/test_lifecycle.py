"""The table of a listing's life, cell by cell."""

from __future__ import annotations

import pytest

from exchange.listings.lifecycle import BY_NAME, GIVER, HOUSE, STEPS, after, steps_open
from exchange.listings.models import STATUSES

LEGAL = {
    ("publish", "draft"): "published",
    ("pause", "published"): "paused",
    ("resume", "paused"): "published",
    ("close", "published"): "closed",
    ("close", "paused"): "closed",
    ("close", "exhausted"): "closed",
    ("exhaust", "published"): "exhausted",
    ("replenish", "exhausted"): "published",
    ("expire", "published"): "expired",
    ("expire", "paused"): "expired",
}


@pytest.mark.parametrize("state", STATUSES)
@pytest.mark.parametrize("step", [*BY_NAME, "unheard_of"])
def test_each_cell_of_the_table_is_what_it_should_be(step: str, state: str) -> None:
    assert after(step, state) == LEGAL.get((step, state))


@pytest.mark.parametrize("state", STATUSES)
def test_every_step_is_open_to_one_side_only(state: str) -> None:
    by_giver = {step.name for step in steps_open(state, GIVER)}
    by_house = {step.name for step in steps_open(state, HOUSE)}
    assert not by_giver & by_house
    assert by_giver | by_house == {step.name for step in STEPS if state in step.sources}


def test_nothing_leaves_an_ended_listing() -> None:
    assert steps_open("closed", GIVER) == steps_open("expired", GIVER) == ()
