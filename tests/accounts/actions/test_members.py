from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from exchange.accounts.actions import administering, members, sessions
from exchange.accounts.commands import FinishSignUp, Invite
from exchange.accounts.errors import (
    AddressTaken,
    AlreadyMember,
    EmailInvalid,
    InvitationForAnother,
    LastManager,
    LinkSpent,
    RoleUnknown,
)
from exchange.accounts.queries import identity
from exchange.accounts.queries.members import invitations_of, members_of
from exchange.accounts.rules import INVITATION_LINK
from exchange.journal.queries import of_subject
from exchange.kernel.errors import Forbidden, Missing
from exchange.organisations.commands import RegisterOrganisation
from tests.builders.accounts import NETWORK, PASSWORD, a_member, an_administrator, mails, someone, token_of
from tests.builders.organisations import Founded, a_siren, an_organisation
from tests.houses import NOW


def _invited(organisation: Founded, email: str, role: str = "member") -> str:
    members.invite(organisation.actor, Invite(email, role), NOW)
    return token_of(mails()[-1])


def test_whoever_registers_an_organisation_manages_and_acts_for_it_at_once(app: Flask) -> None:
    person = someone()
    token = sessions.begin(person.public_id, NOW)
    actor = identity.signed_in(token, NOW)
    assert actor is not None
    command = RegisterOrganisation("company", "FR", "Torréfaction du Rhin", "", {"siren": a_siren()})
    slug = members.found_organisation(actor.actor, command, token, NOW)
    found = identity.signed_in(token, NOW)
    assert found is not None
    assert found.person.organisation_slug == slug == "torrefaction-du-rhin"
    assert found.actor.is_manager


def test_an_invited_person_joins_with_their_own_account(app: Flask) -> None:
    organisation = an_organisation(name="Les Jardins")
    person = someone("Camille@example.org")
    token = _invited(organisation, "camille@EXAMPLE.org", "manager")
    mail = mails()[-1]
    assert mail.template == "accounts/invitation"
    assert mail.parameters["organisation"] == "Les Jardins"
    members.accept_invitation(person.actor, token, NOW)
    assert {(one.public_id, one.role) for one in members_of(organisation.id)} == {
        (organisation.manager.public_id, "manager"),
        (person.public_id, "manager"),
    }
    assert invitations_of(organisation.id, NOW) == ()
    joined = of_subject("organisation", organisation.public_id)[-1]
    assert (joined.action, joined.facts) == ("accounts.join", {"role": "manager"})


def test_an_invited_person_without_an_account_opens_one_and_joins(app: Flask) -> None:
    organisation = an_organisation()
    token = _invited(organisation, "nouvelle@example.org")
    public_id = members.sign_up_invited(FinishSignUp(token, "Nour", PASSWORD), NOW)
    assert public_id in {one.public_id for one in members_of(organisation.id)}
    assert sessions.sign_in("nouvelle@example.org", PASSWORD, NETWORK, NOW)
    with pytest.raises(LinkSpent):
        members.sign_up_invited(FinishSignUp(token, "Nour", PASSWORD), NOW)


def test_an_invitation_is_for_its_address_only_and_stays_good_when_refused(app: Flask) -> None:
    organisation = an_organisation()
    invited, other = someone("camille@example.org"), someone("other@example.org")
    token = _invited(organisation, "camille@example.org")
    with pytest.raises(InvitationForAnother):
        members.accept_invitation(other.actor, token, NOW)
    with pytest.raises(AddressTaken):
        members.sign_up_invited(FinishSignUp(token, "Camille", PASSWORD), NOW)
    assert members.accept_invitation(invited.actor, token, NOW) == organisation.public_id


def test_an_invitation_serves_one_winner(app: Flask, together: Callable[..., Any]) -> None:
    organisation = an_organisation()
    person = someone("camille@example.org")
    actor, token = person.actor, _invited(organisation, "camille@example.org")
    outcomes = together(app, [lambda: members.accept_invitation(actor, token, NOW)] * 6)
    assert len(outcomes.returned) == 1
    assert outcomes.raised_of(LinkSpent) == 5
    assert len(members_of(organisation.id)) == 2


