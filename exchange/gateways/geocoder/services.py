"""The three services that geopy asks for us: how each is called, and what its answers say."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from geopy.exc import GeopyError
from geopy.geocoders import BANFrance, Nominatim, Photon
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from exchange.gateways.geocoder.fetching import OneHostAdapter
from exchange.gateways.geocoder.gazetteer import Commune
from exchange.kernel.geography import Point
from exchange.kernel.text import clean
from exchange.settings import Settings

_LONGEST_QUERY = 200
_LONGEST_LABEL = 200
_FEW = 5
_SURE_SCORE = 0.5
"""Below this, BAN's best answer is most often another street."""


class ServiceError(Exception):
    """The service gave no answer that can be used; asking again later may help."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address as a service claims to know it, not yet believed; `country` only if it names one."""

    label: str
    point: Point
    precision: str
    country: str | None


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of an answer; a street without a number is answered by its middle."""

    street: str
    number: str | None
    postcode: str | None
    town: str | None
    country: str | None

    def label(self) -> str:
        """Return the address in one line."""
        parts = (self.number, self.street), (self.postcode, self.town)
        lines = (" ".join(clean(part) for part in line if part) for line in parts)
        return ", ".join(" ".join(line.split()) for line in lines if line)[:_LONGEST_LABEL]


class Service(ABC):
    """A remote geocoder behind geopy."""

    title: ClassVar[str]
    """The name by which people know it."""
    default_url: ClassVar[str]
    pace_s: ClassVar[float]
    """Seconds from one request to the next, over all processes of the house together."""
    countries: ClassVar[frozenset[str] | None] = None
    """The countries that it knows, or None for all."""

    def __init__(self, url: str, user_agent: str) -> None:
        # geopy logs the addresses that it asks for, which are nobody's business.
        logging.getLogger("geopy").setLevel(logging.WARNING)
        address = urlsplit(url)
        self._geocoder: Any = self._made(
            scheme=address.scheme,
            domain=f"{address.netloc}{address.path}",
            user_agent=user_agent,
            adapter_factory=lambda **_: OneHostAdapter(url),
        )

    def search(self, text: str, commune: Commune, timeout_s: float) -> list[Found]:
        """Return the streets and addresses that the service finds for a text, the likeliest first.

        Raises: ServiceError.
        """
        try:
            locations = self._geocoder.geocode(
                text[:_LONGEST_QUERY], exactly_one=False, timeout=timeout_s, **self._options(commune)
            )
            return [found for location in locations or () for found in self._read(location)]
        except GeopyError as error:
            raise ServiceError(type(error).__name__) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # geopy reads answers as if they were all well formed: whatever it trips over is not one.
            raise ServiceError("GeocoderParseError") from error

    @abstractmethod
    def _made(self, **options: Any) -> Geocoder:
        """Return geopy's geocoder for this service."""

    def _options(self, commune: Commune) -> dict[str, Any]:
        """Return what the service is told beside the text."""
        del commune
        return {"limit": _FEW}

    def _read(self, location: Location) -> Iterator[Found]:
        said = self._said(location.raw)
        if said is not None:
            point = Point(float(location.latitude), float(location.longitude))
            precision = "street" if said.number is None else "address"
            yield Found(
                said.label(), point, precision, None if said.country is None else said.country.upper()
            )

    @abstractmethod
    def _said(self, raw: Mapping[str, Any]) -> _Said | None:
        """Return what an answer says, or None if it is coarser than a street."""


class Ban(Service):
    """The Base Adresse Nationale: France alone. Fifty requests a second are allowed."""

    title = "Base Adresse Nationale"
    default_url = "https://data.geopf.fr/geocodage"
    pace_s = 0.05
    countries = frozenset({"FR"})

    def _made(self, **options: Any) -> Geocoder:
        return BANFrance(**options)  # type: ignore[no-untyped-call] # geopy is untyped

    def _said(self, raw: Mapping[str, Any]) -> _Said | None:
        properties = raw["properties"]
        if float(properties["score"]) < _SURE_SCORE or properties["type"] not in {"housenumber", "street"}:
            return None
        street = properties["street"] if properties["type"] == "housenumber" else properties["name"]
        number, postcode, town = (properties.get(name) for name in ("housenumber", "postcode", "city"))
        return _Said(street, number, postcode, town, "FR")


class OpenStreetMap(Service):
    """Nominatim. Its public instance allows one request a second, and no suggestions while typing.

    Source: https://operations.osmfoundation.org/policies/nominatim/
    """

    title = "Nominatim (OpenStreetMap)"
    default_url = "https://nominatim.openstreetmap.org"
    pace_s = 1.0

    def _made(self, **options: Any) -> Geocoder:
        return Nominatim(**options)  # type: ignore[no-untyped-call] # geopy is untyped

    def _options(self, commune: Commune) -> dict[str, Any]:
        return {"limit": _FEW, "addressdetails": True, "country_codes": commune.country.lower()}

    def _said(self, raw: Mapping[str, Any]) -> _Said | None:
        address = raw["address"]
        if "road" not in address:
            return None
        number, postcode, country = (
            address.get(name) for name in ("house_number", "postcode", "country_code")
        )
        town = next(
            (address[name] for name in ("city", "town", "village", "municipality") if name in address), None
        )
        return _Said(address["road"], number, postcode, town, country)


class PhotonService(Service):
    """Photon, also over OpenStreetMap. Its public instance asks for moderation."""

    title = "Photon (OpenStreetMap)"
    default_url = "https://photon.komoot.io"
    pace_s = 1.0

    def _made(self, **options: Any) -> Geocoder:
        return Photon(**options)  # type: ignore[no-untyped-call] # geopy is untyped

    def _options(self, commune: Commune) -> dict[str, Any]:
        point = (commune.point.latitude, commune.point.longitude)
        return {"limit": _FEW, "location_bias": point}

    def _said(self, raw: Mapping[str, Any]) -> _Said | None:
        properties = raw["properties"]
        number, postcode, town, country = (
            properties.get(name) for name in ("housenumber", "postcode", "city", "countrycode")
        )
        if number is None and properties.get("type") != "street":
            return None
        # A street bears its own name; an address, or something that stands at one, names its street.
        return _Said(properties.get("street") or properties["name"], number, postcode, town, country)


SERVICES: Mapping[str, type[Service]] = {"ban": Ban, "nominatim": OpenStreetMap, "photon": PhotonService}


def service_of(settings: Settings) -> Service | None:
    """Return the service that the settings name, or None; it is told who asks, as its terms demand."""
    made = SERVICES.get(settings.geocoder)
    if made is None:
        return None
    return made(settings.geocoder_url or made.default_url, f"Gisement (+{settings.base_url})")
