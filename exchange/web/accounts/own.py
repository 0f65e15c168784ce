"""One's own account: name and language, password, sessions, tokens, and the organisation acted for."""

from __future__ import annotations

from flask import current_app, flash
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from exchange.accounts import policy
from exchange.accounts.actions import credentials, sessions
from exchange.accounts.commands import CreateToken, UpdateProfile
from exchange.accounts.queries import own
from exchange.kernel import languages
from exchange.web import language, session
from exchange.web.accounts.forms import ChangePasswordForm, ChoiceForm, ProfileForm, TokenForm
from exchange.web.accounts.pages import attempt, blueprint, shown
from exchange.web.fields import ActionForm
from exchange.web.guards import actor, guard, now
from exchange.web.problems import page, perform, see_other


@blueprint.route("/account", methods=["GET", "POST"])
@guard(policy.SHOW)
def show() -> Response:
    """Show one's account, and change name and language."""
    person = session.person()
    assert person is not None
    read = person.language if person.is_language_chosen else language.reader_language()
    form = ProfileForm(name=person.name, language=read)
    form.language.choices = [(code, languages.LANGUAGE_NAMES[code]) for code in languages.LANGUAGES]
    if form.validate_on_submit():
        command = UpdateProfile(form.name.data, form.language.data or "")
        if perform(form, lambda: credentials.update_profile(actor(), command, now())) is not None:
            with force_locale(command.language):
                flash(_("Vos informations sont enregistrées."), "success")
            answer = see_other("accounts.show")
            language.remember(answer, command.language, secure=current_app.extensions["settings"].is_https)
            return answer
    choice = ChoiceForm(formdata=None, organisation=actor().organisation)
    choice.organisation.choices = [(one.public_id, one.name) for one in person.organisations]
    return page(
        "accounts/show.html",
        form,
        choice=choice,
        action=ActionForm(formdata=None),
        person=person,
        sessions=own.sessions_of(actor(), now()),
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@guard(policy.UPDATE)
def password() -> Response:
    """Change one's password; every other session ends."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and attempt(
        form,
        lambda: credentials.change_password(
            actor(), form.current_password.data or "", form.password.data or "", session.token(), now()
        ),
    ):
        flash(_("Votre mot de passe a changé. Vos autres sessions sont fermées."), "success")
        return see_other("accounts.show")
    return shown("accounts/password.html", form)


@blueprint.post("/account/sessions/end")
@guard(policy.UPDATE)
def end_sessions() -> Response:
    """End every other session of one's own."""
    form = ActionForm()
    if form.validate_on_submit() and perform(
        form, lambda: sessions.end_others(actor(), session.token(), now())
    ):
        flash(_("Vos autres sessions sont fermées."), "success")
    return see_other("accounts.show")


@blueprint.post("/account/organisation")
@guard(policy.ACT_FOR)
def act_for() -> Response:
    """Choose the organisation that one acts for."""
    form, token = ChoiceForm(), session.token()
    if form.validate_on_submit() and token is not None:
        chosen = sessions.act_for(actor(), token, form.organisation.data or "", now())
        person = session.person()
        assert person is not None
        name = next(one.name for one in person.organisations if one.public_id == chosen)
        flash(_("Vous agissez maintenant pour %(organisation)s.", organisation=name), "success")
    return see_other("accounts.show")


@blueprint.route("/account/tokens", methods=["GET", "POST"])
@guard(policy.CREATE_TOKEN)
def tokens() -> Response:
    """List one's tokens and make new ones; a token is shown once, in the answer to its making."""
    form = TokenForm()
    made: list[str] = []
    if form.validate_on_submit():
        command = CreateToken(form.name.data, tuple((form.scopes.data or "").split()))

        def create() -> str:
            public_id, token = credentials.create_token(actor(), command, now())
            made.append(token)
            return public_id

        if perform(form, create) is not None:
            if not made:
                flash(_("Ce jeton a déjà été créé et montré une fois : révoquez-le s’il est perdu."), "info")
                return see_other("accounts.tokens")
            form = TokenForm(formdata=None)
    return shown(
        "accounts/tokens.html",
        form,
        token=made[0] if made else None,
        tokens=own.tokens_of(actor(), now()),
        action=ActionForm(formdata=None),
    )


@blueprint.post("/account/tokens/<token>/revoke")
@guard(policy.UPDATE)
def revoke_token(token: str) -> Response:
    """Make one of one's own tokens good for nothing."""
    form = ActionForm()
    if form.validate_on_submit() and perform(form, lambda: credentials.revoke_token(actor(), token, now())):
        flash(_("Le jeton est révoqué : les programmes qui l’utilisent sont refusés."), "success")
    return see_other("accounts.tokens")
