from __future__ import annotations

import pytest

from exchange.kernel.actor import ANONYMOUS, Actor


def test_nobody_is_anonymous_and_has_no_right_at_all() -> None:
    assert not any(
        [
            ANONYMOUS.is_signed_in,
            ANONYMOUS.is_member,
            ANONYMOUS.is_manager,
            ANONYMOUS.is_receiver,
            ANONYMOUS.is_territorial,
            ANONYMOUS.is_administrator,
        ]
    )


@pytest.mark.parametrize(
    ("kind", "may_receive"),
    [
        ("association", True),
        ("social_enterprise", True),
        ("company", False),
        ("facilitator", False),
        (None, False),
    ],
)
def test_associations_and_social_enterprises_receive(kind: str | None, may_receive: bool) -> None:
    assert Actor(account_id=1, organisation_id=1, organisation_kind=kind).is_receiver is may_receive


def test_a_manager_without_an_organisation_in_good_standing_manages_nothing() -> None:
    assert not Actor(account_id=1, role="manager").is_manager
    assert Actor(account_id=1, organisation_id=1, role="manager").is_manager
