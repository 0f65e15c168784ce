"""What is reported of a territory: figures that this reader may see, and the others as hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exchange.territories.queries import TerritoryView


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A month (YYYYMM) or a calendar year: None with `is_secret` is hidden, never zero.

    `is_open` marks the month that is still running.
    """

    period: int
    diverted_g: int | None
    handovers: int | None
    is_secret: bool
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class MaterialFigure:
    """A top material over the stretch; `is_partial` where some of its quarters are hidden."""

    slug: str
    name: str
    diverted_g: int | None
    is_secret: bool
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What may be shown of the whole stretch. `is_partial`: hidden cells are not in it.

    `is_around_partial` says the same of what was received and what stayed within.

    `givers`, `receivers`, `organisations` count those behind the figures; None where not even they are told.
    """

    diverted_g: int | None
    received_g: int | None
    internal_g: int | None
    handovers: int | None
    givers: int | None
    receivers: int | None
    organisations: int | None
    is_partial: bool
    is_around_partial: bool
    shares: dict[str, Decimal]
    range_g: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Latest:
    """A recent exchange as anyone may read of it: material, communes and week, no mass."""

    material_slug: str
    material_name: str
    giver_commune: str
    receiver_commune: str
    monday: date


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """A territory's figures. `sight` is `whole`, `live` or `public`; `is_yearly` where years are shown.

    `communes_loaded` falls short of `communes_total` where only part of the territory is known here.
    """

    territory: TerritoryView
    sight: str
    first: int
    last: int
    is_yearly: bool
    periods: tuple[PeriodFigure, ...]
    totals: Totals
    materials: tuple[MaterialFigure, ...]
    latest: tuple[Latest, ...]
    communes_loaded: int

    @property
    def is_live(self) -> bool:
        """Whether the reader sees open months, as a body, a facilitator or an administrator does."""
        return self.sight != "public"

    @property
    def is_whole_territory(self) -> bool:
        """Whether all of the territory's communes are known here."""
        total = self.territory.communes_total
        return total is None or self.communes_loaded >= total

    @property
    def has_secrets(self) -> bool:
        """Whether any period is hidden."""
        return any(figure.is_secret for figure in self.periods)