def test_an_invitation_dies_with_age_a_newer_one_a_withdrawal_or_the_organisations_standing(
    app: Flask,
) -> None:
    organisation, elsewhere = an_organisation(), an_organisation("Ailleurs")
    actor = someone("camille@example.org").actor
    old = _invited(organisation, "camille@example.org")
    with pytest.raises(LinkSpent):
        members.accept_invitation(actor, old, NOW + INVITATION_LINK)
    new = _invited(organisation, "camille@example.org")
    with pytest.raises(LinkSpent):
        members.accept_invitation(actor, old, NOW)
    other = _invited(elsewhere, "camille@example.org")  # another organisation's leaves this one alone
    (invitation,) = invitations_of(organisation.id, NOW)
    with pytest.raises(Missing):
        members.withdraw_invitation(elsewhere.actor, invitation.public_id, NOW)
    members.withdraw_invitation(organisation.actor, invitation.public_id, NOW)
    with pytest.raises(LinkSpent):
        members.accept_invitation(actor, new, NOW)
    administrator = an_administrator().actor
    administering.take_organisation_step(administrator, elsewhere.slug, "suspend", NOW)
    with pytest.raises(LinkSpent):
        members.accept_invitation(actor, other, NOW)
    administering.take_organisation_step(administrator, elsewhere.slug, "restore", NOW)
    assert members.accept_invitation(actor, other, NOW + timedelta(days=6)) == elsewhere.public_id


def test_an_invitation_needs_an_address_a_role_and_a_newcomer(app: Flask) -> None:
    organisation = an_organisation()
    for command, refusal in [
        (Invite("nowhere", "member"), EmailInvalid),
        (Invite("camille@example.org", "king"), RoleUnknown),
        (Invite(organisation.manager.email.upper(), "member"), AlreadyMember),
    ]:
        with pytest.raises(refusal):
            members.invite(organisation.actor, command, NOW)
    plain = a_member(organisation.id).actor
    with pytest.raises(Forbidden):
        members.invite(plain, Invite("camille@example.org", "member"), NOW)


def test_the_last_manager_can_neither_leave_nor_step_down(app: Flask) -> None:
    organisation = an_organisation()
    manager = organisation.manager
    a_member(organisation.id)
    with pytest.raises(LastManager):
        members.remove(organisation.actor, manager.public_id, NOW)
    with pytest.raises(LastManager):
        members.change_role(organisation.actor, manager.public_id, "member", NOW)
    second = a_member(organisation.id, role="manager")
    members.change_role(organisation.actor, manager.public_id, "member", NOW)
    with pytest.raises(LastManager):
        members.remove(second.actor, second.public_id, NOW)


def test_a_suspended_manager_is_none_to_rely_on(app: Flask) -> None:
    organisation = an_organisation()
    second = a_member(organisation.id, role="manager")
    administering.take_step(an_administrator().actor, second.public_id, "suspend", NOW)
    with pytest.raises(LastManager):
        members.remove(organisation.actor, organisation.manager.public_id, NOW)
    members.remove(organisation.actor, second.public_id, NOW)


def test_two_managers_removing_each_other_at_once_leave_one(app: Flask, together: Callable[..., Any]) -> None:
    organisation = an_organisation()
    second = a_member(organisation.id, role="manager")
    one, other = organisation.actor, second.actor
    outcomes = together(
        app,
        [
            lambda: members.remove(one, second.public_id, NOW),
            lambda: members.remove(other, organisation.manager.public_id, NOW),
        ],
    )
    assert len(outcomes.returned) == 1
    assert outcomes.raised_of(LastManager) == 1
    assert len(members_of(organisation.id)) == 1


def test_a_removed_member_is_refused_from_the_next_request_on(app: Flask) -> None:
    organisation = an_organisation()
    person = a_member(organisation.id)
    token = sessions.begin(person.public_id, NOW)
    before = identity.signed_in(token, NOW)
    assert before is not None
    assert before.actor.is_member
    members.remove(organisation.actor, person.public_id, NOW)
    after = identity.signed_in(token, NOW)
    assert after is not None
    assert not after.actor.is_member
    assert after.person.organisations == ()
    with pytest.raises(Missing):
        members.remove(organisation.actor, person.public_id, NOW)


def test_members_of_another_organisation_are_out_of_reach(app: Flask) -> None:
    organisation, elsewhere = an_organisation(), an_organisation("Ailleurs")
    for verb in (
        lambda: members.remove(elsewhere.actor, organisation.manager.public_id, NOW),
        lambda: members.change_role(elsewhere.actor, organisation.manager.public_id, "member", NOW),
    ):
        with pytest.raises(Missing):
            verb()
    with pytest.raises(RoleUnknown):
        members.change_role(organisation.actor, organisation.manager.public_id, "king", NOW)
    with pytest.raises(Forbidden):
        members.remove(replace(organisation.actor, role="member"), organisation.manager.public_id, NOW)


def test_joining_twice_keeps_the_role_one_has(app: Flask) -> None:
    organisation = an_organisation()
    members.join(organisation.manager.id, organisation.id, "member", NOW)
    assert [one.role for one in members_of(organisation.id)] == ["manager"]
