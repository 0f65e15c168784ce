"""The sites of an organisation, as its own members see them: exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.organisations.models import Site, SiteToLocate
from exchange.storage.database import session
from exchange.territories.models import Territory


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site with its exact and its public point."""

    id: int
    public_id: str
    name: str
    address: str
    postcode: str
    commune_key: str
    commune_name: str
    country: str
    latitude: float
    longitude: float
    public_latitude: float
    public_longitude: float
    precision: str
    time_zone: str
    is_closed: bool
    version: int
    is_to_locate: bool
    """Whether its address is still to be looked up: until then it stands at its commune's point."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A site whose address is to be looked up now, as it was in `version`."""

    id: int
    version: int
    address: str
    postcode: str
    commune_key: str


def sites_of(organisation_id: int, *, closed_too: bool = False) -> tuple[SiteView, ...]:
    """Return the sites of an organisation, open ones first, in the order in which they were placed.

    For the organisation's own members, and whoever may see the exact place.
    """
    wanted = _sites().where(Site.organisation_id == organisation_id).order_by(Site.is_closed, Site.id)
    if not closed_too:
        wanted = wanted.where(Site.is_closed.is_(False))
    return tuple(_view(*row) for row in session().execute(wanted))


def own_site(actor: Actor, public_id: str) -> SiteView:
    """Return a site of the organisation acted for.

    Raises: Missing.
    """
    wanted = _sites().where(Site.public_id == public_id, Site.organisation_id == actor.organisation_id)
    found = session().execute(wanted).one_or_none()
    if found is None:
        raise Missing
    return _view(*found)


def sites_to_locate(now: datetime, limit: int) -> tuple[Lost, ...]:
    """Return the open sites whose address is due to be looked up again, the longest overdue first."""
    wanted = (
        select(Site.id, Site.version, Site.address, Site.postcode, Territory.key)
        .join(SiteToLocate, SiteToLocate.site_id == Site.id)
        .join(Territory, Territory.id == Site.commune_id)
        .where(SiteToLocate.due_at <= now, Site.is_closed.is_(False))
        .order_by(SiteToLocate.due_at, Site.id)
        .limit(limit)
    )
    return tuple(Lost(*row) for row in session().execute(wanted))


def _sites() -> Select[Site, str, str, str, int]:
    return (
        select(Site, Territory.key, Territory.name, Territory.country, SiteToLocate.site_id)
        .join(Territory, Territory.id == Site.commune_id)
        .outerjoin(SiteToLocate, SiteToLocate.site_id == Site.id)
    )


def _view(site: Site, key: str, name: str, country: str, to_locate: int | None) -> SiteView:
    return SiteView(
        id=site.id,
        public_id=site.public_id,
        name=site.name,
        address=site.address,
        postcode=site.postcode,
        commune_key=key,
        commune_name=name,
        country=country,
        latitude=site.latitude,
        longitude=site.longitude,
        public_latitude=site.public_latitude,
        public_longitude=site.public_longitude,
        precision=site.precision,
        time_zone=site.time_zone,
        is_closed=site.is_closed,
        version=site.version,
        is_to_locate=to_locate is not None,
    )
