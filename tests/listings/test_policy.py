"""Who may do what with listings."""

from __future__ import annotations

import pytest

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.listings import policy

MEMBER = Actor(account_id=1, account="a", organisation_id=7, organisation="o", role="member")
ALONE = Actor(account_id=1, account="a")
READER = Actor(account_id=1, account="a", organisation_id=7, scopes=frozenset({"read"}))


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (ANONYMOUS, {"listings.read", "photographs.read"}),
        (ALONE, {"listings.read", "photographs.read", "listings.begin"}),
        (READER, {"listings.read", "photographs.read", "listings.begin", "listings.list_own"}),
        (MEMBER, {row.action for row in policy.PERMISSIONS}),
    ],
)
def test_each_actor_may_try_exactly_what_the_table_says(actor: Actor, allowed: set[str]) -> None:
    assert {row.action for row in policy.PERMISSIONS if row.allows(actor)} == allowed


def test_only_members_of_the_giver_give() -> None:
    assert policy.is_giver(MEMBER, 7)
    assert not policy.is_giver(MEMBER, 8)
    assert not policy.is_giver(ANONYMOUS, 7)
