"""The contract with each of the three services: what it is asked, and what is made of its answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchange.gateways.geocoder.services import SERVICES, Found, Service, ServiceError, service_of
from exchange.kernel.geography import Point
from tests.builders.gazetteers import a_place
from tests.geocoder_servers import PATHS, Stub, serving
from tests.houses import settings_for

STRASBOURG = a_place("67482", "Strasbourg", latitude=48.57358, longitude=7.75321)
ASKED = "12 rue de la Krutenau, 67000 Strasbourg"


@pytest.fixture(params=sorted(SERVICES))
def stub(request: pytest.FixtureRequest) -> Iterator[Stub]:
    with serving(Stub(request.param)) as running:
        yield running


def service(stub: Stub) -> Service:
    return SERVICES[stub.service](stub.url, "Gisement (+https://exchange.example.org)")


def search(stub: Stub) -> list[Found]:
    return service(stub).search(ASKED, STRASBOURG, 2.0)


def test_a_house_number_is_an_address(stub: Stub) -> None:
    (found,) = search(stub)

    assert (found.point, found.precision, found.country) == (Point(48.5801, 7.7602), "address", "FR")
    assert found.label == "12 Rue de la Krutenau, 67000 Strasbourg"


def test_a_street_is_told_from_an_address_in_it(stub: Stub) -> None:
    stub.is_house = False

    assert [(found.precision, found.label) for found in search(stub)] == [
        ("street", "Rue de la Krutenau, 67000 Strasbourg")
    ]


def test_the_service_is_asked_as_it_wants_to_be_and_told_who_asks(stub: Stub) -> None:
    search(stub)

    (asked,) = stub.asked
    assert stub.paths == [f"/geocodage{PATHS[stub.service]}"]
    assert stub.agents == ["Gisement (+https://exchange.example.org)"]
    assert (asked["q"], asked["limit"]) == (ASKED, "5")
    beside = {
        "ban": {},
        "nominatim": {"format": "json", "addressdetails": "1", "countrycodes": "fr"},
        "photon": {"lat": "48.57358", "lon": "7.75321"},
    }
    assert asked.keys() - {"q", "limit"} == beside[stub.service].keys()
    assert asked.items() >= beside[stub.service].items()


def test_a_query_is_cut_to_what_services_take(stub: Stub) -> None:
    service(stub).search("x" * 400, STRASBOURG, 2.0)

    assert len(stub.asked[0]["q"]) == 200


def test_nothing_found_is_an_answer(stub: Stub) -> None:
    stub.finds_nothing = True

    assert search(stub) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"latitude": "nord"},
        {"latitude": [48.5]},
        {"latitude": 1e9},
        {"longitude": {"x": 1}},
        {"body": b"{}"},
        {"body": b"[[]]"},
        {"body": b'{"features": 3}'},
        {"body": b'{"features": [{"geometry": null, "properties": null}]}'},
        {"body": b'[{"lat": "48", "lon": "7", "display_name": "x", "address": {"road": 5}}]'},
        {"body": b"null"},
        {"body": b'"what?"'},
        {"body": b"<html>"},
        {"status": 500},
        {"status": 302, "location": "http://localhost:1/"},
        {"status": 429},
        {"waits_s": 30.0},
    ],
)
@pytest.mark.filterwarnings("ignore:Latitude normalization")
def test_a_service_that_misbehaves_gives_no_answer_and_no_fault_of_ours(
    stub: Stub, changes: dict[str, Any]
) -> None:
    for name, value in changes.items():
        setattr(stub, name, value)

    try:
        answers = service(stub).search(ASKED, STRASBOURG, 0.5)
    except ServiceError:
        return
    assert answers == []


def test_what_is_coarser_than_a_street_is_no_answer(stub: Stub) -> None:
    stub.body = {
        "ban": b'{"features": [{"geometry": {"coordinates": [7.7, 48.5]},'
        b' "properties": {"label": "Strasbourg", "type": "municipality", "score": 0.9}}]}',
        "nominatim": b'[{"lat": "48.5", "lon": "7.7", "display_name": "Strasbourg",'
        b' "address": {"city": "Strasbourg", "country_code": "fr"}}]',
        "photon": b'{"features": [{"geometry": {"coordinates": [7.7, 48.5]},'
        b' "properties": {"name": "Strasbourg", "type": "city", "countrycode": "FR"}}]}',
    }[stub.service]

    assert search(stub) == []


def test_an_unsure_answer_of_ban_is_none() -> None:
    with serving(Stub("ban")) as stub:
        stub.body = stub.answer().replace(b"0.97", b"0.31")

        assert search(stub) == []


def test_the_settings_name_the_service_its_address_and_who_asks(tmp_path: Path) -> None:
    assert service_of(settings_for(tmp_path)) is None
    for name, kind in SERVICES.items():
        made = service_of(settings_for(tmp_path, geocoder=name))
        assert isinstance(made, kind)
        with serving(Stub(name)) as stub:
            made = service_of(settings_for(tmp_path, geocoder=name, geocoder_url=stub.url))
            assert made is not None
            assert len(made.search(ASKED, STRASBOURG, 2.0)) == 1
            assert stub.agents == ["Gisement (+http://127.0.0.1:8000)"]


def test_each_service_has_its_present_address_and_pace() -> None:
    assert {name: (kind.default_url, kind.pace_s) for name, kind in SERVICES.items()} == {
        "ban": ("https://data.geopf.fr/geocodage", 0.05),
        "nominatim": ("https://nominatim.openstreetmap.org", 1.0),
        "photon": ("https://photon.komoot.io", 1.0),
    }
