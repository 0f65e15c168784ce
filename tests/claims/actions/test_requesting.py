from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from exchange.claims.actions import requesting
from exchange.claims.commands import RequestClaim
from exchange.claims.errors import (
    ListingClosed,
    MassNotPositive,
    NeedsSite,
    NotAReceiver,
    OwnListing,
    PurposeTooLong,
    SiteUnknown,
    WindowPast,
)
from exchange.claims.rules import TEXT_LIMIT
from exchange.kernel.actor import ANONYMOUS
from exchange.kernel.errors import Forbidden, Missing, Refusals
from exchange.kernel.units import MASS_LIMIT_G
from exchange.listings.actions import steps
from exchange.listings.errors import MassExceedsRemainder
from exchange.organisations.models import Site
from exchange.storage.database import engine, transaction
from tests.builders.claims import KG, WISH, a_confirmed, a_receiver, a_request, a_scene
from tests.builders.listings import a_draft, a_giver
from tests.houses import NOW


def test_where_the_giver_chooses_a_request_holds_nothing(app: Flask) -> None:
    scene = a_scene()
    claim = a_request(
        scene, 300 * KG, purpose="Emballer des meubles", pickup_from=WISH.starts_at, pickup_until=WISH.ends_at
    )
    row = scene.seen(claim).row
    assert (row.state, row.held_g, row.purpose) == ("requested", 0, "Emballer des meubles")
    assert scene.balance().remaining_g == 300 * KG
    assert a_request(scene, 300 * KG)


def test_the_first_to_come_is_served_in_the_same_moment(app: Flask) -> None:
    scene = a_scene(allocation="first_come")
    claim = a_request(scene, 200 * KG)
    row = scene.seen(claim).row
    assert (row.state, row.held_g) == ("accepted", 200 * KG)
    assert (scene.balance().remaining_g, scene.balance().held_g) == (100 * KG, 200 * KG)
    with pytest.raises(MassExceedsRemainder):
        a_request(scene, 100 * KG + 1)
    assert scene.balance().held_g == 200 * KG


def test_serving_the_first_to_come_asks_the_database_little(app: Flask) -> None:
    """Whoever is served keeps the lot locked meanwhile: each question makes all others wait."""
    scene = a_scene(allocation="first_come")
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        a_request(scene, 100 * KG, pickup_from=WISH.starts_at, pickup_until=WISH.ends_at)
    finally:
        event.remove(engine(), "before_cursor_execute", note)

    assert len(asked) <= 17, "\n".join(asked)


@pytest.mark.parametrize("allocation", ["giver_chooses", "first_come"])
def test_nobody_asks_for_more_than_remains_today(app: Flask, allocation: str) -> None:
    scene = a_scene(allocation=allocation)
    with pytest.raises(MassExceedsRemainder):
        a_request(scene, 300 * KG + 1)


def test_when_all_is_gone_a_late_claim_hears_so(app: Flask) -> None:
    scene = a_scene()
    a_confirmed(scene, 300 * KG)
    assert scene.balance().status == "exhausted"
    with pytest.raises(MassExceedsRemainder):
        a_request(scene, 1)


def test_only_receivers_claim_unless_all_may(app: Flask) -> None:
    company = a_giver(name="Menuiserie", kind="company")
    with pytest.raises(NotAReceiver):
        a_request(a_scene(), by=company.actor)
    assert a_request(a_scene(open_to_all=True), by=company.actor)


def test_an_organisation_does_not_claim_its_own(app: Flask) -> None:
    scene = a_scene(giver=a_giver(kind="association"))
    with pytest.raises(OwnListing):
        a_request(scene, by=scene.giver.actor)


def test_without_an_organisation_nothing_is_claimed(app: Flask) -> None:
    with pytest.raises(Forbidden):
        a_request(a_scene(), by=ANONYMOUS)


def test_a_paused_or_closed_listing_takes_no_claims(app: Flask) -> None:
    for step in (steps.pause, steps.close):
        scene = a_scene()
        step(scene.giver.actor, scene.listing, now=NOW)
        with pytest.raises(ListingClosed):
            a_request(scene)


def test_the_last_day_counts_whole_in_the_givers_time_zone(app: Flask) -> None:
    scene = a_scene(available_until=NOW.date())
    evening = NOW.replace(hour=22, minute=59)
    assert a_request(scene, now=evening)
    with pytest.raises(ListingClosed):
        a_request(scene, now=evening + timedelta(minutes=1))


def test_a_draft_is_missing_and_so_is_what_never_was(app: Flask) -> None:
    receiver = a_receiver()
    a_draft(a_giver())
    with pytest.raises(Missing):
        requesting.request(receiver.actor, RequestClaim(lot="0000000000000000", mass_g=1), now=NOW)


def test_a_receiver_without_a_site_adds_one_first(app: Flask) -> None:
    scene = a_scene()
    with transaction() as session:
        session.get_one(Site, scene.receiver.site_id).is_closed = True
    with pytest.raises(NeedsSite):
        a_request(scene)
    with pytest.raises(SiteUnknown):
        a_request(scene, site=scene.receiver.site)


def test_another_organisations_site_is_unknown(app: Flask) -> None:
    scene = a_scene()
    with pytest.raises(SiteUnknown):
        a_request(scene, site=scene.giver.site)
    assert a_request(scene, site=scene.receiver.site)


@pytest.mark.parametrize("mass_g", [0, -1, MASS_LIMIT_G + 1])
def test_a_claim_asks_for_some_real_mass(app: Flask, mass_g: int) -> None:
    with pytest.raises(MassNotPositive):
        a_request(a_scene(), mass_g)


def test_all_faulty_fields_are_told_at_once(app: Flask) -> None:
    with pytest.raises(Refusals) as caught:
        a_request(
            a_scene(),
            0,
            purpose="x" * (TEXT_LIMIT + 1),
            pickup_from=NOW - timedelta(hours=2),
            pickup_until=NOW - timedelta(hours=1),
            site="0000000000000000",
        )
    assert [type(refusal) for refusal in caught.value.refusals] == [
        MassNotPositive,
        PurposeTooLong,
        WindowPast,
        SiteUnknown,
    ]
