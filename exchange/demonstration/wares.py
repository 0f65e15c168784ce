"""Putting wares on the market: a giver's picture of a motif is kept once, listings written and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from exchange.demonstration.cast import Cast
from exchange.demonstration.pictures.gallery import Gallery
from exchange.demonstration.tables import motifs
from exchange.gateways.media_store import MediaStore
from exchange.kernel.actor import Actor
from exchange.kernel.units import GRAMS_PER_KG, cents_of_euros
from exchange.listings.actions import steps, writing
from exchange.listings.commands import ShowPhotograph, WriteListing
from exchange.listings.models import Listing, Lot
from exchange.media import actions as media
from exchange.storage.database import session


class Shelf:
    """Lists wares as their givers' managers, each with its drawing."""

    def __init__(self, cast: Cast, gallery: Gallery, media_dir: Path) -> None:
        self._cast = cast
        self._gallery = gallery
        self._store = MediaStore(media_dir)
        self._pictures: dict[tuple[str, str], str] = {}

    def draft(self, ware: Mapping[str, Any], quantity: Decimal, day: date, until: date | None,
              now: datetime) -> str:  # fmt: skip
        """Write a draft of a ware, to be had from a day until another; return its public id."""
        giver = self._cast.managers[ware["giver"]]
        command = WriteListing(
            title=ware["title"],
            material=ware["material"],
            quantity=quantity,
            unit=ware["unit"],
            site=self._cast.sites[ware["giver"]],
            available_from=day,
            available_until=until,
            description=ware["description"],
            handling=ware.get("handling", ""),
            waste_code=ware["waste_code"],
            grams_per_unit=_grams_per_unit(ware),
            price_mode=ware.get("price_mode", "free"),
            price_cents=cents_of_euros(Decimal(ware["price_eur"])) if "price_eur" in ware else None,
            price_per=ware.get("price_per", "lot"),
            allocation=ware.get("allocation", "giver_chooses"),
            open_to_all=ware.get("open_to_all", False),
            photographs=self._photographs(ware, giver, now),
        )
        return writing.create(giver, command, now=now)

    def publish(self, ware: Mapping[str, Any], listing: str, now: datetime) -> str:
        """Publish a draft; return its lot's public id."""
        steps.publish(self._cast.managers[ware["giver"]], listing, now=now)
        return session().scalars(
            select(Lot.public_id).join(Listing).where(Listing.public_id == listing)
        ).one()  # fmt: skip

    def _photographs(
        self, ware: Mapping[str, Any], giver: Actor, now: datetime
    ) -> tuple[ShowPhotograph, ...]:
        if "motif" not in ware:
            return ()
        key = (ware["giver"], ware["motif"])
        if key not in self._pictures:
            assert giver.organisation_id is not None
            self._pictures[key] = media.keep(
                self._store,
                self._gallery.picture(ware["motif"]),
                organisation_id=giver.organisation_id,
                by=giver.account,
                now=now,
            )
        return (ShowPhotograph(self._pictures[key], ware.get("photo", motifs()[ware["motif"]])),)


def _grams_per_unit(ware: Mapping[str, Any]) -> int | None:
    return round(ware["kg_per_unit"] * GRAMS_PER_KG) if "kg_per_unit" in ware else None
