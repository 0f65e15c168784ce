"""Who sees how much of a territory: every kind of reader, inside and outside."""

from __future__ import annotations

import pytest

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.organisations.rules import KINDS
from exchange.statistics import policy
from exchange.statistics.policy import LIVE, PUBLIC, WHOLE, sight_of


def reader(kind: str, *, is_administrator: bool = False) -> Actor:
    return Actor(account_id=1, organisation_id=1, organisation_kind=kind, is_administrator=is_administrator)


@pytest.mark.parametrize("kind", KINDS)
def test_only_bodies_and_facilitators_see_more_and_only_within_their_territory(kind: str) -> None:
    within = {"territorial_body": LIVE, "facilitator": WHOLE}.get(kind, PUBLIC)
    assert sight_of(reader(kind), is_within=True) == within
    assert sight_of(reader(kind), is_within=False) == PUBLIC


@pytest.mark.parametrize("is_within", [True, False])
def test_an_administrator_sees_all_and_a_stranger_the_public_figures(is_within: bool) -> None:
    assert sight_of(Actor(account_id=1, is_administrator=True), is_within=is_within) == WHOLE
    assert sight_of(ANONYMOUS, is_within=is_within) == PUBLIC


def test_anyone_may_ask_for_figures() -> None:
    assert policy.READ.allows(ANONYMOUS)
    assert policy.READ in policy.PERMISSIONS
