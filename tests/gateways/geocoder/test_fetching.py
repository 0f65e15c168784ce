"""What leaves goes to one host alone, and whatever comes back, the caller has its answer in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from geopy.adapters import AdapterHTTPError
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from exchange.gateways.geocoder.fetching import AT_ONCE, LARGEST_ANSWER, OneHostAdapter
from tests.geocoder_servers import Stub, serving, threads_that_fetch


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving(Stub("ban")) as running:
        yield running


def fetch(stub: Stub, timeout: float = 2.0) -> object:
    adapter = OneHostAdapter(stub.url)
    return adapter.get_json(f"{stub.url}/search?q=x", timeout=timeout, headers={"User-Agent": "Tests"})


def test_what_is_said_is_read(stub: Stub) -> None:
    stub.body = b'{"features": []}'

    assert fetch(stub) == {"features": []}
    assert (stub.paths, stub.agents) == (["/geocodage/search"], ["Tests"])


@pytest.mark.parametrize(
    "url", ["http://localhost:9/", "https://127.0.0.1/", "http://127.0.0.1@evil.example/"]
)
def test_no_other_host_is_ever_asked(stub: Stub, url: str) -> None:
    with pytest.raises(GeocoderServiceError, match="not allowed"):
        OneHostAdapter(stub.url).get_text(url, timeout=1.0, headers={})


@pytest.mark.parametrize("drips", [False, True], ids=["silent", "dripping"])
def test_a_slow_service_is_left_when_the_time_is_up_and_no_thread_stays_behind(
    stub: Stub, *, drips: bool
) -> None:
    stub.waits_s, stub.drips = (0.0, True) if drips else (30.0, False)
    began = time.monotonic()

    with pytest.raises(GeocoderTimedOut):
        fetch(stub, timeout=0.3)

    assert time.monotonic() - began < 1.0
    assert threads_that_fetch(2.0) == 0


def test_a_redirection_is_not_followed(stub: Stub) -> None:
    with serving(Stub("ban")) as elsewhere:
        stub.status, stub.location = 302, f"{elsewhere.url}/search"

        with pytest.raises(AdapterHTTPError) as caught:
            fetch(stub)

        assert caught.value.status_code == 302
        assert elsewhere.paths == []


@pytest.mark.parametrize("status", [204, 404, 429, 500, 503])
def test_any_status_but_200_is_a_fault(stub: Stub, status: int) -> None:
    stub.status = status

    with pytest.raises(AdapterHTTPError):
        fetch(stub)


def test_a_huge_answer_is_given_up(stub: Stub) -> None:
    stub.body = b'["' + b"x" * LARGEST_ANSWER + b'"]'

    with pytest.raises(GeocoderServiceError, match="too large"):
        fetch(stub)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"a": NaN}', b'{"a": Infinity}', b"[" * 100_000, b"1" * 6_000, b'"\xff\xfe"']
)
def test_what_is_no_json_is_a_fault(stub: Stub, body: bytes) -> None:
    stub.body = body

    with pytest.raises((GeocoderParseError, GeocoderUnavailable)):
        fetch(stub)


def test_nobody_there_is_a_fault() -> None:
    with serving(Stub("ban")) as gone:
        pass

    with pytest.raises(GeocoderUnavailable):
        fetch(gone)


def test_no_more_requests_are_under_way_than_allowed(stub: Stub) -> None:
    stub.waits_s = 30.0
    adapter = OneHostAdapter(stub.url)

    def waiting() -> None:
        with suppress(GeocoderServiceError):
            adapter.get_text(f"{stub.url}/search", timeout=1.0, headers={})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(AT_ONCE):
            pool.submit(waiting)
        while len(stub.paths) < AT_ONCE:
            time.sleep(0.01)
        with pytest.raises(GeocoderUnavailable, match="too many"):
            adapter.get_text(f"{stub.url}/search", timeout=5.0, headers={})
