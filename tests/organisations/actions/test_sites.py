from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.journal.queries import of_subject
from exchange.kernel.errors import Missing, Refusals, Stale
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.actions import sites
from exchange.organisations.queries.sites import SiteView, own_site, sites_of
from exchange.organisations.rules import FARTHEST_KM, NEAREST_KM
from exchange.storage.database import session
from exchange.territories.models import Territory
from tests.builders.organisations import Founded, a_place, a_site, an_organisation
from tests.houses import NOW


def _shown(site: SiteView) -> tuple[float, float]:
    return site.public_latitude, site.public_longitude


def _edited(organisation: Founded, site: str, **changes: Any) -> SiteView:
    sites.edit(organisation.actor, site, a_place(**changes), None, NOW)
    return own_site(organisation.actor, site)


def test_a_site_keeps_its_exact_point_and_shows_another(app: Flask) -> None:
    organisation = an_organisation()
    site = own_site(organisation.actor, a_site(organisation))
    assert (site.latitude, site.longitude, site.precision) == (48.5801, 7.7602, "exact")
    offset = distance_km(Point(site.latitude, site.longitude), Point(*_shown(site)))
    assert NEAREST_KM <= offset <= FARTHEST_KM
    assert site.time_zone == "Europe/Paris"
    assert site.commune_name == "Strasbourg"


def test_two_sites_at_one_place_show_two_points(app: Flask) -> None:
    organisation = an_organisation()
    one, other = (own_site(organisation.actor, a_site(organisation)) for _ in range(2))
    assert _shown(one) != _shown(other)


def test_the_public_point_is_drawn_once_and_again_only_when_the_site_moves(app: Flask) -> None:
    organisation = an_organisation()
    site = a_site(organisation)
    before = own_site(organisation.actor, site)
    renamed = _edited(organisation, site, name="Entrepôt", address="14 rue de la Krutenau")
    assert renamed.name == "Entrepôt"
    assert _shown(renamed) == _shown(before)
    moved = _edited(organisation, site, latitude=48.5901)
    assert _shown(moved) != _shown(before)
    offset = distance_km(Point(moved.latitude, moved.longitude), Point(*_shown(moved)))
    assert NEAREST_KM <= offset <= FARTHEST_KM
    facts = [entry.facts.get("moved") for entry in of_subject("site", site)]
    assert facts == [None, False, True]


def test_the_draw_is_the_one_of_the_chances_given(app: Flask) -> None:
    organisation = an_organisation()
    chances: Iterator[float] = iter([0.0, 0.0])
    site = sites.add(organisation.actor, a_place(), NOW, chance=lambda: next(chances))
    found = own_site(organisation.actor, site)
    assert found.public_longitude == pytest.approx(found.longitude)
    assert found.public_latitude > found.latitude  # due north, at the nearest


def test_a_site_without_a_position_stands_for_its_commune_and_says_so(app: Flask) -> None:
    organisation = an_organisation()
    site = own_site(organisation.actor, a_site(organisation, latitude=None, longitude=None))
    commune = session().scalars(select(Territory).where(Territory.key == "commune:67482")).one()
    assert (site.latitude, site.longitude) == (commune.latitude, commune.longitude)
    assert site.precision == "commune"
    again = _edited(organisation, site.public_id, latitude=None, longitude=None, name="Entrepôt")
    assert _shown(again) == _shown(site)


def test_a_site_abroad_has_the_time_of_its_commune(app: Flask) -> None:
    organisation = an_organisation("Luxembourg", kind="association", country="LU", is_new=True)
    key = (
        session()
        .scalars(select(Territory.key).where(Territory.level == "commune", Territory.name == "Differdange"))
        .one()
    )
    site = own_site(
        organisation.actor,
        a_site(organisation, commune=key, postcode="L-4530", latitude=49.5248, longitude=5.8891),
    )
    assert (site.time_zone, site.country) == ("Europe/Luxembourg", "LU")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"address": "x" * 301}, "address"),
        ({"postcode": "x" * 13}, "address"),
        ({"commune": "commune:99999"}, "commune"),
        ({"commune": "epci:246700488"}, "commune"),
        ({"commune": ""}, "commune"),
        ({"latitude": None}, "latitude"),
        ({"longitude": None}, "latitude"),
        ({"latitude": 91.0}, "latitude"),
        ({"longitude": -181.0}, "latitude"),
        ({"latitude": float("nan")}, "latitude"),
        ({"latitude": float("inf")}, "latitude"),
        ({"latitude": 43.6, "longitude": 1.44}, "latitude"),
    ],
)
def test_a_faulty_place_is_refused_beside_its_field(app: Flask, changes: dict[str, Any], field: str) -> None:
    organisation = an_organisation()
    with pytest.raises(Refusals) as refused:
        a_site(organisation, **changes)
    assert [refusal.at for refusal in refused.value.refusals] == [field]
    assert sites_of(organisation.id) == ()


def test_a_site_is_closed_and_opened_again(app: Flask) -> None:
    organisation = an_organisation()
    site = a_site(organisation)
    for _ in range(2):
        sites.set_closed(organisation.actor, site, is_closed=True, now=NOW)
    assert sites_of(organisation.id) == ()
    assert [one.is_closed for one in sites_of(organisation.id, closed_too=True)] == [True]
    sites.set_closed(organisation.actor, site, is_closed=False, now=NOW)
    assert len(sites_of(organisation.id)) == 1
    actions = [entry.action for entry in of_subject("site", site)]
    assert actions == ["organisations.add_site", "organisations.close_site", "organisations.reopen_site"]


def test_a_site_of_another_organisation_is_missing(app: Flask) -> None:
    organisation, elsewhere = an_organisation(), an_organisation("Ailleurs")
    site = a_site(organisation)
    for verb in (
        lambda: own_site(elsewhere.actor, site),
        lambda: sites.edit(elsewhere.actor, site, a_place(), None, NOW),
        lambda: sites.set_closed(elsewhere.actor, site, is_closed=True, now=NOW),
    ):
        with pytest.raises(Missing):
            verb()


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(app: Flask) -> None:
    organisation = an_organisation()
    site = a_site(organisation)
    version = own_site(organisation.actor, site).version
    sites.edit(organisation.actor, site, a_place(name="Une"), version, NOW)
    with pytest.raises(Stale):
        sites.edit(organisation.actor, site, a_place(name="Deux"), version, NOW)
