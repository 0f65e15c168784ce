"""What is asked of a listing: everything a giver says of it, as typed and not yet judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ShowPhotograph:
    """A photograph, already kept, to be shown on a listing; `alternative` says what it shows."""

    photograph: str
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class WriteListing:
    """All that a listing says. `material` is a slug, `site` and photographs are public ids.

    `grams_per_unit` is what one counted unit weighs; None leaves it to the material's own figure.
    `waste_code` is any usual spelling, or empty. The first photograph is the card's.
    """

    title: str
    material: str
    quantity: Decimal | None
    unit: str
    site: str
    available_from: date | None
    description: str = ""
    handling: str = ""
    kind: str = "lot"
    waste_code: str = ""
    legal_status: str | None = None
    grams_per_unit: int | None = None
    available_until: date | None = None
    price_mode: str = "free"
    price_cents: int | None = None
    price_per: str = "lot"
    allocation: str = "giver_chooses"
    open_to_all: bool = False
    photographs: tuple[ShowPhotograph, ...] = ()
