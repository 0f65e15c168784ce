"""What a territory's figures say of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from exchange.kernel.actor import ANONYMOUS
from exchange.statistics.figures import PeriodFigure, TerritoryPage
from exchange.statistics.queries.page import territory_page
from tests.builders.territories import EUROMETROPOLE
from tests.houses import NOW


@pytest.fixture
def figures(app: Flask) -> TerritoryPage:
    """Return the figures of a territory without exchanges."""
    return territory_page(ANONYMOUS, EUROMETROPOLE, now=NOW)


@pytest.mark.parametrize(("sight", "is_live"), [("public", False), ("live", True), ("whole", True)])
def test_all_but_the_public_read_live(figures: TerritoryPage, sight: str, is_live: bool) -> None:
    assert replace(figures, sight=sight).is_live is is_live


@pytest.mark.parametrize(
    ("loaded", "total", "is_whole"), [(33, 33, True), (32, 33, False), (1, None, True), (34, 33, True)]
)
def test_a_territory_is_whole_when_all_its_communes_are_known(
    figures: TerritoryPage, loaded: int, total: int | None, is_whole: bool
) -> None:
    place = replace(figures.territory, communes_total=total)
    assert replace(figures, territory=place, communes_loaded=loaded).is_whole_territory is is_whole


def test_secrets_are_known_from_the_periods(figures: TerritoryPage) -> None:
    shown = PeriodFigure(202601, 0, 0, is_secret=False)
    assert not replace(figures, periods=(shown,)).has_secrets
    assert replace(figures, periods=(shown, PeriodFigure(202602, None, None, is_secret=True))).has_secrets
