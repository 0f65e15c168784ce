from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from exchange.ledger.rules import FIRST_PREVIOUS, LineContent, canonical, line_hash, moment, seal_hash

LINE = LineContent(
    public_id="0123456789abcdef",
    kind="handover",
    corrects="",
    claim="c000000000000000",
    lot="k000000000000000",
    giver="g000000000000000",
    receiver="r000000000000000",
    giver_commune="commune:67482",
    receiver_commune="commune:LU-0202",
    month=202603,
    material="coffee-grounds",
    grams=1_234_567,
    grade="A",
    handed_over_at=datetime(2026, 3, 10, 12, tzinfo=UTC),
    booked_at=datetime(2026, 3, 11, 8, 30, 0, 250_000, tzinfo=UTC),
)
TEXT = """gisement-ledger-line/1
id=0123456789abcdef
kind=handover
corrects=
claim=c000000000000000
lot=k000000000000000
giver=g000000000000000
receiver=r000000000000000
giver_commune=commune:67482
receiver_commune=commune:LU-0202
month=202603
material=coffee-grounds
grams=1234567
grade=A
handed_over_at=2026-03-10T12:00:00.000000Z
booked_at=2026-03-11T08:30:00.250000Z"""


def test_the_canonical_text_is_a_promise() -> None:
    assert canonical(LINE) == TEXT
    assert line_hash(LINE) == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("name", [field.name for field in fields(LineContent)])
def test_every_fact_changes_the_hash(name: str) -> None:
    value = getattr(LINE, name)
    if isinstance(value, datetime):
        other: object = value + timedelta(microseconds=1)
    else:
        other = value + 1 if isinstance(value, int) else value + "x"
    assert line_hash(replace(LINE, **{name: other})) != line_hash(LINE)


def test_an_instant_reads_the_same_from_every_time_zone() -> None:
    paris = timezone(timedelta(hours=1))
    assert moment(datetime(2026, 3, 10, 13, tzinfo=paris)) == moment(datetime(2026, 3, 10, 12, tzinfo=UTC))


def test_a_seal_covers_its_number_its_forerunner_its_instant_and_its_lines_in_order() -> None:
    at = datetime(2026, 3, 11, tzinfo=UTC)
    own = seal_hash(1, FIRST_PREVIOUS, at, ["a", "b"])
    others = [
        seal_hash(2, FIRST_PREVIOUS, at, ["a", "b"]),
        seal_hash(1, "1" * 64, at, ["a", "b"]),
        seal_hash(1, FIRST_PREVIOUS, at + timedelta(seconds=1), ["a", "b"]),
        seal_hash(1, FIRST_PREVIOUS, at, ["b", "a"]),
        seal_hash(1, FIRST_PREVIOUS, at, ["a"]),
    ]
    assert len({own, *others}) == len(others) + 1
