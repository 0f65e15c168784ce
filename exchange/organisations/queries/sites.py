"""The sites of an organisation, as its own members see them: exact."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.organisations.models import Site
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


def sites_of(organisation_id: int, *, closed_too: bool = False) -> tuple[SiteView, ...]:
    """Return the sites of an organisation, open ones first, in the order in which they were placed.

    For the organisation's own members, and whoever may see the exact place.
    """
    wanted = (
        select(Site, Territory.key, Territory.name, Territory.country)
        .join(Territory, Territory.id == Site.commune_id)
        .where(Site.organisation_id == organisation_id)
        .order_by(Site.is_closed, Site.id)
    )
    if not closed_too:
        wanted = wanted.where(Site.is_closed.is_(False))
    return tuple(_view(site, key, name, country) for site, key, name, country in session().execute(wanted))


def own_site(actor: Actor, public_id: str) -> SiteView:
    """Return a site of the organisation acted for.

    Raises: Missing.
    """
    found = (
        session()
        .execute(
            select(Site, Territory.key, Territory.name, Territory.country)
            .join(Territory, Territory.id == Site.commune_id)
            .where(Site.public_id == public_id, Site.organisation_id == actor.organisation_id)
        )
        .one_or_none()
    )
    if found is None:
        raise Missing
    site, key, name, country = found
    return _view(site, key, name, country)


def _view(site: Site, key: str, name: str, country: str) -> SiteView:
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
    )
