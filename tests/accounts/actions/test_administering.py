from __future__ import annotations

import pytest
from flask import Flask

from exchange.accounts.actions import administering, sessions
from exchange.accounts.errors import AccountStepImpossible, OwnAccount
from exchange.accounts.queries import identity
from exchange.journal.queries import of_subject, tail
from exchange.kernel.errors import Missing
from exchange.organisations.errors import OrganisationStepImpossible
from exchange.outbox import actions as outbox
from exchange.outbox.queries import set_aside, waiting
from exchange.outbox.rules import MAX_ATTEMPTS
from tests.builders.accounts import a_member, an_administrator, mails, someone
from tests.builders.organisations import an_organisation
from tests.houses import NOW


def test_a_suspended_person_is_nobody_from_the_next_request_on(app: Flask) -> None:
    administrator, person = an_administrator().actor, someone()
    token = sessions.begin(person.public_id, NOW)
    administering.take_step(administrator, person.public_id, "suspend", NOW)
    assert identity.signed_in(token, NOW) is None
    with pytest.raises(AccountStepImpossible):
        administering.take_step(administrator, person.public_id, "suspend", NOW)
    administering.take_step(administrator, person.public_id, "restore", NOW)
    assert identity.signed_in(token, NOW) is None  # the session ended; a new one may begin
    assert sessions.begin(person.public_id, NOW)
    actions = [entry.action for entry in of_subject("account", person.public_id)]
    assert {"accounts.suspend", "accounts.restore"} <= set(actions)


def test_administrators_suspend_neither_themselves_nor_nobody(app: Flask) -> None:
    administrator = an_administrator()
    with pytest.raises(OwnAccount):
        administering.take_step(administrator.actor, administrator.public_id, "suspend", NOW)
    with pytest.raises(Missing):
        administering.take_step(administrator.actor, "nobody", "suspend", NOW)


def test_members_are_told_once_that_their_organisation_is_checked(app: Flask) -> None:
    organisation = an_organisation(name="Les Jardins")
    a_member(organisation.id)
    administrator = an_administrator().actor
    administering.check_organisation(administrator, organisation.slug, NOW)
    administering.check_organisation(administrator, organisation.slug, NOW)
    told = [mail for mail in mails() if mail.template == "organisations/checked"]
    assert len(told) == 2
    assert told[0].parameters["organisation"] == "Les Jardins"


def test_members_are_told_of_their_organisations_standing(app: Flask) -> None:
    organisation, administrator = an_organisation(), an_administrator().actor
    token = sessions.begin(organisation.manager.public_id, NOW)
    administering.take_organisation_step(administrator, organisation.slug, "suspend", NOW)
    found = identity.signed_in(token, NOW)
    assert found is not None
    assert not found.actor.is_member
    with pytest.raises(OrganisationStepImpossible):
        administering.take_organisation_step(administrator, organisation.slug, "suspend", NOW)
    administering.take_organisation_step(administrator, organisation.slug, "restore", NOW)
    told = [mail.parameters["status"] for mail in mails() if mail.template == "organisations/standing"]
    assert told == ["suspended", "active"]


def test_a_mail_set_aside_is_put_back_in_the_queue(app: Flask) -> None:
    administrator = an_administrator().actor
    public_id = outbox.send("accounts/reset", "camille@example.org", "fr", {}, now=NOW)
    mail = outbox.lease_next(NOW)
    assert mail is not None
    for _ in range(MAX_ATTEMPTS):
        outbox.mark_failed(mail, "refused", NOW)
    assert [one.public_id for one in set_aside()] == [public_id]
    administering.retry_mail(administrator, public_id, NOW)
    assert set_aside() == ()
    assert waiting() == 1
    assert tail(limit=1).items[0].action == "outbox.retry"
    with pytest.raises(Missing):
        administering.retry_mail(administrator, public_id, NOW)
