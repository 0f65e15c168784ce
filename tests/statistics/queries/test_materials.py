"""Materials are told by whole quarters, to the public of some levels, and never by subtraction."""

from __future__ import annotations

import pytest
from flask import Flask

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.statistics.queries.materials import Quarters
from exchange.statistics.queries.page import territory_page
from tests.builders.statistics import KG, a_reader, a_shared_month, exchanged, organisations
from tests.builders.territories import BAS_RHIN, EUROMETROPOLE, GRAND_EST
from tests.houses import NOW

FIRST, LAST = 202510, 202512


def told(
    actor: Actor = ANONYMOUS, key: str = BAS_RHIN, first: int = FIRST, last: int = LAST
) -> dict[str, int]:
    figures = territory_page(actor, key, first, last, now=NOW).materials
    return {figure.slug: figure.diverted_g for figure in figures if figure.diverted_g is not None}


@pytest.fixture
def quarter(app: Flask) -> tuple[list[int], list[int]]:
    """Book 600 kg of paper and 1,200 kg of wood in October, well shared."""
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(202510, givers, receivers)
    a_shared_month(202510, givers, receivers, (400, 400, 400), of="wood")
    return givers, receivers


def test_the_public_reads_top_materials_of_a_departement_and_a_region(
    quarter: tuple[list[int], list[int]],
) -> None:
    expected = {"paper-and-card": 600 * KG, "wood": 1200 * KG}
    assert told(key=BAS_RHIN) == expected
    assert told(key=GRAND_EST) == expected


def test_the_public_reads_none_of_a_smaller_territory_or_a_country_or_part_of_a_quarter(
    quarter: tuple[list[int], list[int]],
) -> None:
    assert told(key=EUROMETROPOLE) == {}
    assert told(key="country:FR") == {}
    assert told(first=202510, last=202511) == {}
    assert told(first=202511, last=202512) == {}


def test_a_running_quarter_is_not_told_to_the_public(app: Flask) -> None:
    a_shared_month(202601, organisations(3), organisations(3))
    assert told(first=202601, last=202603) == {}
    assert told(a_reader("territorial_body", BAS_RHIN), first=202601, last=202603) == {
        "paper-and-card": 600 * KG
    }


def test_a_lonely_material_takes_the_smallest_other_one_with_it(
    quarter: tuple[list[int], list[int]],
) -> None:
    exchanged(quarter[0][0], quarter[1][0], 5, 202510, of="glass")
    # Two cells known of three would give the third: paper is hidden with glass, wood alone is told.
    assert told() == {"wood": 1200 * KG}
    figures = territory_page(ANONYMOUS, BAS_RHIN, FIRST, LAST, now=NOW).materials
    assert {figure.slug for figure in figures if figure.is_secret} >= {"glass", "paper-and-card"}


def test_materials_that_would_tell_a_hidden_month_are_hidden(quarter: tuple[list[int], list[int]]) -> None:
    exchanged(quarter[0][0], quarter[1][0], 30, 202511)
    page = territory_page(ANONYMOUS, BAS_RHIN, FIRST, LAST, now=NOW)
    assert [figure.diverted_g for figure in page.periods] == [1800 * KG, None, 0]
    assert told() == {}


def test_a_body_reads_the_sum_of_quarters_and_which_are_missing(
    quarter: tuple[list[int], list[int]],
) -> None:
    a_shared_month(202507, *quarter)
    exchanged(quarter[0][0], quarter[1][0], 30, 202504)
    body = a_reader("territorial_body", EUROMETROPOLE)
    assert told(body, EUROMETROPOLE, 202507, LAST) == {"paper-and-card": 1200 * KG, "wood": 1200 * KG}
    figures = territory_page(body, EUROMETROPOLE, 202504, LAST, now=NOW).materials
    paper = next(figure for figure in figures if figure.slug == "paper-and-card")
    assert (paper.diverted_g, paper.is_partial) == (1200 * KG, True)


def test_who_sees_all_reads_every_material_of_any_stretch(quarter: tuple[list[int], list[int]]) -> None:
    exchanged(quarter[0][0], quarter[1][0], 5, 202511, of="glass")
    assert told(a_reader(is_administrator=True), EUROMETROPOLE, 202510, 202511) == {
        "wood": 1200 * KG,
        "paper-and-card": 600 * KG,
        "glass": 5 * KG,
    }


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        (202510, 202512, (202510,)),
        (202509, 202601, (202510,)),
        (202511, 202603, (202601,)),
        (202501, 202512, (202501, 202504, 202507, 202510)),
        (202502, 202503, ()),
        (202512, 202512, ()),
    ],
)
def test_quarters_count_only_whole(first: int, last: int, whole: tuple[int, ...]) -> None:
    assert Quarters(first, last).whole == whole
