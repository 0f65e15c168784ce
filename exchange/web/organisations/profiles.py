"""Registering an organisation, its public page, and its managers' changes to it."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.accounts import policy as accounts_policy
from exchange.accounts.actions.members import found_organisation
from exchange.listings.queries.cards import cards_of
from exchange.organisations import policy
from exchange.organisations.actions.registering import edit as edit_organisation
from exchange.organisations.commands import EditOrganisation, RegisterOrganisation
from exchange.organisations.queries.profile import profile, territories_of
from exchange.organisations.rules import COUNTRIES, KINDS
from exchange.web import organisation_words, session
from exchange.web.guards import actor, guard, now
from exchange.web.language import reader_language
from exchange.web.organisations.forms import KindForm, OrganisationForm, organisation_form
from exchange.web.organisations.pages import blueprint, own
from exchange.web.problems import page, perform, see_other

_CARDS = 12


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@guard(accounts_policy.FOUND_ORGANISATION)
def new() -> Response:
    """Register an organisation: first its kind and country, then its name and numbers."""
    kind, country = request.args.get("kind", ""), request.args.get("country", "")
    if kind not in KINDS or country not in COUNTRIES:
        first = KindForm(request.args if "kind" in request.args else None, meta={"csrf": False})
        return page("organisations/new_kind.html", None, first=first)
    form = OrganisationForm()
    form.ask_only(kind, country)
    if form.validate_on_submit():
        command = RegisterOrganisation(
            kind, country, form.name.data, form.description.data or "", form.identifiers(), form.says_new()
        )
        slug = perform(form, lambda: found_organisation(actor(), command, session.token(), now()))
        if slug is not None:
            flash(_("Votre organisation est inscrite. Indiquez maintenant où elle se trouve."), "success")
            return see_other("organisations.new_site", slug=slug)
    return page(
        "organisations/new.html",
        form,
        kind=organisation_words.KINDS[kind],
        country=organisation_words.COUNTRIES[country],
    )


@blueprint.get("/organisations/<slug>")
@guard(policy.SHOW)
def show(slug: str) -> Response:
    """Show an organisation: who it is, in which communes, and what it lists; never an address."""
    found = profile(actor(), slug)
    cursor = request.args.get("cursor") or None
    cards = cards_of(slug, limit=_CARDS, cursor=cursor, language=reader_language())
    return page(
        "organisations/show.html",
        organisation=found,
        words=organisation_words,
        territories=territories_of(found.id),
        total=cards.total,
        cards=cards.items,
        next_url=url_for("organisations.show", slug=slug, cursor=cards.next_cursor)
        if cards.next_cursor
        else None,
        first_url=url_for("organisations.show", slug=slug) if cursor else None,
        is_own=found.id == actor().organisation_id,
    )


@blueprint.route("/organisations/<slug>/edit", methods=["GET", "POST"])
@guard(policy.EDIT)
def edit(slug: str) -> Response:
    """Change the name, the words or the numbers of the organisation acted for."""
    found = own(slug)
    form = organisation_form(found)
    if form.validate_on_submit():
        command = EditOrganisation(
            form.name.data,
            form.description.data or "",
            form.identifiers(),
            form.says_new(),
            form.version_read(),
        )
        changed = perform(form, lambda: edit_organisation(actor(), command, now()))
        if changed is not None:
            flash(_("L’organisation est à jour."), "success")
            return see_other("organisations.show", slug=changed)
    return page("organisations/edit.html", form, organisation=found)
