from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from exchange.demonstration.tables import motifs, told
from exchange.demonstration.wares import Shelf
from exchange.listings.models import ListingPhotograph
from exchange.listings.queries.lots import lot_for
from exchange.media.models import Photograph
from exchange.storage.database import session


def ware(title: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        entry for entry in told("past", "strasbourg")["ware"] if entry["title"] == title
    )
    return found


def test_a_ware_is_published_with_its_mass_in_grams(shelf: Shelf, now: datetime) -> None:
    jute = ware("Sacs de jute vides")

    lot = shelf.publish(jute, shelf.draft(jute, Decimal(200), now.date(), None, now), now)

    assert lot_for(lot).initial_g == 200 * 700


def test_a_picture_is_kept_once_for_all_listings_of_a_giver_and_motif(shelf: Shelf, now: datetime) -> None:
    bread = ware("Pain de la veille")
    for day in range(3):
        shelf.draft(bread, Decimal(5), now.date(), now.date() + timedelta(days=day + 1), now)

    assert session().scalar(select(func.count()).select_from(Photograph)) == 1


def test_a_picture_says_what_is_on_it_in_the_wares_words_or_in_its_motifs(
    shelf: Shelf, now: datetime
) -> None:
    bread = ware("Pain de la veille")
    plain = {name: value for name, value in bread.items() if name != "photo"}
    shelf.draft(bread, Decimal(5), now.date(), None, now)
    shelf.draft(plain, Decimal(5), now.date(), None, now)

    said = session().scalars(select(ListingPhotograph.alternative).order_by(ListingPhotograph.listing_id))
    assert said.all() == [bread["photo"], motifs()["bread"]]
