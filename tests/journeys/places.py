"""Every page that can be opened, with a sample address and somebody who may open it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.journeys.walking import ask
from tests.journeys_house import LiveServer

_LISTING = """
    SELECT listings.public_id FROM listings
    JOIN organisations ON organisations.id = listings.organisation_id
    WHERE listings.status = ? AND organisations.slug = ? ORDER BY listings.id DESC
"""
_LOT = """
    SELECT lots.public_id FROM lots JOIN listings ON listings.id = lots.listing_id
    JOIN organisations ON organisations.id = listings.organisation_id
    WHERE listings.status = 'published' AND lots.remaining_g > 0 AND organisations.slug = ?
"""
_CLAIM = """
    SELECT claims.public_id FROM claims JOIN lots ON lots.id = claims.lot_id
    JOIN listings ON listings.id = lots.listing_id
    JOIN organisations ON organisations.id = listings.organisation_id
    WHERE claims.state = ? AND organisations.slug = ? ORDER BY claims.id DESC
"""
_SITE = """
    SELECT sites.public_id FROM sites JOIN organisations ON organisations.id = sites.organisation_id
    WHERE organisations.slug = ?
"""


@dataclass(frozen=True)
class Place:
    """A page: its endpoint, an address, and the actor who opens it (None: anybody)."""

    endpoint: str
    path: str
    actor: str | None = None


def places(server: LiveServer) -> list[Place]:
    """Return a place for every page of the house, some in several states."""
    roaster = "grain-imaginaire"
    shown = ask(server, _LISTING, "published", roaster)
    draft = ask(server, _LISTING, "draft", roaster)
    return [
        Place("home.index", "/"),
        Place("home.about", "/about"),
        Place("home.privacy", "/privacy"),
        Place("home.accessibility", "/accessibility"),
        Place("home.stories", "/stories"),
        Place("accounts.sign_in", "/sign-in"),
        Place("accounts.sign_up", "/sign-up"),
        Place("accounts.sign_up_sent", "/sign-up/sent"),
        Place("accounts.finish_sign_up", "/sign-up/spent-link"),
        Place("accounts.forgotten", "/password/forgotten"),
        Place("accounts.forgotten_sent", "/password/sent"),
        Place("accounts.reset", "/password/spent-link"),
        Place("accounts.invitation", "/invitations/spent-link"),
        Place("listings.index", "/listings"),
        Place("listings.index", "/listings?place=Strasbourg&radius_km=10&material=wood"),
        Place("listings.index", "/listings?place=Nulle-Part-Du-Tout"),
        Place("listings.index", "/listings?radius_km=beaucoup"),
        Place("listings.show", f"/listings/{shown}"),
        Place("organisations.show", f"/organisations/{roaster}"),
        Place("territories.index", "/territories"),
        Place("territories.show", "/territories/epci:246700488"),
        Place("territories.show", "/territories/commune:67482"),
        Place("territories.show", "/territories/country:LU"),
        Place("materials.index", "/materials"),
        Place("materials.index", "/materials?q=Wellpappe"),
        Place("materials.show", "/materials/cardboard"),
        Place("materials.show", "/materials/insulation"),
        Place("materials.waste_codes", "/waste-codes"),
        Place("materials.waste_codes", "/waste-codes?q=verre"),
        Place("materials.waste_codes", "/waste-codes?q=15+01+05*"),
        Place("materials.waste_codes", "/waste-codes?q=rien-de-tel&material=pallets"),
        Place("materials.waste_chapter", "/waste-codes/10"),
        Place("materials.waste_code", "/waste-codes/150101"),
        Place("materials.waste_code", "/waste-codes/150110"),
        Place("listings.new", "/listings/new", "company_manager"),
        Place("listings.edit", f"/listings/{draft}/edit", "company_manager"),
        Place("listings.show", f"/listings/{draft}", "company_manager"),
        Place("listings.mine", "/listings/mine", "company_manager"),
        Place("claims.index", "/claims", "company_manager"),
        Place("claims.of_listing", f"/listings/{shown}/claims", "company_manager"),
        Place("claims.show", f"/claims/{ask(server, _CLAIM, 'requested', roaster)}", "company_manager"),
        Place("claims.show", f"/claims/{ask(server, _CLAIM, 'scheduled', roaster)}", "company_manager"),
        Place("claims.show", f"/claims/{ask(server, _CLAIM, 'confirmed', roaster)}", "company_manager"),
        Place("claims.show", f"/claims/{ask(server, _CLAIM, 'handed_over', roaster)}", "association_member"),
        Place("claims.new", f"/lots/{ask(server, _LOT, roaster)}/claims/new", "association_member"),
        Place("accounts.show", "/account", "company_manager"),
        Place("accounts.password", "/account/password", "company_manager"),
        Place("accounts.tokens", "/account/tokens", "company_manager"),
        Place("organisations.edit", f"/organisations/{roaster}/edit", "company_manager"),
        Place("organisations.sites", f"/organisations/{roaster}/sites", "company_manager"),
        Place("organisations.new_site", f"/organisations/{roaster}/sites/new", "company_manager"),
        Place(
            "organisations.edit_site",
            f"/organisations/{roaster}/sites/{ask(server, _SITE, roaster)}",
            "company_manager",
        ),
        Place("organisations.members", f"/organisations/{roaster}/members", "company_manager"),
        Place("organisations.new", "/organisations/new", "company_manager"),
        Place("organisations.new", "/organisations/new?kind=association&country=FR", "company_manager"),
        Place("territories.show", "/territories/epci:246700488", "territorial_reader"),
        Place("territories.index", "/territories", "territorial_reader"),
        Place("admin.index", "/admin", "administrator"),
        Place("admin.index", "/admin?q=caf%C3%A9", "administrator"),
        Place("admin.organisation", "/admin/organisations/mousse-fictive", "administrator"),
        Place("admin.organisation", "/admin/organisations/collectivite-demonstration", "administrator"),
        Place("admin.mails", "/admin/mails", "administrator"),
        Place("admin.journal", "/admin/journal", "administrator"),
    ]
