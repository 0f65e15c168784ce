"""The sites of the organisation acted for: placing, moving, closing."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.listings.actions.index import refresh_site
from exchange.organisations import policy
from exchange.organisations.actions import sites as actions
from exchange.organisations.commands import PlaceSite
from exchange.organisations.queries.sites import own_site, sites_of
from exchange.web.fields import ActionForm
from exchange.web.guards import actor, guard, now
from exchange.web.organisations.forms import SiteForm, site_form
from exchange.web.organisations.locating import geocoder, located
from exchange.web.organisations.pages import blueprint, own
from exchange.web.problems import page, perform, see_other


@blueprint.get("/organisations/<slug>/sites")
@guard(policy.SEE_SITES)
def sites(slug: str) -> Response:
    """List the sites of the organisation acted for, with their addresses."""
    found = own(slug)
    return page(
        "organisations/sites.html",
        None,
        organisation=found,
        sites=sites_of(found.id, closed_too=True),
        action=ActionForm(formdata=None),
    )


@blueprint.route("/organisations/<slug>/sites/new", methods=["GET", "POST"])
@guard(policy.PLACE_SITES)
def new_site(slug: str) -> Response:
    """Place a new site."""
    found = own(slug)
    form = SiteForm()
    if form.validate_on_submit():
        command = located(form)
        if command is not None and perform(form, lambda: actions.add(actor(), command, now())) is not None:
            flash(_("Le site est enregistré."), "success")
            return see_other("organisations.sites", slug=slug)
    return page(
        "organisations/site.html", form, organisation=found, site=None, service=geocoder().service_title
    )


@blueprint.route("/organisations/<slug>/sites/<site>", methods=["GET", "POST"])
@guard(policy.PLACE_SITES)
def edit_site(slug: str, site: str) -> Response:
    """Change a site; what is listed there follows it."""
    found, place = own(slug), own_site(actor(), site)
    form = site_form(place)
    if form.validate_on_submit():
        command = located(form, place)
        if command is not None and perform(form, lambda: _edited(site, command, form.version_read())):
            flash(_("Le site est à jour."), "success")
            return see_other("organisations.sites", slug=slug)
    return page(
        "organisations/site.html", form, organisation=found, site=place, service=geocoder().service_title
    )


@blueprint.post("/organisations/<slug>/sites/<site>/close")
@guard(policy.PLACE_SITES)
def close_site(slug: str, site: str) -> Response:
    """Close a site: nothing new is listed there."""
    return _set_closed(slug, site, is_closed=True)


@blueprint.post("/organisations/<slug>/sites/<site>/reopen")
@guard(policy.PLACE_SITES)
def reopen_site(slug: str, site: str) -> Response:
    """Open a closed site again."""
    return _set_closed(slug, site, is_closed=False)


def _edited(site: str, command: PlaceSite, version: int | None) -> str:
    edited = actions.edit(actor(), site, command, version, now())
    refresh_site(own_site(actor(), edited).id)
    return edited


def _set_closed(slug: str, site: str, *, is_closed: bool) -> Response:
    own(slug)
    form = ActionForm()
    if form.validate_on_submit() and perform(
        form, lambda: actions.set_closed(actor(), site, is_closed=is_closed, now=now())
    ):
        flash(_("Le site est fermé.") if is_closed else _("Le site est rouvert."), "success")
    return see_other("organisations.sites", slug=slug)
