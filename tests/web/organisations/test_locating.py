"""From a site's form to its point: a service is asked where there is one, never at the cost of the site."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.services import SERVICES
from exchange.organisations.queries.sites import SiteView, sites_of
from exchange.storage.answers import Answers
from exchange.storage.database import session
from exchange.territories.exports import gazetteer
from tests.builders.organisations import Founded
from tests.geocoder_servers import Stub, serving
from tests.pages import forms, send, words

SITE = {"name": "Atelier", "address": "12 rue de la Krutenau", "postcode": "67000", "town": "Strasbourg"}


@pytest.fixture
def asking(sqlite_app: Flask) -> Iterator[Callable[[Stub], None]]:
    """Have the application ask a stub, for the length of a test; its places are read first."""
    before = sqlite_app.extensions["geocoder"]

    def ask(stub: Stub) -> None:
        service = SERVICES[stub.service](stub.url, "Tests")
        geocoder = HouseGeocoder(gazetteer, service, Answers(sqlite_app.extensions["clock"].now))
        geocoder.offline.gazetteer()
        sqlite_app.extensions["geocoder"] = geocoder

    yield ask
    sqlite_app.extensions["geocoder"] = before


def the_site(founded: Founded) -> SiteView:
    session().rollback()
    (site,) = sites_of(founded.id)
    return site


def new_site(founded: Founded) -> str:
    return f"/organisations/{founded.slug}/sites/new"


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_site_stands_at_its_address_where_a_service_knows_it(
    client: FlaskClient, founded: Founded, asking: Callable[[Stub], None], service: str
) -> None:
    with serving(Stub(service)) as stub:
        asking(stub)
        assert "est transmise avec sa commune" in words(client.get(new_site(founded)))
        assert send(client, new_site(founded), **SITE).status_code == 303
        assert [asked["q"] for asked in stub.asked] == ["12 rue de la Krutenau, 67000 Strasbourg"]

    site = the_site(founded)
    assert (site.latitude, site.longitude, site.precision) == (48.5801, 7.7602, "address")
    assert not site.is_to_locate


@pytest.mark.parametrize(
    ("service", "changes"),
    [
        ("ban", {"waits_s": 30.0}),
        ("nominatim", {"drips": True}),
        ("photon", {"status": 500}),
        ("ban", {"body": b"{"}),
        ("photon", {"latitude": 45.0}),
    ],
    ids=["slow", "dripping", "failing", "babbling", "lying"],
)
def test_whatever_the_service_does_the_site_is_there_within_three_seconds_and_to_be_located(
    client: FlaskClient,
    founded: Founded,
    asking: Callable[[Stub], None],
    service: str,
    changes: dict[str, object],
) -> None:
    with serving(Stub(service)) as stub:
        for name, value in changes.items():
            setattr(stub, name, value)
        asking(stub)
        began = time.monotonic()
        done = send(client, new_site(founded), **SITE)

        assert time.monotonic() - began < 3.0
        assert done.status_code == 303

    site = the_site(founded)
    assert (site.precision, site.is_to_locate) == ("commune", True)
    assert "À situer" in words(client.get(done.location))


def test_a_position_that_is_typed_asks_nobody(
    client: FlaskClient, founded: Founded, asking: Callable[[Stub], None]
) -> None:
    with serving(Stub("ban")) as stub:
        asking(stub)
        send(client, new_site(founded), **SITE, latitude="48,59", longitude="7,75")
        assert stub.asked == []
    assert the_site(founded).precision == "exact"


def test_an_address_is_asked_again_only_when_it_changes(
    client: FlaskClient, founded: Founded, asking: Callable[[Stub], None]
) -> None:
    with serving(Stub("ban")) as stub:
        asking(stub)
        send(client, new_site(founded), **SITE)
        site = the_site(founded)
        page = f"/organisations/{founded.slug}/sites/{site.public_id}"
        assert 'value="48,5801"' not in client.get(page).text  # found by the house, not typed
        assert send(client, page, name="Entrepôt").status_code == 303
        assert len(stub.asked) == 1
        renamed = the_site(founded)
        assert (renamed.name, renamed.precision, renamed.public_latitude) == (
            "Entrepôt",
            "address",
            site.public_latitude,
        )
        send(client, page, address="14 rue de la Krutenau")
        assert stub.asked[-1]["q"] == "14 rue de la Krutenau, 67000 Strasbourg"


def test_a_misspelled_commune_is_a_question(client: FlaskClient, founded: Founded) -> None:
    asked = send(client, new_site(founded), **{**SITE, "postcode": "", "town": "Strasboug"})

    assert asked.status_code == 422
    assert "Aucune commune ne répond exactement" in words(asked)
    form = next(form for form in forms(asked) if "chosen_for" in form.values)
    assert form.values["commune"] == "commune:67482"
    assert client.post(new_site(founded), data=form.values).status_code == 303
    assert the_site(founded).commune_key == "commune:67482"


def test_a_choice_is_kept_while_another_fault_is_mended(client: FlaskClient, founded: Founded) -> None:
    chosen = {"commune": "commune:67482", "chosen_for": "67000 Strasbourg"}
    asked = send(client, new_site(founded), **{**SITE, **chosen, "name": ""})

    form = next(form for form in forms(asked) if "chosen_for" in form.values)
    assert {name: form.values[name] for name in chosen} == chosen
    assert "Strasbourg (Bas-Rhin)" in words(asked)


def test_what_leaves_the_house_is_told_to_everybody(
    client: FlaskClient, asking: Callable[[Stub], None]
) -> None:
    assert "ce site la transmet" not in words(client.get("/privacy"))
    asking(Stub("nominatim", port=1))
    assert "ce site la transmet, sans aucun nom, au service Nominatim" in words(client.get("/privacy"))
