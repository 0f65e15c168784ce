"""Judging what a giver wrote: each fault beside its field, all of them at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.errors import Refusals
from exchange.listings.actions import steps, writing
from exchange.listings.actions.judging import is_checked, judge
from exchange.listings.commands import ShowPhotograph
from exchange.listings.queries.detail import detail
from exchange.materials.models import WasteCode
from exchange.storage.database import session
from tests.builders.listings import Giver, a_command, a_draft, a_giver, a_listing
from tests.houses import NOW

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def giver(app: Flask) -> Giver:
    return a_giver()


def judged(giver: Giver, *, going_public: bool = False, **changes: Any) -> dict[str | None, str]:
    with pytest.raises(Refusals) as caught:
        judge(giver.actor, a_command(giver, **changes), NOW, going_public=going_public)
    return {refusal.at: refusal.code for refusal in caught.value.refusals}


def test_a_unit_weighs_what_its_material_says_unless_the_giver_says_otherwise(giver: Giver) -> None:
    usual = a_draft(giver, material="pallets", quantity=Decimal(12), unit="piece")
    stated = a_draft(giver, material="pallets", quantity=Decimal(12), unit="piece", grams_per_unit=22_000)
    assert detail(giver.actor, usual).announced_g == 300_000
    assert detail(giver.actor, stated).announced_g == 264_000
    assert judged(giver, material="cardboard", unit="pallet", quantity=Decimal(1)) == {
        "kg_per_unit": "listing-weight-needed"
    }


def test_every_fault_is_told_at_once(giver: Giver) -> None:
    told = judged(
        giver,
        title=" ",
        description="x" * 5_001,
        material="unobtainium",
        waste_code="99 99 99",
        quantity=Decimal(-1),
        unit="stone",
        site="",
        available_from=None,
        price_mode="asks",
        price_cents=None,
        allocation="auction",
        legal_status="stolen",
        kind="stream",
    )
    assert told == {
        "title": "listing-field-required",
        "description": "listing-text-too-long",
        "material": "material-unknown",
        "waste_code": "waste-code-unknown",
        "quantity": "listing-quantity-invalid",
        "unit": "listing-choice-unknown",
        "site": "listing-field-required",
        "available_from": "listing-field-required",
        "price_eur": "listing-price-invalid",
        "allocation": "listing-choice-unknown",
        "legal_status": "listing-choice-unknown",
        "kind": "listing-stream-unavailable",
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quantity": None}, {"quantity": "listing-field-required"}),
        ({"quantity": Decimal("0.0001")}, {"quantity": "listing-quantity-invalid"}),
        ({"quantity": Decimal("NaN")}, {"quantity": "listing-quantity-invalid"}),
        ({"quantity": Decimal("1e12")}, {"quantity": "listing-quantity-invalid"}),
        ({"quantity": Decimal(10**8), "unit": "t"}, {"quantity": "listing-mass-out-of-range"}),
        (
            {"quantity": Decimal("0.001"), "unit": "piece", "grams_per_unit": 1},
            {"quantity": "listing-mass-out-of-range"},
        ),
        ({"unit": "piece", "grams_per_unit": 0}, {"kg_per_unit": "listing-weight-needed"}),
        ({"available_until": NOW.date() - timedelta(days=1)}, {"available_until": "listing-days-disordered"}),
        ({"available_until": date(2099, 1, 1)}, {"available_until": "listing-day-out-of-range"}),
        ({"price_cents": 5}, {"price_eur": "listing-free-has-no-price"}),
        ({"price_mode": "pays", "price_cents": -5}, {"price_eur": "listing-price-invalid"}),
        ({"site": "0000000000000000"}, {"site": "listing-site-unknown"}),
        ({"waste_code": "15 01 01*"}, {"waste_code": "waste-code-not-hazardous"}),
        ({"photographs": (ShowPhotograph("0" * 16),)}, {"photographs": "listing-photograph-unknown"}),
        ({"title": "x" * 121}, {"title": "listing-text-too-long"}),
    ],
)
def test_each_fault_has_its_field_and_its_code(
    giver: Giver, changes: dict[str, Any], told: dict[str, str]
) -> None:
    assert judged(giver, **changes) == told


def test_a_site_of_another_organisation_is_unknown_and_one_is_needed(giver: Giver) -> None:
    other = a_giver(name="Autre")
    assert judged(giver, site=other.site) == {"site": "listing-site-unknown"}


def test_a_hazardous_code_may_be_drafted_but_never_published(giver: Giver) -> None:
    code = session().scalars(select(WasteCode.code).where(WasteCode.hazardous)).first()
    assert code is not None
    draft = a_draft(giver, waste_code=f"{code}*")
    with pytest.raises(Refusals) as caught:
        steps.publish(giver.actor, draft, now=NOW)
    (refusal,) = caught.value.refusals
    assert (refusal.at, refusal.code) == ("waste_code", "listing-waste-code-hazardous")
    assert "Trackdéchets" in refusal.wording
    listing = a_listing(giver)
    with pytest.raises(Refusals):
        writing.edit(giver.actor, listing, a_command(giver, waste_code=code), now=NOW)


def test_an_organisation_without_any_open_site_is_told_to_add_one(giver: Giver) -> None:
    from exchange.organisations.models import Site
    from exchange.storage.database import transaction

    with transaction() as closing:
        closing.get_one(Site, giver.site_id).is_closed = True
    assert judged(giver) == {"site": "listing-needs-site"}


def test_a_day_counts_in_the_time_zone_of_the_site(app: Flask) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    west = a_giver(time_zone="Pacific/Pago_Pago")
    # At 09:30 in UTC it is half past ten in the evening before, in Samoa.
    assert judge(
        west.actor,
        a_command(west, available_from=yesterday, available_until=yesterday),
        NOW,
        going_public=True,
    )
    home = a_giver()
    assert judged(home, going_public=True, available_from=yesterday, available_until=yesterday) == {
        "available_until": "listing-availability-past"
    }


def test_an_organisation_is_checked_once_an_administrator_said_so(giver: Giver) -> None:
    checked = a_giver(is_checked=True)
    assert giver.actor.organisation_id is not None
    assert checked.actor.organisation_id is not None
    assert not is_checked(giver.actor.organisation_id)
    assert is_checked(checked.actor.organisation_id)
