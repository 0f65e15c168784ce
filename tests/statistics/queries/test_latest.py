"""The latest exchanges say what moves, and nothing of how much or who."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from flask import Flask

from exchange.statistics.figures import Latest
from exchange.statistics.queries.latest import latest_of
from exchange.territories.queries import territory
from tests.builders.statistics import exchanged, organisations
from tests.builders.territories import EUROMETROPOLE, HAGUENAU, ILLKIRCH, STRASBOURG


def test_they_come_newest_first_with_material_communes_and_week(app: Flask) -> None:
    exchanged(*organisations(2), 5, 202601, out_of=ILLKIRCH, into=STRASBOURG)
    exchanged(*organisations(2), 7, 202602, out_of=HAGUENAU, into=STRASBOURG, of="wood")
    exchanged(*organisations(2), 9, 202602, out_of=HAGUENAU, into=HAGUENAU)
    found = latest_of(territory(EUROMETROPOLE).id, "fr")
    assert [(one.material_slug, one.giver_commune, one.receiver_commune, one.monday) for one in found] == [
        ("wood", "Haguenau", "Strasbourg", date(2026, 2, 9)),
        ("cardboard", "Illkirch-Graffenstaden", "Strasbourg", date(2026, 1, 5)),
    ]


def test_they_carry_no_mass_no_name_and_no_day() -> None:
    assert {field.name for field in fields(Latest)} == {
        "material_slug",
        "material_name",
        "giver_commune",
        "receiver_commune",
        "monday",
    }
    assert latest_of.__annotations__["return"] == "tuple[Latest, ...]"


def test_an_exchange_of_nothing_is_not_told(app: Flask) -> None:
    exchanged(*organisations(2), 0, 202601)
    assert latest_of(territory(STRASBOURG).id, "fr") == ()
