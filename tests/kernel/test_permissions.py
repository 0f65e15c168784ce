from __future__ import annotations

from dataclasses import replace

import pytest

from exchange.kernel import permissions
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.kernel.permissions import Permission, Who

PERSON = Actor(account_id=1, account="a")
MEMBER = replace(PERSON, organisation_id=2, organisation="o", organisation_kind="company", role="member")
MANAGER = replace(MEMBER, role="manager")
BODY = replace(MEMBER, organisation_kind="territorial_body")
FACILITATOR = replace(MEMBER, organisation_kind="facilitator")
ADMINISTRATOR = replace(PERSON, is_administrator=True)
EVERYONE = {
    "anonymous": ANONYMOUS,
    "person": PERSON,
    "member": MEMBER,
    "manager": MANAGER,
    "body": BODY,
    "facilitator": FACILITATOR,
    "administrator": ADMINISTRATOR,
}


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        (permissions.anyone, set(EVERYONE)),
        (permissions.signed_in, set(EVERYONE) - {"anonymous"}),
        (permissions.member, {"member", "manager", "body", "facilitator"}),
        (permissions.manager, {"manager"}),
        (permissions.territorial_reader, {"body", "facilitator"}),
        (permissions.administrator, {"administrator"}),
    ],
)
def test_each_group_is_open_to_exactly_those_it_names(who: Who, allowed: set[str]) -> None:
    permission = Permission("test.read", who)
    assert {name for name, actor in EVERYONE.items() if permission.allows(actor)} == allowed


def test_a_narrow_token_does_only_what_its_scopes_name() -> None:
    reader = replace(MEMBER, scopes=frozenset({"read"}))
    assert Permission("test.read", permissions.member).allows(reader)
    assert not Permission("test.write", permissions.member, scope="write").allows(reader)
    assert not Permission("test.read", permissions.member).allows(replace(MEMBER, scopes=frozenset()))
