"""One listing, whole: what its page and the programming interface show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.kernel.geography import Point
from exchange.kernel.units import MASS_UNITS
from exchange.listings.commands import WriteListing
from exchange.listings.lifecycle import EDITABLE, GIVER, Step, steps_open
from exchange.listings.models import Listing
from exchange.listings.policy import is_giver
from exchange.listings.queries.lots import LotView, lots_of
from exchange.listings.queries.photographs import ShownPhotograph, photographs_of
from exchange.listings.queries.visibility import visible_to
from exchange.listings.queries.written import written
from exchange.listings.rules import mass_of
from exchange.materials.queries.materials import MaterialView, materials_by_id
from exchange.materials.queries.waste_codes import WasteCodeView, waste_codes_by_id
from exchange.materials.rules import SOURCE_LANGUAGE
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session
from exchange.territories.models import Territory


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing as an actor may read it. `point` is the site's public one; masses in grams.

    `written` is what its giver wrote of it: it fills the form, and a partial change starts from it.
    """

    id: int
    public_id: str
    version: int
    status: str
    written: WriteListing
    material: MaterialView
    waste_code: WasteCodeView | None
    announced_g: int
    grams_per_unit: int
    organisation_id: int
    organisation: str
    organisation_slug: str
    organisation_name: str
    organisation_checked: bool
    is_demonstration: bool
    site_name: str
    commune: str
    commune_name: str
    point: Point
    time_zone: str
    photographs: tuple[ShownPhotograph, ...]
    lots: tuple[LotView, ...]
    created_at: datetime
    published_at: datetime | None
    closed_at: datetime | None
    is_giver: bool

    @property
    def is_counted(self) -> bool:
        """Whether the quantity was given in a unit whose weight the listing states."""
        return self.written.unit not in MASS_UNITS

    @property
    def remaining_g(self) -> int:
        """What can still be claimed of all its lots; for a draft, what it announces."""
        return sum(lot.remaining_g for lot in self.lots) if self.lots else self.announced_g

    @property
    def held_g(self) -> int:
        """What is set aside for accepted claims."""
        return sum(lot.held_g for lot in self.lots)

    @property
    def collected_g(self) -> int:
        """What was handed over and confirmed."""
        return sum(lot.collected_g for lot in self.lots)

    @property
    def total_g(self) -> int:
        """All that was ever there; for a draft, what it announces."""
        return sum(lot.total_g for lot in self.lots) if self.lots else self.announced_g

    @property
    def is_open(self) -> bool:
        """Whether anything of it can be claimed today."""
        return self.status == "published" and self.remaining_g > 0

    @property
    def is_editable(self) -> bool:
        """Whether its giver may still change what it says."""
        return self.status in EDITABLE

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps open to the reader: none unless the reader gives."""
        return steps_open(self.status, GIVER) if self.is_giver else ()


def detail(actor: Actor, public_id: str, language: str = SOURCE_LANGUAGE) -> ListingView:
    """Return a listing that the actor may read.

    Raises: Missing.
    """
    row = (
        session()
        .execute(
            select(Listing, Organisation, Site, Territory)
            .join(Organisation, Organisation.id == Listing.organisation_id)
            .join(Site, Site.id == Listing.site_id)
            .join(Territory, Territory.id == Site.commune_id)
            .where(Listing.public_id == public_id, visible_to(actor))
            .execution_options(populate_existing=True)
        )
        .one_or_none()
    )
    if row is None:
        raise Missing
    return _view(*row.tuple(), actor=actor, language=language)


def _view(
    listing: Listing,
    organisation: Organisation,
    site: Site,
    commune: Territory,
    *,
    actor: Actor,
    language: str,
) -> ListingView:
    code = listing.waste_code_id
    waste_code = None if code is None else waste_codes_by_id([code], language)[code]
    material = materials_by_id([listing.material_id], language)[listing.material_id]
    photographs = photographs_of([listing.id]).get(listing.id, ())
    return ListingView(
        id=listing.id,
        public_id=listing.public_id,
        version=listing.version,
        status=listing.status,
        written=written(
            listing,
            material.slug,
            "" if waste_code is None else waste_code.shown,
            site.public_id,
            photographs,
        ),
        material=material,
        waste_code=waste_code,
        announced_g=mass_of(listing.quantity_thousandths, listing.unit, listing.grams_per_unit),
        grams_per_unit=listing.grams_per_unit,
        organisation_id=organisation.id,
        organisation=organisation.public_id,
        organisation_slug=organisation.slug,
        organisation_name=organisation.name,
        organisation_checked=organisation.checked_at is not None,
        is_demonstration=organisation.is_demonstration,
        site_name=site.name,
        commune=commune.key,
        commune_name=commune.name,
        point=Point(site.public_latitude, site.public_longitude),
        time_zone=site.time_zone,
        photographs=photographs,
        lots=lots_of(listing.id),
        created_at=listing.created_at,
        published_at=listing.published_at,
        closed_at=listing.closed_at,
        is_giver=is_giver(actor, organisation.id),
    )
