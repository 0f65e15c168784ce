from __future__ import annotations

import pytest

from tests.api.test_journey import exchanged
from tests.api.world import METROPOLE, World


def test_figures_are_for_the_last_twelve_months_unless_asked_otherwise(small_world: World) -> None:
    figures = small_world.calling().get(f"/statistics?territory={METROPOLE}&by=month").json
    assert (figures["from"], figures["to"]) == ("2025-03", "2026-02")
    assert len(figures["items"]) == 12
    assert figures["territory"]["name"] == "Eurométropole de Strasbourg"
    assert figures["territory"]["communes_loaded"] == 33


def test_a_month_without_any_exchange_is_zero_and_no_secret(small_world: World) -> None:
    figures = (
        small_world.calling().get(f"/statistics?territory={METROPOLE}&from=2025-05&to=2025-05&by=month").json
    )
    assert [(item["diverted_kg"], item["secret"]) for item in figures["items"]] == [(0, False)]


def test_whoever_sees_all_reads_by_month_and_material(world: World) -> None:
    exchanged(world, world.giver, world.receiver, 30.125)
    path = f"/statistics?territory={METROPOLE}&from=2026-03&to=2026-03"
    calling = world.calling(world.facilitator)
    by_both = calling.get(f"{path}&by=month,material").json["items"]
    assert [(item["month"], item["diverted_kg"]) for item in by_both] == [("2026-03", 30.125)]
    assert by_both[0]["material"] in {
        item["material"] for item in calling.get(f"{path}&by=material").json["items"]
    }
    assert calling.get(path).json["items"] == []
    assert calling.get(path).json["totals"]["quality"] == {"A": 1}


def test_beyond_its_own_territory_a_body_reads_what_the_public_reads(world: World) -> None:
    for reader in (world.body, world.facilitator, world.giver):
        figures = world.calling(reader).get("/statistics?territory=country:LU").json
        assert figures["sight"] == "public"


def test_of_a_commune_the_public_reads_years(small_world: World) -> None:
    figures = small_world.calling().get("/statistics?territory=commune:67482&by=month").json
    assert [year["year"] for year in figures["years"]] == [2023, 2024, 2025]
    assert all(item["secret"] for item in figures["items"])


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("", "territory", "field-required"),
        ("territory=nonsense", "territory", "territory-unknown"),
        ("territory=commune:00000", "territory", "territory-unknown"),
        ("territory=country:FR&from=2026", "from", "month-invalid"),
        ("territory=country:FR&to=2026-13", "to", "month-invalid"),
        ("territory=country:FR&from=2026-03&to=2026-02", "to", "statistics-period-invalid"),
        ("territory=country:FR&from=2000-01&to=2026-02", "to", "statistics-period-invalid"),
        ("territory=country:FR&by=colour", "by", "statistics-breakdown-unknown"),
        ("territory=country:FR&by=" + "x" * 50, "by.0", "text-too-long"),
        ("territory=country:FR&by=month&by=material", "by", "text-expected"),
        ("territory=country:FR&year=2026", "year", "field-unknown"),
    ],
)
def test_every_parameter_refuses_bad_input_by_name(
    small_world: World, query: str, field: str, code: str
) -> None:
    response = small_world.calling().get(f"/statistics?{query}")
    assert response.status_code == 422
    assert [(each["field"], each["code"]) for each in response.json["errors"]] == [(field, code)]
