from __future__ import annotations

import pytest
from flask import Flask

from exchange.journal.queries import of_subject
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Missing
from exchange.organisations.actions import administering
from exchange.organisations.errors import NoTerritoryForThisKind, OrganisationStepImpossible
from exchange.organisations.queries.profile import profile, territories_of
from exchange.territories.errors import TerritoryUnknown
from tests.builders.accounts import an_administrator
from tests.builders.organisations import an_organisation
from tests.houses import NOW


def test_checking_twice_is_once_and_can_be_taken_back(app: Flask) -> None:
    organisation, administrator = an_organisation(), an_administrator().actor
    assert administering.check(administrator, organisation.slug, NOW)
    assert not administering.check(administrator, organisation.slug, NOW)
    assert profile(ANONYMOUS, organisation.slug).checked_at == NOW
    assert administering.check(administrator, organisation.slug, NOW, is_checked=False)
    assert not profile(ANONYMOUS, organisation.slug).is_checked
    actions = [entry.action for entry in of_subject("organisation", organisation.public_id)]
    assert actions[-2:] == ["organisations.check", "organisations.uncheck"]


def test_a_suspended_organisation_is_there_for_administrators_only(app: Flask) -> None:
    organisation, administrator = an_organisation(), an_administrator().actor
    administering.take_step(administrator, organisation.slug, "suspend", NOW)
    with pytest.raises(Missing):
        profile(ANONYMOUS, organisation.slug)
    assert profile(administrator, organisation.slug).status == "suspended"
    with pytest.raises(OrganisationStepImpossible):
        administering.take_step(administrator, organisation.slug, "suspend", NOW)
    administering.take_step(administrator, organisation.slug, "restore", NOW)
    assert profile(ANONYMOUS, organisation.slug).status == "active"


def test_a_territory_is_opened_to_a_body_and_closed_again(app: Flask) -> None:
    administrator = an_administrator().actor
    body = an_organisation("Eurométropole", kind="territorial_body")
    for _ in range(2):
        administering.attach_territory(administrator, body.slug, "epci:246700488", NOW)
    assert [one.key for one in territories_of(body.id)] == ["epci:246700488"]
    assert len(body.actor.territories) == 1
    for _ in range(2):
        administering.detach_territory(administrator, body.slug, "epci:246700488", NOW)
    assert body.actor.territories == frozenset()
    actions = [entry.action for entry in of_subject("organisation", body.public_id)]
    assert actions.count("organisations.attach_territory") == 1
    assert actions.count("organisations.detach_territory") == 1


def test_companies_and_unknown_territories_are_refused(app: Flask) -> None:
    administrator, company = an_administrator().actor, an_organisation()
    with pytest.raises(NoTerritoryForThisKind):
        administering.attach_territory(administrator, company.slug, "epci:246700488", NOW)
    body = an_organisation("Laboratoire", kind="facilitator")
    for key in ("epci:000000000", "nonsense", ""):
        with pytest.raises(TerritoryUnknown):
            administering.attach_territory(administrator, body.slug, key, NOW)
    for verb in (
        lambda: administering.check(administrator, "no-such", NOW),
        lambda: administering.take_step(administrator, "no-such", "suspend", NOW),
        lambda: administering.detach_territory(administrator, "no-such", "epci:246700488", NOW),
    ):
        with pytest.raises(Missing):
            verb()
