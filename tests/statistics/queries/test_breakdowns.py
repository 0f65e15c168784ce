"""The same cells as a list: one item for each combination asked for."""

from __future__ import annotations

import pytest
from flask import Flask

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.statistics.errors import BreakdownUnknown
from exchange.statistics.queries.breakdowns import Item, breakdown
from tests.builders.statistics import KG, a_reader, a_shared_month, exchanged, organisations
from tests.builders.territories import BAS_RHIN, EUROMETROPOLE, STRASBOURG
from tests.houses import NOW


@pytest.fixture
def quarter(app: Flask) -> None:
    """Book 600 kg of paper in October, well shared, and 5 kg of glass from one to one."""
    a_shared_month(202510, organisations(3), organisations(3))
    exchanged(*organisations(2), 5, 202511, of="glass")


def items(actor: Actor, *by: str, key: str = EUROMETROPOLE) -> tuple[Item, ...]:
    return breakdown(actor, key, 202510, 202512, by=by, now=NOW).items


def test_by_month_there_is_an_item_for_each(quarter: None) -> None:
    assert [(item.month, item.diverted_g, item.is_secret) for item in items(ANONYMOUS, "month")] == [
        (202510, 600 * KG, False),
        (202511, None, True),
        (202512, 0, False),
    ]
    assert [item.diverted_g for item in items(a_reader(is_administrator=True), "month")] == [
        600 * KG,
        5 * KG,
        0,
    ]


def test_a_commune_s_months_are_all_hidden_from_the_public(quarter: None) -> None:
    found = items(ANONYMOUS, "month", key=STRASBOURG)
    assert [(item.month, item.diverted_g, item.is_secret) for item in found] == [
        (month, None, True) for month in (202510, 202511, 202512)
    ]


def test_by_material_what_is_hidden_is_named_and_has_no_mass(quarter: None) -> None:
    found = {item.material: item for item in items(ANONYMOUS, "material", key=BAS_RHIN)}
    assert found["glass"].is_secret
    assert found["glass"].diverted_g is None
    assert all(item.month is None for item in found.values())


def test_both_at_once_only_for_who_sees_all(quarter: None) -> None:
    body = a_reader("territorial_body", EUROMETROPOLE)
    for reader in (ANONYMOUS, body):
        found = items(reader, "month", "material")
        assert len({(item.month, item.material) for item in found}) == len(found) > 3
        assert all(item.is_secret and item.diverted_g is None for item in found)
    assert [
        (item.month, item.material, item.diverted_g)
        for item in items(a_reader(is_administrator=True), "month", "material")
    ] == [(202510, "paper-and-card", 600 * KG), (202511, "glass", 5 * KG)]


def test_without_a_breakdown_there_are_totals_alone(quarter: None) -> None:
    found = breakdown(ANONYMOUS, EUROMETROPOLE, 202510, 202512, now=NOW)
    assert found.items == ()
    assert found.page.totals.diverted_g == 600 * KG


@pytest.mark.parametrize("by", [("organisation",), ("month", "giver"), ("",)])
def test_no_other_breakdown_is_served(app: Flask, by: tuple[str, ...]) -> None:
    with pytest.raises(BreakdownUnknown):
        breakdown(ANONYMOUS, EUROMETROPOLE, by=by, now=NOW)
