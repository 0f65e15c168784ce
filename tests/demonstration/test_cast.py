from __future__ import annotations

import random
import re
from datetime import datetime

from flask import Flask
from sqlalchemy import func, select

from exchange.accounts.models import Account
from exchange.accounts.queries.members import recipients
from exchange.accounts.rules import password_fault
from exchange.demonstration.cast import PASSWORD, join, people, settle
from exchange.demonstration.tables import everywhere
from exchange.gateways.passwords import common, matches
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.models import Organisation, OrganisationIdentifier, Site
from exchange.storage.database import session
from tests.demonstration.conftest import HERE

ACTORS = [
    "company_member",
    "company_manager",
    "other_company_member",
    "association_member",
    "other_association_member",
    "territorial_reader",
    "facilitator",
    "other_facilitator",
    "administrator",
    "suspended_member",
    "removed_member",
    "narrow_token",
]
FICTION = re.compile(r"fictif|fictive|démonstration|inventé", re.IGNORECASE)


def test_there_is_one_account_for_each_actor() -> None:
    assert [person.actor for person in people() if person.actor] == ACTORS


def test_everybody_and_everything_says_that_it_is_invented() -> None:
    for entry in everywhere("cast", "organisation"):
        assert FICTION.search(entry["description"]), entry["slug"]
        assert "siret" not in str(entry).lower()
    assert all(person.email.endswith(".example") for person in people())
    assert len({person.email for person in people()}) == len(people())


def test_every_organisation_has_somebody_to_act_for_it() -> None:
    managers = [person.organisation for person in people() if person.role == "manager"]

    assert len(set(managers)) == len(managers)
    assert set(managers) == {entry["slug"] for entry in everywhere("cast", "organisation")}


def test_the_shown_password_would_be_accepted_of_anybody() -> None:
    for person in people():
        assert password_fault(PASSWORD, (person.name, person.email), common()) is None


def test_the_cast_comes_in_marked_as_demonstration_without_register_numbers(
    app: Flask, now: datetime
) -> None:
    cast = settle(random.Random(1), now, HERE)

    organisations = session().scalars(select(Organisation)).all()
    assert {found.slug for found in organisations} == set(cast.managers) == set(cast.sites)
    assert all(found.is_demonstration for found in organisations)
    assert session().scalar(select(func.count()).select_from(OrganisationIdentifier)) == 0
    accounts = session().scalars(select(Account)).all()
    assert len(accounts) == len(people(HERE))
    assert all(found.is_demonstration and matches(found.password_hash, PASSWORD) for found in accounts[:1])


def test_mails_reach_nobody_before_they_join(app: Flask, now: datetime) -> None:
    cast = settle(random.Random(1), now, HERE)
    roaster = cast.managers["grain-imaginaire"].organisation_id
    assert roaster is not None

    assert recipients(roaster) == ()
    join(now, HERE)

    assert {one.email for one in recipients(roaster)} >= {"bastien@grain-imaginaire.example"}


def test_every_site_is_shown_beside_its_door(app: Flask, now: datetime) -> None:
    settle(random.Random(1), now, HERE)

    for site in session().scalars(select(Site)):
        exact, shown = (
            Point(site.latitude, site.longitude),
            Point(site.public_latitude, site.public_longitude),
        )
        assert 0.09 < distance_km(exact, shown) < 0.41
