from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from exchange.gateways.geocoder.chain import HouseGeocoder
from exchange.gateways.geocoder.services import SERVICES
from exchange.jobs import locate_sites
from exchange.organisations.actions import sites
from exchange.organisations.queries.sites import SiteView, sites_of, sites_to_locate
from exchange.organisations.rules import FIRST_LOOK
from exchange.storage.answers import Answers
from exchange.storage.database import session
from tests.builders.gazetteers import small_gazetteer
from tests.builders.organisations import Founded, a_place, an_organisation
from tests.geocoder_servers import Stub, serving
from tests.houses import NOW

SOON = NOW + FIRST_LOOK


@pytest.fixture
def asking(app: Flask) -> Iterator[Callable[[Stub], HouseGeocoder]]:
    """Have the application ask a stub, for the length of a test."""
    before = app.extensions["geocoder"]

    def ask(stub: Stub) -> HouseGeocoder:
        service = SERVICES[stub.service](stub.url, "Tests")
        answers = Answers(app.extensions["clock"].now)
        app.extensions["geocoder"] = HouseGeocoder(small_gazetteer, service, answers, sleep=lambda _: None)
        return app.extensions["geocoder"]

    yield ask
    app.extensions["geocoder"] = before


def lost_sites(founded: Founded, *addresses: str) -> None:
    for address in addresses:
        command = a_place(address=address, latitude=None, longitude=None, is_to_locate=True)
        sites.add(founded.actor, command, NOW)


def now_at(founded: Founded) -> list[SiteView]:
    session().rollback()
    return list(sites_of(founded.id))


def test_sites_are_moved_to_their_address_once_the_service_answers(
    app: Flask, asking: Callable[[Stub], HouseGeocoder]
) -> None:
    founded = an_organisation()
    lost_sites(founded, "12 rue de la Krutenau", "14 rue de la Krutenau")
    with serving(Stub("ban")) as stub:
        asking(stub)
        assert locate_sites.run(NOW) == 0
        assert stub.asked == []
        assert locate_sites.run(SOON) == 2
        assert locate_sites.run(SOON) == 0
        assert [asked["q"] for asked in stub.asked] == [
            "12 rue de la Krutenau, 67000 Strasbourg",
            "14 rue de la Krutenau, 67000 Strasbourg",
        ]
    assert [(site.precision, site.latitude, site.is_to_locate) for site in now_at(founded)] == [
        ("address", 48.5801, False)
    ] * 2


def test_while_the_service_fails_one_try_is_made_and_all_sites_wait(
    app: Flask, asking: Callable[[Stub], HouseGeocoder]
) -> None:
    founded = an_organisation()
    lost_sites(founded, "12 rue de la Krutenau", "14 rue de la Krutenau")
    with serving(Stub("photon", status=500)) as stub:
        asking(stub)
        assert locate_sites.run(SOON) == 0
        assert len(stub.asked) == 1
    assert [(site.precision, site.is_to_locate) for site in now_at(founded)] == [("commune", True)] * 2
    assert len(sites_to_locate(SOON, 8)) == 1
    assert len(sites_to_locate(SOON + 3 * FIRST_LOOK, 8)) == 2


def test_a_lie_is_asked_about_again_and_an_unknown_address_no_more(
    app: Flask, asking: Callable[[Stub], HouseGeocoder]
) -> None:
    founded = an_organisation()
    lost_sites(founded, "12 rue de la Krutenau")
    with serving(Stub("nominatim", latitude=45.0)) as stub:
        asking(stub)
        assert locate_sites.run(SOON) == 0
        assert [site.is_to_locate for site in now_at(founded)] == [True]
        stub.finds_nothing = True
        asking(stub)
        assert locate_sites.run(SOON + 3 * FIRST_LOOK) == 0
    assert [(site.precision, site.is_to_locate) for site in now_at(founded)] == [("commune", False)]


def test_without_a_service_sites_stay_where_they_are(app: Flask) -> None:
    founded = an_organisation()
    lost_sites(founded, "12 rue de la Krutenau")

    assert locate_sites.run(SOON) == 0
    assert [site.is_to_locate for site in now_at(founded)] == [True]
