from __future__ import annotations

import pytest

from exchange.claims.policy import PERMISSIONS, REQUEST, STEP, may_request, side_of
from exchange.kernel.actor import ANONYMOUS, Actor

MEMBER = Actor(account_id=1, account="a", organisation_id=7, organisation="o", organisation_kind="company")


def test_nobody_without_an_organisation_has_to_do_with_claims() -> None:
    homeless = Actor(account_id=1, account="a", is_administrator=True)
    for actor in (ANONYMOUS, homeless):
        assert [row.action for row in PERMISSIONS if row.allows(actor)] in ([], ["claims.begin"])
        assert side_of(actor, 7, 8) is None


def test_the_side_is_that_of_the_organisation_acted_for() -> None:
    assert side_of(MEMBER, 7, 8) == "giver"
    assert side_of(MEMBER, 8, 7) == "receiver"
    assert side_of(MEMBER, 8, 9) is None


@pytest.mark.parametrize(
    ("kind", "open_to_all", "may"),
    [
        ("association", False, True),
        ("social_enterprise", False, True),
        ("company", False, False),
        ("company", True, True),
        ("school", False, False),
        ("school", True, True),
        ("territorial_body", False, False),
    ],
)
def test_receivers_claim_and_others_where_all_may(kind: str, open_to_all: bool, may: bool) -> None:
    actor = Actor(account_id=1, account="a", organisation_id=7, organisation="o", organisation_kind=kind)
    assert may_request(actor, open_to_all=open_to_all) is may


def test_a_token_to_read_takes_no_step() -> None:
    reading = Actor(
        account_id=1, organisation_id=7, organisation_kind="association", scopes=frozenset({"read"})
    )
    assert not REQUEST.allows(reading)
    assert not STEP.allows(reading)
