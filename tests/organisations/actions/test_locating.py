from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from exchange.journal.models import JournalEntry
from exchange.kernel.geography import Point, distance_km
from exchange.organisations.actions import sites
from exchange.organisations.actions.locating import locate, look_again, stop_looking
from exchange.organisations.models import SiteToLocate
from exchange.organisations.queries.sites import Lost, SiteView, own_site, sites_of, sites_to_locate
from exchange.organisations.rules import FIRST_LOOK, MOST_LOOKS
from exchange.storage.database import session
from tests.builders.organisations import Founded, a_place, an_organisation
from tests.houses import NOW

SOON = NOW + FIRST_LOOK
THERE = Point(48.5801, 7.7602)


def a_lost_site(founded: Founded) -> str:
    command = a_place(latitude=None, longitude=None, is_to_locate=True)
    return sites.add(founded.actor, command, NOW)


def the_lost(founded: Founded) -> Lost:
    a_lost_site(founded)
    (lost,) = sites_to_locate(SOON, 8)
    return lost


def the_site(founded: Founded) -> SiteView:
    session().rollback()
    (site,) = sites_of(founded.id)
    return site


def test_a_site_whose_address_nobody_found_is_marked_and_due_in_a_while(app: Flask) -> None:
    founded = an_organisation()
    a_lost_site(founded)

    site = the_site(founded)
    assert (site.is_to_locate, site.precision) == (True, "commune")
    assert sites_to_locate(NOW, 8) == ()
    (lost,) = sites_to_locate(SOON, 8)
    assert (lost.id, lost.version, lost.address) == (site.id, site.version, "12 rue de la Krutenau")
    assert (lost.postcode, lost.commune_key) == ("67000", "commune:67482")


def test_a_site_with_a_position_is_never_looked_up(app: Flask) -> None:
    founded = an_organisation()
    sites.add(founded.actor, a_place(is_to_locate=True), NOW)

    assert not the_site(founded).is_to_locate


def test_a_site_moves_to_its_address_with_a_public_point_of_its_own(app: Flask) -> None:
    founded = an_organisation()
    lost, before = the_lost(founded), the_site(founded)

    assert locate(lost, THERE, SOON)

    site = the_site(founded)
    assert (site.latitude, site.longitude, site.precision) == (48.5801, 7.7602, "address")
    assert (site.is_to_locate, site.version) == (False, before.version + 1)
    shown = Point(site.public_latitude, site.public_longitude)
    assert 0.09 < distance_km(shown, THERE) < 0.41
    entry = session().scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject, entry.account) == ("organisations.locate_site", site.public_id, None)


def test_a_site_that_was_changed_meanwhile_is_left_as_it_is(app: Flask) -> None:
    founded = an_organisation()
    lost = the_lost(founded)
    sites.edit(founded.actor, the_site(founded).public_id, a_place(), None, NOW)

    assert not locate(lost, Point(48.59, 7.75), SOON)
    assert the_site(founded).precision == "exact"
    assert sites_to_locate(SOON, 8) == ()


def test_editing_asks_anew_or_no_longer(app: Flask) -> None:
    founded = an_organisation()
    site = a_lost_site(founded)
    later = SOON + timedelta(days=1)
    command = a_place(address="1 quai Rouget", latitude=None, longitude=None, is_to_locate=True)
    sites.edit(founded.actor, site, command, None, later)
    assert sites_to_locate(later, 8) == ()
    assert [lost.address for lost in sites_to_locate(later + FIRST_LOOK, 8)] == ["1 quai Rouget"]

    sites.edit(founded.actor, site, a_place(latitude=None, longitude=None), None, later)
    assert not own_site(founded.actor, site).is_to_locate


def test_looking_again_is_ever_more_seldom_and_ends(app: Flask) -> None:
    lost, waits, now = the_lost(an_organisation()), [], SOON
    while True:
        look_again(lost, now)
        session().rollback()
        row = session().scalar(select(SiteToLocate))
        if row is None:
            break
        waits.append(row.due_at - now)
        now = row.due_at

    assert waits == sorted(waits)
    assert (len(waits), waits[-1]) == (MOST_LOOKS - 1, timedelta(days=1))
    look_again(lost, now)
    stop_looking(lost)


def test_a_closed_site_waits_until_it_is_opened_again(app: Flask) -> None:
    founded = an_organisation()
    site = a_lost_site(founded)
    sites.set_closed(founded.actor, site, is_closed=True, now=NOW)
    assert sites_to_locate(SOON, 8) == ()
    sites.set_closed(founded.actor, site, is_closed=False, now=NOW)
    assert len(sites_to_locate(SOON, 8)) == 1
