"""Forms of accounts: what is typed, before any of it is judged."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, SelectField

from exchange.web.fields import CleanTextField, Form


class SignUpForm(Form):
    """The wish to have an account."""

    name = CleanTextField(_l("Votre nom"))
    email = CleanTextField(_l("Adresse électronique"))


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(_l("Nouveau mot de passe"))


class FinishForm(PasswordForm):
    """A name and a first password."""

    name = CleanTextField(_l("Votre nom"))
    password = PasswordField(_l("Mot de passe"))


class SignInForm(Form):
    """Who one is, and the proof."""

    email = CleanTextField(_l("Adresse électronique"))
    password = PasswordField(_l("Mot de passe"))


class ForgottenForm(Form):
    """The address of an account whose password is forgotten."""

    email = CleanTextField(_l("Adresse électronique"))


class ProfileForm(Form):
    """A person's name and language; the choices of language are set by the page."""

    name = CleanTextField(_l("Votre nom"))
    language = SelectField(_l("Langue des pages et des messages"), validate_choice=False)


class ChangePasswordForm(Form):
    """The present password and the one to come."""

    current_password = PasswordField(_l("Mot de passe actuel"))
    password = PasswordField(_l("Nouveau mot de passe"))


class TokenForm(Form):
    """A token for programs."""

    name = CleanTextField(_l("À quoi servira ce jeton ?"))
    scopes = RadioField(
        _l("Ce qu’il permet"),
        choices=[
            ("read", _l("Lire : annonces, demandes, chiffres")),
            ("read write", _l("Lire et agir : publier, demander, confirmer")),
        ],
        default="read",
        validate_choice=False,
    )


class ChoiceForm(Form):
    """The organisation to act for."""

    organisation = SelectField(_l("J’agis pour"), validate_choice=False)
