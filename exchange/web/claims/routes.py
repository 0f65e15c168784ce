"""Claims: the desk of an organisation, one claim whole, a new request, and those on a listing to compare."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from exchange.claims import policy
from exchange.claims.actions import requesting
from exchange.claims.queries.detail import ClaimDetail, detail
from exchange.claims.queries.lists import desk, of_listing
from exchange.listings.queries import detail as listings
from exchange.listings.queries.lots import LotView, lot_for
from exchange.organisations.queries.sites import sites_of
from exchange.web.claims import wording
from exchange.web.claims.forms import RequestForm
from exchange.web.claims.taking import SPECIAL, carry_out, form_for, forms_for
from exchange.web.fields import Form
from exchange.web.guards import actor, guard, now
from exchange.web.language import reader_language
from exchange.web.problems import page, perform, see_other

blueprint = Blueprint("claims", __name__)


@blueprint.get("/claims")
@guard(policy.READ)
def index() -> Response:
    """Show the organisation's claims: its turn, the other side's, over."""
    return page("claims/index.html", desk=desk(actor()), words=wording)


@blueprint.get("/claims/<claim>")
@guard(policy.READ)
def show(claim: str) -> Response:
    """Show one claim to one of its two sides."""
    return _shown(detail(actor(), claim), None, None)


@blueprint.post("/claims/<claim>/<step>")
@guard(policy.STEP)
def take(claim: str, step: str) -> BaseResponse:
    """Take a step; with faults, show the claim again with all that was typed."""
    view = detail(actor(), claim)
    form = form_for(step, view, posted=True)
    if form.validate_on_submit():
        verb = carry_out(step, form, actor(), claim, now())
        if verb is not None and perform(form, verb) is not None:
            flash(str(wording.DONE[SPECIAL.get(step, step)]), "success")
            return see_other("claims.show", claim=claim)
    return _shown(detail(actor(), claim), step, form)


@blueprint.get("/lots/<lot>/claims/new")
@guard(policy.BEGIN)
def new(lot: str) -> BaseResponse:
    """Show the form of a request, filled with all that remains."""
    if not actor().is_member:
        flash(
            _("Pour demander un lot, créez d’abord votre organisation, ou faites-vous y inviter."),
            "info",
        )
        return see_other("organisations.new")
    view = lot_for(lot)
    return _asked(view, _request_form(view, mass_kg=view.remaining_g or None))


@blueprint.post("/lots/<lot>/claims/new")
@guard(policy.REQUEST)
def create(lot: str) -> BaseResponse:
    """Ask for part or all of a lot."""
    view = lot_for(lot)
    form = _request_form(view)
    if form.validate_on_submit():
        claim = perform(form, lambda: requesting.request(actor(), form.command(lot), now=now()))
        if claim is not None:
            flash(
                _("La masse est réservée pour vous. Convenez maintenant du rendez-vous.")
                if view.allocation == "first_come"
                else _("Votre demande est envoyée. Le donneur va vous répondre."),
                "success",
            )
            return see_other("claims.show", claim=claim)
    return _asked(view, form)


@blueprint.get("/listings/<listing>/claims", endpoint="of_listing")
@guard(policy.READ)
def compare(listing: str) -> Response:
    """Show the claims on a listing for its giver to compare."""
    rows = of_listing(actor(), listing)
    view = listings.detail(actor(), listing, reader_language())
    return page("claims/of_listing.html", rows=rows, listing=view, words=wording)


def _shown(view: ClaimDetail, faulty: str | None, form: Form | None) -> Response:
    forms: dict[str, Form] = forms_for(view)
    if faulty is not None and form is not None:
        forms[faulty] = form
    first = wording.primary(view.row)
    return page(
        "claims/show.html",
        form,
        view=view,
        claim=view.row,
        forms=forms,
        first=first,
        faulty=faulty,
        steps=wording.stepper(view),
        sentence=wording.sentence(view.row),
        deadline=wording.deadline(view.row),
        words=wording,
    )


def _request_form(lot: LotView, **names: Any) -> RequestForm:
    view = listings.detail(actor(), lot.listing, reader_language())
    organisation_id = actor().organisation_id
    assert organisation_id is not None
    sites = [(site.public_id, f"{site.name}, {site.commune_name}") for site in sites_of(organisation_id)]
    return RequestForm(sites, view.time_zone, **names)


def _asked(lot: LotView, form: RequestForm) -> Response:
    view = listings.detail(actor(), lot.listing, reader_language())
    return page(
        "claims/new.html",
        form,
        lot=lot,
        listing=view,
        is_own=lot.organisation_id == actor().organisation_id,
        may_ask=policy.may_request(actor(), open_to_all=lot.open_to_all),
    )
