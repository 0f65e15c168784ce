"""Signing up, signing in and out, forgotten passwords, invitations."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.accounts import policy
from exchange.accounts.actions import credentials, members, sessions, signing_up
from exchange.accounts.commands import AskSignUp, FinishSignUp
from exchange.accounts.errors import LinkSpent
from exchange.accounts.queries import people
from exchange.accounts.queries.people import OpenLink
from exchange.organisations.queries.profile import profile_by_id
from exchange.web import session
from exchange.web.accounts.forms import FinishForm, ForgottenForm, PasswordForm, SignInForm, SignUpForm
from exchange.web.accounts.pages import attempt, blueprint, link_spent, network, shown
from exchange.web.fields import ActionForm
from exchange.web.guards import actor, guard, now, safe_next
from exchange.web.language import reader_language
from exchange.web.problems import page, perform, see_other


@blueprint.route("/sign-up", methods=["GET", "POST"])
@guard(policy.SIGN_UP)
def sign_up() -> Response:
    """Ask for a name and an address; the answer is the same whether or not the address is known."""
    if actor().is_signed_in:
        return see_other("accounts.show")
    form = SignUpForm()
    if form.validate_on_submit():
        command = AskSignUp(form.email.data, form.name.data, reader_language())
        if attempt(form, lambda: signing_up.ask(command, network(), now())):
            return see_other("accounts.sign_up_sent")
    return shown("accounts/sign_up.html", form)


@blueprint.get("/sign-up/sent")
@guard(policy.SIGN_UP)
def sign_up_sent() -> Response:
    """Say that a mail is on its way."""
    return page("accounts/sign_up_sent.html")


@blueprint.route("/sign-up/<token>", methods=["GET", "POST"])
@guard(policy.SIGN_UP)
def finish_sign_up(token: str) -> Response:
    """Choose a password through the link of a mail; the account is there, and signed in."""
    link = people.open_link(token, "sign_up", now())
    if link is None:
        return link_spent("sign_up")
    form = FinishForm(name=link.name)
    if form.validate_on_submit():
        command = FinishSignUp(token, form.name.data, form.password.data or "")
        try:
            account = attempt(form, lambda: signing_up.finish(command, now()))
        except LinkSpent:
            return link_spent("sign_up")
        if account is not None:
            _begin(account)
            flash(_("Votre compte est ouvert. Inscrivez maintenant votre organisation."), "success")
            return see_other("organisations.new")
    return shown("accounts/finish_sign_up.html", form, email=link.email)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@guard(policy.SIGN_IN)
def sign_in() -> Response:
    """Ask who is there, and go on to where they wanted to be."""
    target = safe_next(request.args.get("next"))
    if actor().is_signed_in:
        return redirect(target or url_for("accounts.show"), 303)
    form = SignInForm()
    if form.validate_on_submit():
        token = attempt(
            form,
            lambda: sessions.sign_in(form.email.data, form.password.data or "", network(), now()),
        )
        if token is not None:
            session.begin(token)
            place = "claims.index" if actor().is_member else "accounts.show"
            return redirect(target or url_for(place), 303)
    return shown("accounts/sign_in.html", form)


@blueprint.post("/sign-out")
@guard(policy.SIGN_OUT)
def sign_out() -> Response:
    """End this browser's session."""
    token = session.token()
    if token is not None:
        sessions.sign_out(token, now())
    session.end()
    return see_other("home.index")


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@guard(policy.RESET)
def forgotten() -> Response:
    """Ask for an address; the answer is the same whether or not it is known."""
    form = ForgottenForm()
    if form.validate_on_submit() and attempt(
        form, lambda: signing_up.ask_reset(form.email.data, reader_language(), network(), now())
    ):
        return see_other("accounts.forgotten_sent")
    return shown("accounts/forgotten.html", form)


@blueprint.get("/password/sent")
@guard(policy.RESET)
def forgotten_sent() -> Response:
    """Say that a mail is on its way."""
    return page("accounts/forgotten_sent.html")


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@guard(policy.RESET)
def reset(token: str) -> Response:
    """Choose a new password through the link of a mail; every session ends."""
    link = people.open_link(token, "reset", now())
    if link is None:
        return link_spent("reset")
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            account = attempt(
                form, lambda: credentials.reset_password(token, form.password.data or "", now())
            )
        except LinkSpent:
            return link_spent("reset")
        if account is not None:
            session.end()
            flash(_("Votre mot de passe a changé. Connectez-vous avec le nouveau."), "success")
            return see_other("accounts.sign_in")
    return shown("accounts/reset.html", form, email=link.email)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@guard(policy.ANSWER_INVITATION)
def invitation(token: str) -> Response:
    """Answer an invitation: join as the person invited, or open an account for their address."""
    link = people.open_link(token, "invitation", now())
    if link is None:
        return link_spent("invitation")
    if actor().is_signed_in:
        is_invited = actor().account == link.account
        accepting = ActionForm()
        if is_invited and accepting.validate_on_submit():
            organisation = perform(accepting, lambda: members.accept_invitation(actor(), token, now()))
            if organisation is not None:
                return _joined(organisation)
        return shown("accounts/invitation.html", accepting, link=link, token=token, is_invited=is_invited)
    if link.has_account:
        return shown("accounts/invitation.html", ActionForm(), link=link, token=token, is_invited=False)
    return _newcomer(token, link)


def _newcomer(token: str, link: OpenLink) -> Response:
    """Let somebody without an account open one for the address invited."""
    form = FinishForm()
    if form.validate_on_submit():
        command = FinishSignUp(token, form.name.data, form.password.data or "")
        try:
            account = attempt(form, lambda: members.sign_up_invited(command, now()))
        except LinkSpent:
            return link_spent("invitation")
        if account is not None:
            _begin(account)
            return _welcomed()
    return shown("accounts/invitation.html", form, link=link, token=token, is_invited=False)


def _begin(account: str) -> None:
    session.begin(sessions.begin(account, now()))


def _joined(organisation: str) -> Response:
    token = session.token()
    if token is not None:
        sessions.act_for(actor(), token, organisation, now())
    flash(_("Bienvenue dans l’organisation."), "success")
    return see_other("organisations.show", slug=profile_by_id(actor(), organisation).slug)


def _welcomed() -> Response:
    flash(_("Bienvenue dans l’organisation."), "success")
    person = session.person()
    if person is None or person.organisation_slug is None:
        return see_other("accounts.show")
    return see_other("organisations.show", slug=person.organisation_slug)
