"""A remote geocoder on loopback, in the manner of each of the three; it answers, or misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATHS = {"ban": "/search", "nominatim": "/search", "photon": "/api"}


@dataclass
class Stub:
    """What a stub answers and how, and what it was asked: paths, parameters, headers."""

    service: str
    port: int = 0
    latitude: Any = 48.5801
    longitude: Any = 7.7602
    is_house: bool = True
    country: str = "FR"
    finds_nothing: bool = False
    body: bytes | None = None
    status: int = 200
    location: str | None = None
    waits_s: float = 0.0
    drips: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The address that a setting would name."""
        return f"http://127.0.0.1:{self.port}/geocodage"

    def answer(self) -> bytes:
        """Return the body of an answer."""
        if self.body is not None:
            return self.body
        found = [] if self.finds_nothing else [self._found()]
        return json.dumps(found if self.service == "nominatim" else _collection(found)).encode()

    def _found(self) -> dict[str, Any]:
        point = {"type": "Point", "coordinates": [self.longitude, self.latitude]}
        street, town = "Rue de la Krutenau", {"city": "Strasbourg", "postcode": "67000"}
        if self.service == "ban":
            number = {"type": "housenumber", "housenumber": "12", "street": street, "name": f"12 {street}"}
            properties = number if self.is_house else {"type": "street", "name": street}
            label = f"{properties['name']} 67000 Strasbourg"
            properties = {**properties, **town, "label": label, "score": 0.97, "citycode": "67482"}
            return {"type": "Feature", "geometry": point, "properties": properties}
        if self.service == "photon":
            number = {"type": "house", "housenumber": "12", "street": street}
            properties = number if self.is_house else {"type": "street", "name": street}
            properties = {**properties, **town, "countrycode": self.country}
            return {"type": "Feature", "geometry": point, "properties": properties}
        address = {"road": street, **town, "country_code": self.country.lower()}
        return {
            "lat": str(self.latitude),
            "lon": str(self.longitude),
            "display_name": f"12, {street}, Strasbourg, France",
            "address": {**address, "house_number": "12"} if self.is_house else address,
        }


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        stub, asked = self.server.stub, urlsplit(self.path)
        stub.paths.append(asked.path)
        stub.asked.append({name: values[0] for name, values in parse_qs(asked.query).items()})
        stub.agents.append(self.headers["User-Agent"])
        stub.stopped.wait(stub.waits_s)
        with suppress(OSError):
            self._say(stub)

    def _say(self, stub: Stub) -> None:
        body = stub.answer()
        head = [
            f"HTTP/1.1 {stub.status} Said",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        if stub.location:
            head.append(f"Location: {stub.location}")
        raw = "\r\n".join([*head, "", ""]).encode() + body
        step = 1 if stub.drips else len(raw)
        for start in range(0, len(raw), step):
            self.wfile.write(raw[start : start + step])
            if stub.drips and stub.stopped.wait(0.05):
                return

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stub: Stub


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """Run a stub on a port of its own until the block ends."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.stub, stub.port = stub, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            stub.stopped.set()
            server.shutdown()
            thread.join()


def threads_that_fetch(within_s: float) -> int:
    """Return how many threads still wait for a service, once they had some time to end."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        left = [thread for thread in threading.enumerate() if "_run" in thread.name]
        if not left:
            return 0
        time.sleep(0.02)
    return len(left)
