"""Why people are refused: one class per reason."""

from __future__ import annotations

from exchange.kernel.errors import Invalid, Refusal
from exchange.kernel.wording import N_


class SignInRefused(Refusal):
    """Address or password is wrong, or the account may not sign in: never told apart."""

    code = "sign-in-refused"
    status = 422
    wording = N_("Adresse ou mot de passe inexact.")


class Throttled(Refusal):
    """Too many tries from one network or for one address; `retry_after_s` tells how long to wait."""

    code = "too-many-tries"
    status = 429
    wording = N_("Trop d’essais. Réessayez dans %(minutes)s min.")

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(minutes=max(1, -(-retry_after_s // 60)))
        self.retry_after_s: int = retry_after_s


class LinkSpent(Refusal):
    """The link of a mail was used, replaced, withdrawn, is too old, or never was."""

    code = "link-spent"
    status = 410
    wording = N_("Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.")


class EmailInvalid(Invalid):
    """Not an address that mail can be sent to."""

    code = "email-invalid"
    wording = N_("Entrez une adresse électronique complète, par exemple prenom@exemple.fr.")
    field = "email"


class NameMissing(Invalid):
    """A person needs a name."""

    code = "name-missing"
    wording = N_("Entrez votre nom, en 120 caractères au plus.")
    field = "name"


class PasswordTooShort(Invalid):
    """Fewer characters than the least."""

    code = "password-too-short"
    wording = N_(
        "Choisissez un mot de passe d’au moins %(least)s caractères : une phrase convient très bien."
    )
    field = "password"


class PasswordTooLong(Invalid):
    """More characters than the most."""

    code = "password-too-long"
    wording = N_("Un mot de passe compte %(most)s caractères au plus.")
    field = "password"


class PasswordTooCommon(Invalid):
    """Among the first that anyone would try."""

    code = "password-too-common"
    wording = N_("Ce mot de passe serait parmi les premiers essayés. Choisissez-en un moins courant.")
    field = "password"


class PasswordPersonal(Invalid):
    """Made of the person's own name or address, or of the site's name."""

    code = "password-personal"
    wording = N_(
        "Ce mot de passe se devine à partir de votre nom, de votre adresse ou du nom du site. "
        "Choisissez-en un autre."
    )
    field = "password"


class CurrentPasswordWrong(Invalid):
    """The present password must be given to change it."""

    code = "current-password-wrong"
    wording = N_("Ce n’est pas votre mot de passe actuel.")
    field = "current_password"


class LanguageUnknown(Invalid):
    """Not a language of the house."""

    code = "language-unknown"
    wording = N_("Cette langue n’est pas proposée.")
    field = "language"


class AlreadyMember(Refusal):
    """The person invited is a member already."""

    code = "member-already"
    wording = N_("Cette personne est déjà membre de l’organisation.")
    field = "email"


class LastManager(Refusal):
    """An organisation keeps at least one manager."""

    code = "member-last-manager"
    wording = N_("C’est le dernier responsable : nommez-en un autre avant.")


class RoleUnknown(Invalid):
    """Neither manager nor member."""

    code = "role-unknown"
    wording = N_("Choisissez un rôle : responsable ou membre.")
    field = "role"


class InvitationForAnother(Refusal):
    """The invitation was sent to another address than the account's."""

    code = "invitation-for-another"
    status = 403
    wording = N_("Cette invitation s’adresse à une autre adresse que celle de votre compte.")


class TokenNameMissing(Invalid):
    """A token needs a name to be recognised by."""

    code = "token-name-missing"
    wording = N_("Donnez à ce jeton un nom qui dise à quoi il sert, en 80 caractères au plus.")
    field = "name"


class ScopesUnknown(Invalid):
    """Not a set of scopes that the person may give."""

    code = "token-scopes-unknown"
    wording = N_("Choisissez ce que ce jeton permet.")
    field = "scopes"


class OwnAccount(Refusal):
    """Administrators do not suspend themselves."""

    code = "account-own"
    wording = N_("Vous ne pouvez pas suspendre votre propre compte.")


class AddressTaken(Refusal):
    """An account has this address already."""

    code = "account-address-taken"
    wording = N_("Un compte utilise déjà cette adresse.")
    field = "email"


class AccountStepImpossible(Refusal):
    """The account's standing does not allow this step."""

    code = "account-step-impossible"
    wording = N_("Le compte n’est plus dans l’état que montrait la page. Relisez-la.")


class OrganisationNeeded(Refusal):
    """A manager or member belongs to an organisation; an administrator needs none."""

    code = "account-organisation-needed"
    wording = N_("Indiquez l’organisation de cette personne.")
    field = "organisation"
