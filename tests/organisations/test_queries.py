from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Missing
from exchange.organisations.actions import sites
from exchange.organisations.actions.administering import check, take_step
from exchange.organisations.models import Organisation
from exchange.organisations.queries.profile import (
    Profile,
    holds_demonstration,
    names_of,
    profile,
    profile_by_id,
    search,
    unchecked_total,
)
from exchange.storage.database import transaction
from tests.builders.accounts import an_administrator
from tests.builders.organisations import a_site, an_organisation
from tests.houses import NOW


def test_a_public_page_shows_communes_and_never_an_address(app: Flask) -> None:
    organisation = an_organisation()
    a_site(organisation, address="12 rue de la Krutenau")
    a_site(organisation, commune="commune:67218", latitude=None, longitude=None)
    closed = a_site(organisation, commune="commune:67043", latitude=None, longitude=None)
    sites.set_closed(organisation.actor, closed, is_closed=True, now=NOW)
    found = profile(ANONYMOUS, organisation.slug)
    assert [commune.name for commune in found.communes] == ["Illkirch-Graffenstaden", "Strasbourg"]
    assert "Krutenau" not in repr(found)
    assert not {"latitude", "address", "email"} & set(Profile.__slots__)


def test_a_page_is_found_by_slug_or_public_id_or_not_at_all(app: Flask) -> None:
    organisation = an_organisation()
    assert profile_by_id(ANONYMOUS, organisation.public_id).slug == organisation.slug
    for wrong in ("no-such", "", "\x00", "x" * 5000):
        with pytest.raises(Missing):
            profile(ANONYMOUS, wrong)
        with pytest.raises(Missing):
            profile_by_id(ANONYMOUS, wrong)


def test_administrators_find_organisations_by_name_or_number(app: Flask) -> None:
    one = an_organisation("Café de l’Élan", identifiers={"siren": "732829320"})
    other = an_organisation("Les Jardins", kind="association", identifiers={"rna": "W671000123"})
    assert [row.slug for row in search("elan cafe")] == []  # words stand in their order
    assert [row.slug for row in search("cafe de l elan")] == [one.slug]
    assert [row.slug for row in search("732 829 320")] == [one.slug]
    assert [row.slug for row in search("w671000123")] == [other.slug]
    assert search("%") == ()
    assert len(search("")) == 2


def test_what_waits_to_be_checked_is_active_and_unchecked(app: Flask) -> None:
    administrator = an_administrator().actor
    waiting, checked, suspended = (an_organisation(name) for name in ("Une", "Deux", "Trois"))
    check(administrator, checked.slug, NOW)
    take_step(administrator, suspended.slug, "suspend", NOW)
    assert [row.slug for row in search(only_unchecked=True)] == [waiting.slug]
    assert unchecked_total() == 1
    assert names_of({checked.public_id}) == {checked.public_id: "Deux"}


def test_invented_organisations_make_every_page_say_so(app: Flask) -> None:
    an_organisation()
    assert not holds_demonstration()
    with transaction() as open_session:
        open_session.execute(update(Organisation).values(is_demonstration=True))
    assert holds_demonstration()
    assert "Démonstration" in app.test_client().get("/territories").get_data(as_text=True)
