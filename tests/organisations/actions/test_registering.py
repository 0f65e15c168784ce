from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask

from exchange.journal.queries import of_subject
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Missing, Refusals, Stale
from exchange.organisations.actions import registering
from exchange.organisations.actions.administering import check
from exchange.organisations.commands import EditOrganisation, RegisterOrganisation
from exchange.organisations.errors import (
    CountryUnknown,
    DescriptionTooLong,
    IdentifierTaken,
    KindUnknown,
    OrganisationNameMissing,
)
from exchange.organisations.queries.profile import profile, search
from exchange.organisations.rules import LONGEST_DESCRIPTION
from tests.builders.accounts import an_administrator, someone
from tests.builders.organisations import Founded, a_siren, an_organisation
from tests.houses import NOW

SIREN = "732829320"


def _edit(organisation: Founded, **changes: Any) -> str:
    given: dict[str, Any] = {
        "name": "Torréfaction du Rhin",
        "description": "",
        "identifiers": {"siren": SIREN},
        "is_new": False,
        "version": None,
        **changes,
    }
    return registering.edit(organisation.actor, EditOrganisation(**given), NOW)


def test_an_organisation_is_registered_unchecked_with_its_numbers(app: Flask) -> None:
    founded = an_organisation("Torréfaction  du Rhin ", identifiers={"siren": SIREN})
    found = profile(ANONYMOUS, founded.slug)
    assert found.name == "Torréfaction du Rhin"
    assert found.identifiers == (("siren", SIREN),)
    assert not found.is_checked
    entry = of_subject("organisation", founded.public_id)[0]
    assert entry.action == "organisations.register"
    assert entry.account == founded.manager.public_id


def test_a_number_belongs_to_one_organisation(app: Flask) -> None:
    an_organisation(identifiers={"siren": SIREN})
    with pytest.raises(IdentifierTaken) as refused:
        an_organisation("Une autre", identifiers={"siren": "732 829 320"})
    assert refused.value.at == "siren"
    assert len(search()) == 1  # the refused one left nothing behind


def test_one_number_at_once_has_one_winner(app: Flask, together: Callable[..., Any]) -> None:
    actors = [someone().actor for _ in range(6)]
    command = RegisterOrganisation("company", "FR", "Torréfaction", "", {"siren": SIREN})
    outcomes = together(app, [lambda who=who: registering.register(who, command, NOW) for who in actors])
    assert len(outcomes.returned) == 1
    assert outcomes.raised_of(IdentifierTaken) == 5


def test_organisations_of_one_name_at_once_get_addresses_of_their_own(
    app: Flask, together: Callable[..., Any]
) -> None:
    actor = someone().actor
    commands = [
        RegisterOrganisation("association", "FR", "Les Jardins", "", {}, is_new=True) for _ in range(6)
    ]
    outcomes = together(app, [lambda one=one: registering.register(actor, one, NOW) for one in commands])
    assert sorted(outcomes.returned) == ["les-jardins", *(f"les-jardins-{n}" for n in range(2, 7))]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"kind": "kingdom"}, KindUnknown), ({"country": "XX"}, CountryUnknown)],
)
def test_an_unknown_kind_or_country_is_refused(
    app: Flask, changes: Mapping[str, str], refusal: type[Exception]
) -> None:
    given = {"kind": "company", "country": "FR", **changes}
    with pytest.raises(refusal):
        registering.register(someone().actor, RegisterOrganisation(name="Une", **given), NOW)


def test_every_faulty_field_is_told_at_once(app: Flask) -> None:
    command = RegisterOrganisation("company", "FR", " ", "x" * (LONGEST_DESCRIPTION + 1), {"siren": "1"})
    with pytest.raises(Refusals) as refused:
        registering.register(someone().actor, command, NOW)
    assert [refusal.at for refusal in refused.value.refusals] == ["name", "description", "siren"]
    kinds = {type(refusal) for refusal in refused.value.refusals}
    assert {OrganisationNameMissing, DescriptionTooLong} <= kinds


def test_a_new_name_or_number_wants_a_new_check_and_new_words_do_not(app: Flask) -> None:
    organisation = an_organisation(identifiers={"siren": SIREN})
    administrator = an_administrator().actor
    for changes, stays_checked in [
        ({"description": "Nous torréfions."}, True),
        ({"name": "Torréfaction de l’Ill"}, False),
        ({"identifiers": {"siren": SIREN, "siret": "73282932000074"}}, False),
        ({"identifiers": {"siren": a_siren()}}, False),
    ]:
        _edit(organisation)
        check(administrator, organisation.slug, NOW)
        _edit(organisation, **changes)
        assert profile(ANONYMOUS, organisation.slug).is_checked is stays_checked, changes


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(app: Flask) -> None:
    organisation = an_organisation(identifiers={"siren": SIREN})
    version = profile(ANONYMOUS, organisation.slug).version
    _edit(organisation, version=version, description="La première.")
    with pytest.raises(Stale):
        _edit(organisation, version=version, description="La seconde.")
    assert profile(ANONYMOUS, organisation.slug).description == "La première."


def test_an_edit_keeps_its_address_and_is_found_by_its_new_name(app: Flask) -> None:
    organisation = an_organisation("Ancien nom", identifiers={"siren": SIREN})
    _edit(organisation, name="Élan Nouveau")
    assert [row.slug for row in search("elan nouveau")] == [organisation.slug]
    assert search("ancien") == ()


def test_an_edit_cannot_take_anothers_number(app: Flask) -> None:
    an_organisation("Une autre", identifiers={"siren": SIREN})
    organisation = an_organisation("Celle-ci")
    with pytest.raises(IdentifierTaken):
        _edit(organisation, name="Celle-ci")
    assert profile(ANONYMOUS, organisation.slug).identifiers != ()


def test_nobody_edits_without_an_organisation(app: Flask) -> None:
    command = EditOrganisation("Une", "", {}, is_new=False, version=None)
    with pytest.raises(Missing):
        registering.edit(someone().actor, command, NOW)
