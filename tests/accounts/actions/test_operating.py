from __future__ import annotations

import pytest
from flask import Flask

from exchange.accounts.actions import operating, sessions
from exchange.accounts.errors import AddressTaken, EmailInvalid, OrganisationNeeded, ScopesUnknown
from exchange.accounts.queries import identity
from exchange.kernel.errors import Missing, Refusals
from tests.builders.accounts import NETWORK, PASSWORD, someone
from tests.builders.organisations import an_organisation
from tests.houses import NOW


def test_an_operator_makes_an_administrator_who_signs_in(app: Flask) -> None:
    operating.create_account("root@example.org", PASSWORD, role="administrator", organisation=None, now=NOW)
    found = identity.signed_in(sessions.sign_in("root@example.org", PASSWORD, NETWORK, NOW), NOW)
    assert found is not None
    assert found.actor.is_administrator
    assert not found.actor.is_member


def test_an_operator_makes_a_member_of_an_organisation(app: Flask) -> None:
    organisation = an_organisation()
    operating.create_account(
        "m@example.org", PASSWORD, role="member", organisation=organisation.slug, now=NOW
    )
    found = identity.signed_in(sessions.sign_in("m@example.org", PASSWORD, NETWORK, NOW), NOW)
    assert found is not None
    assert (found.actor.organisation, found.actor.role) == (organisation.public_id, "member")


def test_an_operators_mistakes_leave_nothing_behind(app: Flask) -> None:
    taken = someone("taken@example.org")
    for email, password, role, organisation, refusal in [
        ("nowhere", PASSWORD, "administrator", None, EmailInvalid),
        ("a@example.org", "short", "administrator", None, Refusals),
        (taken.email, PASSWORD, "administrator", None, AddressTaken),
        ("a@example.org", PASSWORD, "member", None, OrganisationNeeded),
        ("a@example.org", PASSWORD, "member", "no-such-organisation", Missing),
    ]:
        with pytest.raises(refusal):
            operating.create_account(email, password, role=role, organisation=organisation, now=NOW)
    assert operating.create_account(
        "a@example.org", PASSWORD, role="administrator", organisation=None, now=NOW
    )


def test_a_token_acts_for_the_organisation_named_or_the_first(app: Flask) -> None:
    person = someone("camille@example.org")
    first, second = an_organisation("Une", manager=person), an_organisation("Deux", manager=person)
    for slug, expected in [(None, first), (second.slug, second)]:
        token = operating.issue_token_for(
            "Camille@example.org", scopes=("read", "write"), organisation=slug, now=NOW
        )
        found = identity.bearer(token, NOW)
        assert found is not None
        assert found.actor.organisation == expected.public_id


def test_no_token_is_issued_to_strangers(app: Flask) -> None:
    someone("camille@example.org")
    elsewhere = an_organisation()
    with pytest.raises(Missing):
        operating.issue_token_for("nobody@example.org", scopes=("read",), now=NOW)
    with pytest.raises(Missing):
        operating.issue_token_for(
            "camille@example.org", scopes=("read",), organisation=elsewhere.slug, now=NOW
        )
    with pytest.raises(ScopesUnknown):
        operating.issue_token_for("camille@example.org", scopes=("read", "admin"), now=NOW)
