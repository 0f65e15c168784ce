"""The administration: what waits, judging organisations and people, territories, mails, the journal."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.accounts import policy as accounts_policy
from exchange.accounts.actions import administering as people_actions
from exchange.accounts.queries.members import members_of
from exchange.accounts.queries.people import names_of as people_names
from exchange.accounts.queries.people import search as search_people
from exchange.journal import policy as journal_policy
from exchange.journal.queries import tail
from exchange.kernel.standing import steps_open
from exchange.kernel.text import clean
from exchange.listings.actions.index import refresh_organisation
from exchange.organisations import policy
from exchange.organisations.actions import administering as actions
from exchange.organisations.queries.profile import (
    names_of,
    profile,
    search,
    territories_of,
    unchecked_total,
)
from exchange.organisations.rules import TERRITORIAL_KINDS
from exchange.outbox import policy as outbox_policy
from exchange.outbox.queries import set_aside, set_aside_total, waiting
from exchange.territories.queries import suggest
from exchange.web import organisation_words
from exchange.web.admin.forms import SearchForm, StepForm, TerritoryForm
from exchange.web.fields import ActionForm
from exchange.web.guards import actor, guard, now
from exchange.web.problems import page, perform, see_other

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

_SUGGESTED = 20


@blueprint.get("")
@guard(policy.ADMINISTER)
def index() -> Response:
    """Show what waits for an administrator, and look for organisations and people."""
    text = clean(request.args.get("q", ""))[:200]
    return page(
        "admin/index.html",
        None,
        search=SearchForm(request.args, meta={"csrf": False}),
        text=text,
        words=organisation_words,
        unchecked=search(only_unchecked=True),
        organisations=search(text) if text else (),
        people=search_people(text) if text else (),
        steps_open=steps_open,
        step=_step_form,
        waiting=waiting(),
        unchecked_total=unchecked_total(),
        set_aside=set_aside_total(),
    )


@blueprint.get("/organisations/<slug>")
@guard(policy.ADMINISTER)
def organisation(slug: str) -> Response:
    """Show all that an administrator judges an organisation by."""
    found = profile(actor(), slug)
    text = clean(request.args.get("q", ""))[:200]
    return page(
        "admin/organisation.html",
        None,
        organisation=found,
        words=organisation_words,
        members=members_of(found.id),
        steps=steps_open(found.status),
        step=_step_form,
        action=ActionForm(formdata=None),
        may_read_territories=found.kind in TERRITORIAL_KINDS,
        territories=territories_of(found.id),
        search=SearchForm(request.args, meta={"csrf": False}),
        text=text,
        suggested=suggest(text, _SUGGESTED) if text else (),
        territory=lambda key: TerritoryForm(formdata=None, territory=key),
    )


@blueprint.post("/organisations/<slug>/check")
@guard(policy.ADMINISTER)
def check(slug: str) -> Response:
    """Mark an organisation as checked; its members are told."""
    form = ActionForm()
    if form.validate_on_submit() and perform(
        form, lambda: people_actions.check_organisation(actor(), slug, now())
    ):
        flash(_("L’organisation est vérifiée, et ses membres en sont avertis."), "success")
    return see_other("admin.organisation", slug=slug)


@blueprint.post("/organisations/<slug>/uncheck")
@guard(policy.ADMINISTER)
def uncheck(slug: str) -> Response:
    """Mark an organisation as not checked after all."""
    form = ActionForm()
    if form.validate_on_submit():

        def undo() -> str:
            actions.check(actor(), slug, now(), is_checked=False)
            return slug

        if perform(form, undo):
            flash(_("L’organisation est de nouveau marquée comme non vérifiée."), "success")
    return see_other("admin.organisation", slug=slug)


@blueprint.post("/organisations/<slug>/standing")
@guard(policy.ADMINISTER)
def organisation_standing(slug: str) -> Response:
    """Suspend or restore an organisation; what it lists goes or returns."""
    form = StepForm()

    def take() -> str:
        people_actions.take_organisation_step(actor(), slug, form.step.data or "", now())
        refresh_organisation(profile(actor(), slug).id)
        return slug

    if form.validate_on_submit() and perform(form, take):
        flash(_("C’est fait, et les membres en sont avertis."), "success")
    else:
        _tell(form)
    return see_other("admin.organisation", slug=slug)


@blueprint.post("/organisations/<slug>/territories/attach")
@guard(policy.ADMINISTER)
def attach_territory(slug: str) -> Response:
    """Open a territory to a territorial body or facilitator."""
    form = TerritoryForm()
    if form.validate_on_submit() and perform(
        form, lambda: actions.attach_territory(actor(), slug, form.territory.data or "", now())
    ):
        flash(_("Le territoire est ouvert à cette organisation."), "success")
    else:
        _tell(form)
    return see_other("admin.organisation", slug=slug)


@blueprint.post("/organisations/<slug>/territories/detach")
@guard(policy.ADMINISTER)
def detach_territory(slug: str) -> Response:
    """Close a territory to an organisation."""
    form = TerritoryForm()
    if form.validate_on_submit() and perform(
        form, lambda: actions.detach_territory(actor(), slug, form.territory.data or "", now())
    ):
        flash(_("Le territoire n’est plus ouvert à cette organisation."), "success")
    else:
        _tell(form)
    return see_other("admin.organisation", slug=slug)


@blueprint.post("/accounts/<account>/standing")
@guard(accounts_policy.ADMINISTER)
def account_standing(account: str) -> Response:
    """Suspend or restore a person."""
    form = StepForm()
    if form.validate_on_submit() and perform(
        form, lambda: people_actions.take_step(actor(), account, form.step.data or "", now())
    ):
        flash(_("C’est fait : l’effet est immédiat."), "success")
    else:
        _tell(form)
    return see_other("admin.index", q=request.args.get("q") or None)


@blueprint.get("/mails")
@guard(outbox_policy.ADMINISTER)
def mails() -> Response:
    """List the mails that were set aside, and why."""
    return page(
        "admin/mails.html",
        None,
        mails=set_aside(),
        waiting=waiting(),
        action=ActionForm(formdata=None),
    )


@blueprint.post("/mails/<mail>/retry")
@guard(outbox_policy.ADMINISTER)
def retry_mail(mail: str) -> Response:
    """Put a mail that was set aside back in the queue."""
    form = ActionForm()
    if form.validate_on_submit() and perform(form, lambda: people_actions.retry_mail(actor(), mail, now())):
        flash(_("Le message repart dans les prochaines secondes."), "success")
    return see_other("admin.mails")


@blueprint.get("/journal")
@guard(journal_policy.READ)
def journal() -> Response:
    """Show who did what, the newest first."""
    cursor = request.args.get("cursor") or None
    found = tail(limit=50, cursor=cursor)
    return page(
        "admin/journal.html",
        None,
        entries=found.items,
        total=found.total,
        people=people_names({entry.account for entry in found.items if entry.account}),
        organisations=names_of({entry.organisation for entry in found.items if entry.organisation}),
        next_url=url_for("admin.journal", cursor=found.next_cursor) if found.next_cursor else None,
        first_url=url_for("admin.journal") if cursor else None,
    )


def _step_form(step: str) -> StepForm:
    return StepForm(formdata=None, step=step)


def _tell(form: StepForm | TerritoryForm) -> None:
    """Say above the next page what was refused."""
    faults = [*form.form_errors, *(fault for faults in form.errors.values() for fault in faults)]
    for fault in dict.fromkeys(faults):
        flash(fault, "danger")
