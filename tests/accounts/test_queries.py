from __future__ import annotations

import pytest
from flask import Flask

from exchange.accounts.actions import administering, credentials, links, members, sessions
from exchange.accounts.commands import CreateToken
from exchange.accounts.queries import identity, people
from exchange.accounts.queries.members import recipients
from exchange.accounts.rules import INVITATION_LINK
from exchange.kernel.actor import ANONYMOUS
from exchange.organisations.actions.administering import attach_territory
from tests.builders.accounts import a_member, an_administrator, someone
from tests.builders.organisations import an_organisation
from tests.houses import NOW


def test_an_actor_carries_the_role_the_kind_and_the_territories(app: Flask) -> None:
    body = an_organisation("Eurométropole", kind="territorial_body", identifiers={"siren": "246700488"})
    attach_territory(an_administrator().actor, body.slug, "epci:246700488", NOW)
    attach_territory(an_administrator(email="b@example.org").actor, body.slug, "commune:67482", NOW)
    actor = body.actor
    assert (actor.organisation_kind, actor.role) == ("territorial_body", "manager")
    assert len(actor.territories) == 2
    assert actor.scopes is None
    assert an_organisation().actor.territories == frozenset()


def test_nobody_is_behind_an_unknown_token(app: Flask) -> None:
    for token in ("", "unknown", "\ud800", "x" * 10_000):
        assert identity.signed_in(token, NOW) is None
        assert identity.bearer(token, NOW) is None


@pytest.mark.parametrize("blow", ["remove", "suspend_organisation", "suspend_account"])
def test_a_token_dies_with_the_place_it_was_made_for(app: Flask, blow: str) -> None:
    organisation, administrator = an_organisation(), an_administrator().actor
    person = a_member(organisation.id)
    token = credentials.create_token(person.actor, CreateToken("Caisse", ("read",)), NOW)[1]
    assert identity.bearer(token, NOW) is not None
    if blow == "remove":
        members.remove(organisation.actor, person.public_id, NOW)
    elif blow == "suspend_organisation":
        administering.take_organisation_step(administrator, organisation.slug, "suspend", NOW)
    else:
        administering.take_step(administrator, person.public_id, "suspend", NOW)
    assert identity.bearer(token, NOW) is None


def test_a_token_without_an_organisation_is_only_the_person(app: Flask) -> None:
    person = someone()
    token = credentials.create_token(person.actor, CreateToken("Lecture", ("read",)), NOW)[1]
    an_organisation(manager=person)  # joined later: the token does not act for it
    found = identity.bearer(token, NOW)
    assert found is not None
    assert found.actor.account == person.public_id
    assert not found.actor.is_member


def test_only_active_members_are_reached_by_mail(app: Flask) -> None:
    organisation = an_organisation()
    suspended = a_member(organisation.id)
    administering.take_step(an_administrator().actor, suspended.public_id, "suspend", NOW)
    assert [one.email for one in recipients(organisation.id)] == [organisation.manager.email]


def test_people_are_found_by_name_without_accents_or_by_address(app: Flask) -> None:
    person = someone("e.noeud@example.org", name="Élise Nœud")
    someone("100%_other@example.org", name="Camille")
    for text in ("elise", "NOEUD", "e.noeud@", "nœud"):
        assert [one.public_id for one in people.search(text)] == [person.public_id]
    assert [one.name for one in people.search("%")] == ["Camille"]
    assert people.search("nobody of that name") == ()
    assert len(people.search("")) == 2
    assert people.names_of({person.public_id, "erased"}) == {person.public_id: "Élise Nœud"}


def test_an_open_link_tells_whom_it_is_for(app: Flask) -> None:
    organisation = an_organisation("Les Jardins")
    _, token = links.make(
        "invitation", "New@example.org", INVITATION_LINK, NOW, organisation_id=organisation.id, role="member"
    )
    found = people.open_link(token, "invitation", NOW)
    assert found is not None
    assert (found.email, found.organisation_name, found.has_account) == (
        "New@example.org",
        "Les Jardins",
        False,
    )
    assert people.open_link(token, "reset", NOW) is None
    assert people.open_link(token, "invitation", NOW + INVITATION_LINK) is None
    person = someone("new@example.org")
    known = people.open_link(token, "invitation", NOW)
    assert known is not None
    assert known.account == person.public_id


def test_a_session_names_every_organisation_in_good_standing(app: Flask) -> None:
    person = someone()
    first, second = an_organisation("Une", manager=person), an_organisation("Deux", manager=person)
    token = sessions.begin(person.public_id, NOW)
    administering.take_organisation_step(an_administrator().actor, first.slug, "suspend", NOW)
    found = identity.signed_in(token, NOW)
    assert found is not None
    assert [choice.slug for choice in found.person.organisations] == [second.slug]
    assert found.person.organisation_slug is None
    assert ANONYMOUS.is_signed_in is False
