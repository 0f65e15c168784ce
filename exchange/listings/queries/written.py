"""What a giver wrote of a listing, as it was written: to judge it again, and to fill its form."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import bindparam, select

from exchange.kernel.units import MASS_UNITS
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.listings.models import Listing
from exchange.listings.queries.photographs import ShownPhotograph, photographs_of
from exchange.listings.rules import QUANTITY_SCALE
from exchange.materials.models import Material, WasteCode
from exchange.materials.rules import shown
from exchange.organisations.models import Site
from exchange.storage.database import session

# Put together once: every publication asks it.
_NAMES = (
    select(Material.slug, WasteCode.code, WasteCode.hazardous, Site.public_id)
    .select_from(Listing)
    .join(Material, Material.id == Listing.material_id)
    .join(Site, Site.id == Listing.site_id)
    .outerjoin(WasteCode, WasteCode.id == Listing.waste_code_id)
    .where(Listing.id == bindparam("listing"))
)


def written_of(listing: Listing) -> WriteListing:
    """Return what was written of a listing."""
    material, code, is_hazardous, site = session().execute(_NAMES, {"listing": listing.id}).one().tuple()
    waste_code = "" if code is None else shown(code, hazardous=is_hazardous)
    return written(listing, material, waste_code, site, photographs_of([listing.id]).get(listing.id, ()))


def written(
    listing: Listing, material: str, waste_code: str, site: str, photographs: Sequence[ShownPhotograph]
) -> WriteListing:
    """Return what was written of a listing; `material` is a slug, `site` a public id."""
    counted = listing.unit not in MASS_UNITS
    return WriteListing(
        title=listing.title,
        material=material,
        quantity=Decimal(listing.quantity_thousandths) / QUANTITY_SCALE,
        unit=listing.unit,
        site=site,
        available_from=listing.available_from,
        description=listing.description,
        handling=listing.handling,
        kind=listing.kind,
        waste_code=waste_code,
        legal_status=listing.legal_status,
        grams_per_unit=listing.grams_per_unit if counted else None,
        available_until=listing.available_until,
        price_mode=listing.price_mode,
        price_cents=None if listing.price_mode == "free" else listing.price_cents,
        price_per=listing.price_per,
        allocation=listing.allocation,
        open_to_all=listing.open_to_all,
        photographs=tuple(ShowPhotograph(one.public_id, one.alternative) for one in photographs),
    )
