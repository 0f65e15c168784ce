"""Territories worked out by hand, as each reader sees them, whatever the seals have taken in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask

from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.ledger.actions.sealing import seal
from exchange.statistics.errors import MonthInvalid, PeriodInvalid
from exchange.statistics.figures import TerritoryPage
from exchange.statistics.queries.page import territory_page
from exchange.territories.errors import TerritoryUnknown
from tests.builders.statistics import KG, a_reader, a_shared_month, exchanged, organisations, taken_back
from tests.builders.territories import (
    BAS_RHIN,
    DIFFERDANGE,
    EUROMETROPOLE,
    FRANCE,
    GRAND_EST,
    HAGUENAU,
    ILLKIRCH,
    SCHILTIGHEIM,
    STRASBOURG,
)
from tests.houses import NOW

JANUARY, FEBRUARY, MARCH = 202601, 202602, 202603


def page(actor: Actor, key: str = EUROMETROPOLE, first: int = JANUARY, last: int = MARCH) -> TerritoryPage:
    return territory_page(actor, key, first, last, now=NOW)


def months(found: TerritoryPage) -> dict[int, int | None]:
    return {figure.period: figure.diverted_g for figure in found.periods}


@pytest.fixture(params=["unsealed", "half sealed", "sealed"])
def golden(request: pytest.FixtureRequest, app: Flask) -> Flask:
    """Book January (600 kg, well shared), February (1,000 kg, 90 % of one giver), March (30 kg, open)."""
    givers, receivers = organisations(3), organisations(3, "association")
    for giver, receiver, kg, commune, grade in zip(
        givers, receivers, (100, 200, 300), (STRASBOURG, SCHILTIGHEIM, ILLKIRCH), "ABE", strict=True
    ):
        exchanged(giver, receiver, kg, JANUARY, out_of=commune, grade=grade)
    if request.param != "unsealed":
        seal(NOW)
    a_shared_month(FEBRUARY, givers, receivers, (900, 50, 50))
    a_shared_month(MARCH, givers, receivers, (10, 10, 10))
    if request.param == "sealed":
        seal(NOW)
    return app


PUBLIC = {JANUARY: 600 * KG, FEBRUARY: None, MARCH: None}
LIVE = {JANUARY: 600 * KG, FEBRUARY: None, MARCH: 30 * KG}
ALL = {JANUARY: 600 * KG, FEBRUARY: 1000 * KG, MARCH: 30 * KG}

READERS: dict[str, tuple[Callable[[], Actor], str, dict[int, int | None]]] = {
    "anonymous": (lambda: ANONYMOUS, "public", PUBLIC),
    "company member": (lambda: a_reader("company"), "public", PUBLIC),
    "association member": (lambda: a_reader("association"), "public", PUBLIC),
    "body of elsewhere": (lambda: a_reader("territorial_body", DIFFERDANGE), "public", PUBLIC),
    "body of one commune of it": (lambda: a_reader("territorial_body", STRASBOURG), "public", PUBLIC),
    "own body": (lambda: a_reader("territorial_body", EUROMETROPOLE), "live", LIVE),
    "body around it": (lambda: a_reader("territorial_body", BAS_RHIN), "live", LIVE),
    "facilitator": (lambda: a_reader("facilitator", BAS_RHIN), "whole", ALL),
    "other facilitator": (lambda: a_reader("facilitator", DIFFERDANGE), "public", PUBLIC),
    "company with a territory": (lambda: a_reader("company", EUROMETROPOLE), "public", PUBLIC),
    "administrator": (lambda: a_reader(is_administrator=True), "whole", ALL),
}


@pytest.mark.parametrize("who", READERS)
def test_each_reader_sees_what_the_rules_say(golden: Flask, who: str) -> None:
    make, sight, expected = READERS[who]
    found = page(make())
    assert found.sight == sight
    assert months(found) == expected
    assert {figure.period for figure in found.periods if figure.is_secret} == {
        month for month, grams in expected.items() if grams is None
    }
    assert found.totals.diverted_g == sum(grams or 0 for grams in expected.values())
    assert found.totals.is_partial is (None in expected.values())
    assert found.is_live is (sight != "public")


def test_golden_totals_of_the_public(golden: Flask) -> None:
    totals = page(ANONYMOUS).totals
    assert (totals.handovers, totals.givers, totals.receivers, totals.organisations) == (3, 3, 3, 6)
    assert totals.shares == {"A": Decimal("0.15"), "B": Decimal("0.35"), "E": Decimal("0.50")}
    # 0.15 × 2 % + 0.35 × 5 % + 0.50 × 50 % = 27.05 % of 600 kg
    assert totals.range_g == (437_700, 762_300)
    assert (totals.received_g, totals.internal_g) == (None, None)


def test_golden_totals_of_who_sees_all(golden: Flask) -> None:
    totals = page(a_reader(is_administrator=True)).totals
    assert (totals.diverted_g, totals.handovers, totals.organisations) == (1630 * KG, 9, 6)
    # A: 100 + 1,030, B: 200, E: 300, of 1,630 kg
    assert totals.shares == {"A": Decimal("0.69"), "B": Decimal("0.12"), "E": Decimal("0.18")}
    assert (totals.received_g, totals.internal_g) == (1630 * KG, 1630 * KG)
    assert not totals.is_around_partial


def test_a_body_below_the_threshold_sees_how_many_organisations_and_no_mass(golden: Flask) -> None:
    found = page(a_reader("territorial_body", EUROMETROPOLE), first=FEBRUARY, last=FEBRUARY)
    assert (found.totals.diverted_g, found.totals.handovers, found.totals.range_g) == (None, None, None)
    assert (found.totals.givers, found.totals.receivers, found.totals.organisations) == (3, 3, 6)
    assert (found.totals.received_g, found.totals.internal_g) == (None, None)
    assert found.totals.shares == {}


def test_the_public_reads_of_a_hidden_stretch_not_even_a_count(golden: Flask) -> None:
    totals = page(ANONYMOUS, first=FEBRUARY, last=FEBRUARY).totals
    assert (totals.diverted_g, totals.handovers, totals.organisations, totals.givers) == (None,) * 4


def test_out_of_into_and_within_are_told_apart(app: Flask) -> None:
    exchanged(*organisations(2), 100, JANUARY, out_of=STRASBOURG, into=SCHILTIGHEIM)
    exchanged(*organisations(2), 20, JANUARY, out_of=STRASBOURG, into=HAGUENAU)
    exchanged(*organisations(2), 3, JANUARY, out_of=HAGUENAU, into=STRASBOURG)
    all_seeing = a_reader(is_administrator=True)
    for key, expected in {
        EUROMETROPOLE: (120, 103, 100),
        STRASBOURG: (120, 3, 0),
        SCHILTIGHEIM: (0, 100, 0),
        BAS_RHIN: (123, 123, 123),
        FRANCE: (123, 123, 123),
    }.items():
        totals = page(all_seeing, key).totals
        told = (totals.diverted_g, totals.received_g, totals.internal_g)
        assert told == tuple(kg * KG for kg in expected), key


def test_a_body_reads_what_came_in_only_where_no_difference_betrays_anyone(app: Flask) -> None:
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(JANUARY, givers, receivers)
    body = a_reader("territorial_body", EUROMETROPOLE)
    assert (page(body).totals.received_g, page(body).totals.internal_g) == (600 * KG, 600 * KG)
    exchanged(givers[0], receivers[0], 40, JANUARY, into=HAGUENAU)  # now out less internal is one exchange
    totals = page(body).totals
    assert totals.diverted_g == 640 * KG
    assert (totals.received_g, totals.internal_g, totals.is_around_partial) == (None, None, True)


def test_the_rest_of_the_departement_is_not_found_by_subtraction(app: Flask) -> None:
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(JANUARY, givers, receivers)
    assert months(page(ANONYMOUS))[JANUARY] == 600 * KG
    exchanged(organisations(1)[0], receivers[0], 70, JANUARY, out_of=HAGUENAU)
    assert months(page(ANONYMOUS, BAS_RHIN))[JANUARY] == 670 * KG
    assert months(page(ANONYMOUS, EUROMETROPOLE))[JANUARY] is None
    a_shared_month(JANUARY, organisations(3), organisations(3), out_of=HAGUENAU)
    assert months(page(ANONYMOUS, EUROMETROPOLE))[JANUARY] == 600 * KG


def test_a_departement_s_facilitator_is_a_stranger_to_its_region(golden: Flask) -> None:
    assert page(a_reader("facilitator", BAS_RHIN), GRAND_EST).sight == "public"


def test_the_public_reads_a_commune_by_whole_closed_years(app: Flask) -> None:
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(202503, givers, receivers)
    a_shared_month(JANUARY, givers, receivers)
    found = territory_page(ANONYMOUS, STRASBOURG, now=NOW)
    assert found.is_yearly
    assert months(found) == {2023: 0, 2024: 0, 2025: 600 * KG}
    assert found.totals.diverted_g == 600 * KG
    cut = page(ANONYMOUS, STRASBOURG, 202502, 202512)
    assert cut.periods == ()
    assert cut.totals.diverted_g is None
    running = page(ANONYMOUS, STRASBOURG, 202601, 202612)
    assert months(running) == {2026: None}


def test_a_commune_s_year_is_hidden_where_it_would_tell_a_hidden_month(app: Flask) -> None:
    givers, receivers = organisations(3), organisations(3)
    a_shared_month(202503, givers, receivers)
    exchanged(givers[0], receivers[0], 10, 202505)
    # Of the intercommunality all months but May are shown: with the commune's year, May would follow.
    assert months(page(ANONYMOUS, EUROMETROPOLE, 202501, 202512))[202505] is None
    assert months(territory_page(ANONYMOUS, STRASBOURG, now=NOW))[2025] is None


@pytest.mark.parametrize("actor", [ANONYMOUS, "body"])
def test_overlapping_stretches_tell_nothing_new(golden: Flask, actor: Actor | str) -> None:
    reader = a_reader("territorial_body", EUROMETROPOLE) if actor == "body" else ANONYMOUS
    alone = {month: page(reader, first=month, last=month) for month in (JANUARY, FEBRUARY, MARCH)}
    for first, last in [(JANUARY, FEBRUARY), (FEBRUARY, MARCH), (JANUARY, MARCH), (202504, MARCH)]:
        found = page(reader, first=first, last=last)
        for month, grams in months(found).items():
            if month in alone:
                assert months(alone[month]) == {month: grams}
        assert (found.totals.diverted_g or 0) == sum(grams or 0 for grams in months(found).values())
        around = [alone[month].totals for month in alone if first <= month <= last]
        assert (found.totals.received_g or 0) == sum(totals.received_g or 0 for totals in around)
        assert (found.totals.internal_g or 0) == sum(totals.internal_g or 0 for totals in around)


def test_a_month_taken_back_whole_is_hidden_and_not_zero_until_nothing_is_left_of_it(app: Flask) -> None:
    givers, receivers = organisations(3), organisations(3)
    lines = [exchanged(giver, taker, 50, JANUARY) for giver, taker in zip(givers, receivers, strict=True)]
    taken_back(lines[0])
    seal(NOW)
    assert months(page(ANONYMOUS))[JANUARY] is None
    for line in lines[1:]:
        taken_back(line)
    assert months(page(ANONYMOUS))[JANUARY] == 0
    assert page(a_reader(is_administrator=True)).totals.handovers == 0


def test_an_exchange_of_nothing_is_counted_and_hidden(app: Flask) -> None:
    exchanged(*organisations(2), 0, JANUARY)
    assert months(page(ANONYMOUS))[JANUARY] is None
    seen = page(a_reader(is_administrator=True))
    assert (seen.totals.diverted_g, seen.totals.handovers, seen.totals.range_g) == (0, 1, None)


def test_a_territory_without_exchanges_shows_zeros(app: Flask) -> None:
    found = page(ANONYMOUS, GRAND_EST)
    assert months(found) == {JANUARY: 0, FEBRUARY: 0, MARCH: None}
    assert found.totals.diverted_g == 0
    assert found.latest == ()
    assert not found.is_whole_territory


def test_the_public_s_last_twelve_months_end_with_the_last_closed_one(app: Flask) -> None:
    found = territory_page(ANONYMOUS, EUROMETROPOLE, now=NOW)
    assert (found.first, found.last) == (202503, 202602)
    own = territory_page(a_reader("territorial_body", EUROMETROPOLE), EUROMETROPOLE, now=NOW)
    assert (own.first, own.last) == (202504, 202603)
    assert [figure.period for figure in own.periods if figure.is_open] == [202603]


@pytest.mark.parametrize(("first", "last"), [(202613, None), (0, None), (None, 99999999), (-202601, 202602)])
def test_what_is_no_month_is_refused(app: Flask, first: int | None, last: int | None) -> None:
    with pytest.raises(MonthInvalid):
        territory_page(ANONYMOUS, EUROMETROPOLE, first, last, now=NOW)


@pytest.mark.parametrize(("first", "last"), [(202602, 202601), (190001, 202601), (202701, None)])
def test_a_stretch_that_runs_backwards_or_too_long_is_refused(
    app: Flask, first: int, last: int | None
) -> None:
    with pytest.raises(PeriodInvalid):
        territory_page(ANONYMOUS, EUROMETROPOLE, first, last, now=NOW)


@pytest.mark.parametrize("key", ["commune:99999", "nonsense", "", "epci:\x00", "continent:EU"])
def test_a_territory_that_nobody_knows_is_missing(app: Flask, key: str) -> None:
    with pytest.raises(TerritoryUnknown):
        territory_page(ANONYMOUS, key, now=NOW)
