"""The house's geocoder: what is known here, and for an address, what a remote service knows beside.

A remote service is only asked for streets: communes, postcodes and localities are answered from memory,
and so is every text that is still being typed. What it answers is believed where it may be true, kept,
and never waited for longer than said.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from exchange.gateways import logs
from exchange.gateways.geocoder.gazetteer import Commune, Gazetteer
from exchange.gateways.geocoder.meanings import commune_place
from exchange.gateways.geocoder.offline import DEFAULT_LIMIT, REACH_KM, OfflineGeocoder
from exchange.gateways.geocoder.places import Place
from exchange.gateways.geocoder.services import Found, Service, ServiceError
from exchange.gateways.geocoder.spelling import fold_place
from exchange.kernel.geography import Point

PATIENCE_S = 1.2
"""How long somebody who sent a form waits for the service."""

REST_S = 30.0
"""After a failure the service is left alone for so long, by whoever would have to wait for it."""


class Memory(Protocol):
    """What the house keeps of a service, for all its processes together."""

    def recall(self, key: str) -> str | None:
        """Return an answer kept under a key, or None."""

    def keep(self, key: str, answer: str) -> None:
        """Keep an answer under a key, for a time."""

    def turn(self, name: str, pace_s: float, patience_s: float) -> float | None:
        """Take the next turn at a pace and return the seconds until then; None if it is too far off."""

    def leave(self) -> None:
        """End what is being read, so that no transaction waits for a service.

        Raises: RuntimeError within a transaction that writes.
        """


@dataclass(frozen=True, slots=True)
class Located:
    """Where an address is, by a remote service that is believed: `street` or `address` exactly."""

    label: str
    point: Point
    precision: str
    commune: str


class HouseGeocoder:
    """Answers from memory; asks a remote service, if there is one, where streets are."""

    def __init__(
        self,
        gazetteer: Callable[[], Gazetteer],
        service: Service | None = None,
        memory: Memory | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.offline = OfflineGeocoder(gazetteer)
        self._service, self._memory = service, memory
        self._sleep = sleep
        self._resting_until = 0.0
        self._guard = Lock()

    @property
    def is_remote(self) -> bool:
        """Whether there is a service to ask."""
        return self._service is not None

    @property
    def service_title(self) -> str | None:
        """The name by which the service is known to people, or None without one."""
        return None if self._service is None else self._service.title

    @property
    def is_resting(self) -> bool:
        """Whether the service failed a moment ago, so that nobody waits for it now."""
        return time.monotonic() < self._resting_until

    def places(self, query: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
        """Return the places that a text may mean, the likeliest first: several are a choice to offer.

        An address that the remote service knows stands where it says; else at the best known here.
        """
        found = self.known(query, limit)
        if not found or found[0].kind != "address" or found[0].is_guess:
            return found
        try:
            located = self._located(query, [place.commune for place in found], PATIENCE_S)
        except ServiceError:
            return found
        return found if located is None else [self._address(located, found)]

    def known(self, text: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
        """Return the places that a text may mean by what is known here; no service is asked."""
        return self.offline.places(text, limit)

    def completions(self, typed: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
        """Return the places that a text still being typed may become; no service is asked."""
        return self.offline.completions(typed, limit)

    def label(self, commune: str) -> str | None:
        """Return how a commune is named, with its département or country, or None if it is unknown."""
        known = self.offline.gazetteer().communes.get(commune)
        return None if known is None else commune_place(known).label

    def nearest(self, point: Point, within_km: float = REACH_KM) -> Place | None:
        """Return the commune whose own point is nearest, or None if none is near enough."""
        return self.offline.nearest(point, within_km)

    def locate(
        self, address: str, postcode: str, commune: str, patience_s: float = PATIENCE_S
    ) -> Located | None:
        """Return where an address of a known commune is, or None where nobody can say.

        Raises: ServiceError if asking again later may help.
        """
        known = self.offline.gazetteer().communes.get(commune)
        if known is None or not fold_place(address):
            return None
        return self._located(f"{address}, {postcode} {known.name}", [commune], patience_s)

    def _located(self, text: str, communes: list[str], patience_s: float) -> Located | None:
        service, memory = self._service, self._memory
        known = self.offline.gazetteer().communes
        asked = [known[key] for key in dict.fromkeys(communes)]
        if service is None or memory is None:
            return None
        if service.countries is not None and not all(each.country in service.countries for each in asked):
            return None
        key = _key(service, text, asked)
        if kept := memory.recall(key):
            return _read(kept)
        try:
            answers = self._asked(service, memory, text, asked[0], patience_s)
            located = self._believed(answers, asked)
        except ServiceError as error:
            logs.service("geocoder unanswered", service=type(service).__name__, reason=str(error))
            raise
        if located is not None:
            memory.keep(key, _written(located))
        return located

    def _asked(
        self, service: Service, memory: Memory, text: str, commune: Commune, patience_s: float
    ) -> list[Found]:
        if self.is_resting:
            raise ServiceError("resting")
        memory.leave()
        wait_s = memory.turn(type(service).__name__, service.pace_s, patience_s / 2)
        if wait_s is None:
            raise ServiceError("busy")
        self._sleep(wait_s)
        try:
            return service.search(text, commune, patience_s - wait_s)
        except ServiceError:
            with self._guard:
                self._resting_until = time.monotonic() + REST_S
            raise

    def _believed(self, answers: list[Found], asked: list[Commune]) -> Located | None:
        """Return the first answer that may be true of a commune asked for; None if nothing was answered.

        Raises: ServiceError if every answer must be wrong.
        """
        gazetteer = self.offline.gazetteer()
        keys = {commune.key for commune in asked}
        for found in answers:
            for commune in gazetteer.holders(found.point):
                if commune.key in keys and found.country in {None, commune.country}:
                    return Located(found.label, found.point, found.precision, commune.key)
        if answers:
            raise ServiceError("unbelievable")
        return None

    def _address(self, located: Located, found: list[Place]) -> Place:
        commune = self.offline.gazetteer().communes[located.commune]
        return Place(
            label=located.label,
            kind="address",
            latitude=located.point.latitude,
            longitude=located.point.longitude,
            commune=commune.key,
            precision=located.precision,
            name=commune.name,
            postcode=next(place.postcode for place in found if place.commune == commune.key),
        )


def _key(service: Service, text: str, communes: list[Commune]) -> str:
    """Return what an answer is kept under: a hash, so that what was asked cannot be read from it."""
    asked = "\n".join([type(service).__name__, fold_place(text), *(each.key for each in communes)])
    return hashlib.sha256(asked.encode()).hexdigest()


def _written(located: Located) -> str:
    point = (located.point.latitude, located.point.longitude)
    return json.dumps([located.label, *point, located.precision, located.commune], ensure_ascii=False)


def _read(kept: str) -> Located:
    label, latitude, longitude, precision, commune = json.loads(kept)
    return Located(label, Point(latitude, longitude), precision, commune)
