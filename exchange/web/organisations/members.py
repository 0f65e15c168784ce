"""The members of the organisation acted for: inviting, changing roles, removing."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.accounts import policy
from exchange.accounts.actions import members as actions
from exchange.accounts.commands import Invite
from exchange.accounts.queries.members import invitations_of, members_of
from exchange.organisations.queries.profile import Profile
from exchange.web.fields import ActionForm, Form
from exchange.web.guards import actor, guard, now
from exchange.web.organisations.forms import InviteForm, RoleForm
from exchange.web.organisations.pages import blueprint, own
from exchange.web.problems import page, perform, see_other


@blueprint.route("/organisations/<slug>/members", methods=["GET", "POST"])
@guard(policy.MANAGE_MEMBERS)
def members(slug: str) -> Response:
    """List members and open invitations, and invite."""
    found = own(slug)
    form = InviteForm()
    if form.validate_on_submit():
        command = Invite(form.email.data, form.role.data or "")
        if perform(form, lambda: actions.invite(actor(), command, now())) is not None:
            flash(_("L’invitation est partie vers %(email)s.", email=form.email.data), "success")
            return see_other("organisations.members", slug=slug)
    return _page(found, form)


@blueprint.post("/organisations/<slug>/members/<account>/role")
@guard(policy.MANAGE_MEMBERS)
def change_role(slug: str, account: str) -> Response:
    """Give a member another role."""
    form = RoleForm()
    return _done(
        slug,
        form,
        lambda: actions.change_role(actor(), account, form.role.data or "", now()),
        _("Le rôle est changé."),
    )


@blueprint.post("/organisations/<slug>/members/<account>/remove")
@guard(policy.MANAGE_MEMBERS)
def remove_member(slug: str, account: str) -> Response:
    """Remove a member, at once."""
    return _done(
        slug,
        ActionForm(),
        lambda: actions.remove(actor(), account, now()),
        _("Cette personne n’est plus membre."),
    )


@blueprint.post("/organisations/<slug>/invitations/<invitation>/withdraw")
@guard(policy.MANAGE_MEMBERS)
def withdraw_invitation(slug: str, invitation: str) -> Response:
    """Withdraw an invitation that nobody has answered yet."""
    return _done(
        slug,
        ActionForm(),
        lambda: actions.withdraw_invitation(actor(), invitation, now()),
        _("L’invitation est retirée."),
    )


def _done(slug: str, form: Form, verb: Callable[[], str], sentence: str) -> Response:
    """Carry out a button's verb; what refuses it is said above the list."""
    found = own(slug)
    if form.validate_on_submit():
        done = perform(form, verb)
        if done is not None:
            flash(sentence, "success")
            still_manages = actor().account != done or form.data.get("role") == "manager"
            return see_other("organisations.members" if still_manages else "organisations.show", slug=slug)
    invite = InviteForm(formdata=None)
    invite.form_errors = [*form.form_errors, *(fault for faults in form.errors.values() for fault in faults)]
    invite.status = form.status
    return _page(found, invite)


def _page(found: Profile, form: Form) -> Response:
    return page(
        "organisations/members.html",
        form,
        organisation=found,
        members=members_of(found.id),
        invitations=invitations_of(found.id, now()),
        action=ActionForm(formdata=None),
        promote=RoleForm(formdata=None, role="manager"),
        demote=RoleForm(formdata=None, role="member"),
    )
