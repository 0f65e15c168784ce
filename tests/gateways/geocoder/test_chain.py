"""From memory first; a service is asked for streets alone, and believed where it may be true."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from exchange.gateways import logs
from exchange.gateways.geocoder import chain
from exchange.gateways.geocoder.chain import PATIENCE_S, REST_S, HouseGeocoder
from exchange.gateways.geocoder.gazetteer import Commune
from exchange.gateways.geocoder.services import SERVICES, Ban, Found, PhotonService, Service, ServiceError
from exchange.kernel.geography import Point
from tests.builders.gazetteers import small_gazetteer
from tests.geocoder_servers import Stub, serving

STRASBOURG, KEHL = "commune:67482", "commune:DE-08317057"
ADDRESS = "12 rue de la Krutenau"
ASKED = f"{ADDRESS}, 67000 Strasbourg"
THERE = Point(48.5801, 7.7602)


class Remembering:
    """A memory of this process alone; `log` tells what it was asked, in order."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.log: list[str] = []
        self.wait_s: float | None = 0.0

    def recall(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep(self, key: str, answer: str) -> None:
        self.kept[key] = answer

    def turn(self, name: str, pace_s: float, patience_s: float) -> float | None:
        assert patience_s > 0
        self.log.append(f"turn {name} {pace_s}")
        return self.wait_s

    def leave(self) -> None:
        self.log.append("leave")


class Saying(Ban):
    """A service that says what it is told to, without a network."""

    def __init__(self, *answers: Found, fails: bool = False) -> None:
        self.answers, self.fails = list(answers), fails
        self.asked: list[tuple[str, str, float]] = []

    def search(self, text: str, commune: Commune, timeout_s: float) -> list[Found]:
        self.asked.append((text, commune.key, timeout_s))
        if self.fails:
            raise ServiceError("GeocoderTimedOut")
        return self.answers


def found(point: Point = THERE, precision: str = "address", country: str | None = "FR") -> Found:
    return Found("12 Rue de la Krutenau, 67000 Strasbourg", point, precision, country)


def house(service: Service | None, memory: Remembering | None = None) -> HouseGeocoder:
    return HouseGeocoder(small_gazetteer, service, memory or Remembering(), sleep=lambda _: None)


def test_an_address_stands_where_the_service_says() -> None:
    (place,) = house(Saying(found())).places(ASKED)

    assert (place.label, place.kind, place.precision) == (found().label, "address", "address")
    assert (place.latitude, place.longitude, place.commune) == (48.5801, 7.7602, STRASBOURG)
    assert (place.name, place.is_guess) == ("Strasbourg", False)


@pytest.mark.parametrize(
    "query", ["Strasbourg", "67000", "67170", "L-4530", "Niederkorn", "stras", "Strasboug", ""]
)
def test_what_is_known_here_asks_nobody(query: str) -> None:
    service = Saying(found())
    geocoder = house(service)

    assert geocoder.places(query) == geocoder.known(query)
    assert geocoder.completions(ASKED) == geocoder.known(ASKED)
    assert service.asked == []


def test_without_a_service_the_address_is_its_commune() -> None:
    geocoder = house(None)

    assert not geocoder.is_remote
    assert [place.precision for place in geocoder.places(ASKED)] == ["commune"]
    assert geocoder.locate(ADDRESS, "67000", STRASBOURG) is None


def test_a_service_is_asked_once_and_its_answer_kept_under_a_hash() -> None:
    service, memory = Saying(found(precision="street")), Remembering()
    geocoder = house(service, memory)

    first, again = (geocoder.locate(ADDRESS, "67000", STRASBOURG) for _ in range(2))

    assert first == again
    assert first is not None
    assert (first.point, first.precision, first.commune) == (THERE, "street", STRASBOURG)
    assert [(text, commune) for text, commune, _ in service.asked] == [(ASKED, STRASBOURG)]
    assert memory.log == ["leave", "turn Saying 0.05"]
    assert [len(key) for key in memory.kept] == [64]


def test_nothing_found_is_no_fault_and_is_not_kept() -> None:
    service, memory = Saying(), Remembering()
    geocoder = house(service, memory)

    assert geocoder.locate(ADDRESS, "67000", STRASBOURG) is None
    assert [place.precision for place in geocoder.places(ASKED)] == ["commune"]
    assert memory.kept == {}
    assert not geocoder.is_resting


@pytest.mark.parametrize(
    "lie",
    [
        found(Point(45.76, 4.84)),
        found(Point(48.573, 7.8152)),
        found(Point(0.0, 0.0)),
        found(Point(-48.5801, 7.7602)),
        found(country="DE"),
    ],
    ids=["another town", "the town across the river", "nowhere", "another hemisphere", "another country"],
)
def test_a_point_that_cannot_be_true_is_refused(lie: Found) -> None:
    memory = Remembering()
    geocoder = house(Saying(lie), memory)

    with pytest.raises(ServiceError, match="unbelievable"):
        geocoder.locate(ADDRESS, "67000", STRASBOURG)
    assert [place.precision for place in geocoder.places(ASKED)] == ["commune"]
    assert memory.kept == {}


def test_the_first_answer_that_may_be_true_is_taken() -> None:
    located = house(Saying(found(Point(45.76, 4.84)), found())).locate(ADDRESS, "67000", STRASBOURG)

    assert located is not None
    assert located.point == THERE


def test_a_failing_service_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Saying(fails=True)
    geocoder = house(service)

    for _ in range(3):
        with pytest.raises(ServiceError):
            geocoder.locate(ADDRESS, "67000", STRASBOURG)
    assert len(service.asked) == 1
    assert geocoder.is_resting

    later = time.monotonic() + REST_S + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not geocoder.is_resting


def test_nobody_queues_for_a_turn_that_is_far_off() -> None:
    service, memory = Saying(found()), Remembering()
    memory.wait_s = None

    with pytest.raises(ServiceError, match="busy"):
        house(service, memory).locate(ADDRESS, "67000", STRASBOURG)
    assert service.asked == []


def test_waiting_for_a_turn_counts_as_waiting_for_the_service() -> None:
    service, memory, slept = Saying(found()), Remembering(), list[float]()
    memory.wait_s = 0.4

    HouseGeocoder(small_gazetteer, service, memory, sleep=slept.append).locate(
        ADDRESS, "67000", STRASBOURG, 1.0
    )

    assert slept == [0.4]
    assert service.asked[0][2] == pytest.approx(0.6)


def test_a_service_of_one_country_is_not_asked_about_another() -> None:
    service = Saying(found())

    assert house(service).locate("Hauptstraße 1", "77694", KEHL) is None
    assert service.asked == []


@pytest.mark.parametrize(
    ("address", "commune"), [("", STRASBOURG), (" , ", STRASBOURG), (ADDRESS, "commune:0")]
)
def test_without_an_address_or_a_commune_there_is_nothing_to_ask(address: str, commune: str) -> None:
    service = Saying(found())

    assert house(service).locate(address, "67000", commune) is None
    assert service.asked == []


def test_an_address_of_several_communes_is_where_its_point_is() -> None:
    brumath = next(each for each in small_gazetteer().communes.values() if each.name == "Brumath")
    service = Saying(found(brumath.point))

    (place,) = house(service).places("3 rue du Parc, 67170")

    assert (place.commune, place.postcode) == (brumath.key, "67170")


def test_communes_are_named_with_what_tells_them_apart() -> None:
    geocoder = house(None)

    assert (geocoder.label(STRASBOURG), geocoder.label("commune:0")) == ("Strasbourg (Bas-Rhin)", None)
    nearest = geocoder.nearest(Point(48.58, 7.75))
    assert nearest is not None
    assert nearest.commune == STRASBOURG


@pytest.fixture(params=sorted(SERVICES))
def stub(request: pytest.FixtureRequest) -> Iterator[Stub]:
    with serving(Stub(request.param)) as running:
        yield running


def test_each_service_is_asked_and_believed_through_the_whole_chain(stub: Stub) -> None:
    located = house(SERVICES[stub.service](stub.url, "Tests")).locate(ADDRESS, "67000", STRASBOURG)

    assert located is not None
    assert (located.point, located.precision) == (THERE, "address")


@pytest.mark.parametrize(
    "changes",
    [{"waits_s": 30.0}, {"drips": True}, {"latitude": 45.0}, {"status": 500}, {"body": b"{"}],
    ids=["slow", "dripping", "lying", "failing", "babbling"],
)
def test_whatever_a_service_does_the_answer_comes_in_time_and_from_here(
    stub: Stub, changes: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "PATIENCE_S", 0.25)
    for name, value in changes.items():
        setattr(stub, name, value)
    began = time.monotonic()

    places = house(SERVICES[stub.service](stub.url, "Tests")).places(ASKED)

    assert [(place.commune, place.precision) for place in places] == [(STRASBOURG, "commune")]
    assert time.monotonic() - began < 1.0


def test_the_time_that_people_wait_leaves_room_in_the_three_seconds_promised() -> None:
    assert PATIENCE_S <= 1.5


def test_what_services_are_asked_is_never_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG")
    with pytest.raises(ServiceError):
        house(Saying(fails=True)).locate(ADDRESS, "67000", STRASBOURG)

    said = capsys.readouterr().err
    assert "GeocoderTimedOut" in said
    assert "Krutenau" not in said


def test_what_photon_knows_is_not_bound_to_a_country() -> None:
    assert PhotonService.countries is None
