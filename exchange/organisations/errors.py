"""Why an organisation or a site is refused: one class per reason."""

from __future__ import annotations

from exchange.kernel.errors import Invalid, Refusal
from exchange.kernel.wording import N_


class OrganisationNameMissing(Invalid):
    """An organisation needs a name."""

    code = "organisation-name-missing"
    wording = N_("Entrez le nom de l’organisation, en 200 caractères au plus.")
    field = "name"


class DescriptionTooLong(Invalid):
    """More text than a page shows."""

    code = "organisation-description-too-long"
    wording = N_("La présentation compte %(most)s caractères au plus.")
    field = "description"


class KindUnknown(Invalid):
    """Not a kind of organisation."""

    code = "organisation-kind-unknown"
    wording = N_("Choisissez la nature de l’organisation dans la liste.")
    field = "kind"


class CountryUnknown(Invalid):
    """Not a country that organisations are registered in here."""

    code = "organisation-country-unknown"
    wording = N_("Choisissez le pays dans la liste.")
    field = "country"


class SirenInvalid(Invalid):
    """Not a SIREN number."""

    code = "identifier-siren-invalid"
    wording = N_("Un numéro SIREN compte 9 chiffres ; vérifiez celui-ci, sa clé n’est pas juste.")
    field = "siren"


class SiretInvalid(Invalid):
    """Not a SIRET number."""

    code = "identifier-siret-invalid"
    wording = N_("Un numéro SIRET compte 14 chiffres ; vérifiez celui-ci, sa clé n’est pas juste.")
    field = "siret"


class VatInvalid(Invalid):
    """Not a VAT number of the organisation's country."""

    code = "identifier-eu-vat-invalid"
    wording = N_("Ce numéro de TVA n’est pas celui du pays choisi, ou sa clé n’est pas juste (%(example)s).")
    field = "eu_vat"


class RnaInvalid(Invalid):
    """Not a number of the national register of associations."""

    code = "identifier-rna-invalid"
    wording = N_("Un numéro RNA s’écrit W suivi de 9 chiffres.")
    field = "rna"


class RcsInvalid(Invalid):
    """Not a number of the Luxembourg register."""

    code = "identifier-lu-rcs-invalid"
    wording = N_(
        "Un numéro RCS du Luxembourg s’écrit avec une lettre suivie de chiffres, par exemple B123456."
    )
    field = "lu_rcs"


class CourtRegisterInvalid(Invalid):
    """Not court, volume and folio."""

    code = "identifier-court-register-invalid"
    wording = N_(
        "Indiquez le tribunal, le volume et le folio, par exemple : Strasbourg, volume 92, folio 185."
    )
    field = "court_register"


class IdentifierNotAsked(Invalid):
    """This register does not hold organisations of this kind in this country."""

    code = "identifier-not-asked"
    wording = N_("Ce registre ne concerne pas ce genre d’organisation dans ce pays.")


class IdentifierMissing(Invalid):
    """At least one number is needed."""

    code = "identifier-missing"
    wording = N_("Indiquez au moins un numéro d’immatriculation.")


class IdentifierMissingUnlessNew(Invalid):
    """At least one number is needed, or the word that there is none yet."""

    code = "identifier-missing-unless-new"
    wording = N_(
        "Indiquez au moins un numéro, ou cochez « pas encore immatriculée » : "
        "l’organisation sera alors signalée comme non vérifiée."
    )


class IdentifiersDiffer(Invalid):
    """The SIRET does not begin with the SIREN given beside it."""

    code = "identifier-siret-of-another"
    wording = N_("Ce SIRET ne commence pas par le SIREN indiqué.")
    field = "siret"


class IdentifierTaken(Refusal):
    """Another organisation has this number."""

    code = "identifier-taken"
    wording = N_(
        "Une organisation est déjà inscrite sous ce numéro. Demandez une invitation à ses responsables."
    )


class OrganisationStepImpossible(Refusal):
    """The organisation's standing does not allow this step."""

    code = "organisation-step-impossible"
    wording = N_("L’organisation n’est plus dans l’état que montrait la page. Relisez-la.")


class NoTerritoryForThisKind(Refusal):
    """Only territorial bodies and facilitators read territories."""

    code = "territory-attachment-wrong-kind"
    wording = N_("Seules une collectivité ou une structure d’animation peuvent recevoir un territoire.")
    field = "territory"


class SiteNameMissing(Invalid):
    """A site needs a name to be told apart by."""

    code = "site-name-missing"
    wording = N_("Donnez un nom à ce site, en 120 caractères au plus.")
    field = "name"


class AddressTooLong(Invalid):
    """More text than an address needs."""

    code = "site-address-too-long"
    wording = N_("L’adresse compte 300 caractères au plus, le code postal 12.")
    field = "address"


class PositionInvalid(Invalid):
    """Not a point on Earth, or only half of one."""

    code = "site-position-invalid"
    wording = N_("Indiquez les deux coordonnées en degrés, par exemple 48,5736 et 7,7532, ou aucune.")
    field = "latitude"


class PositionFarFromCommune(Invalid):
    """The point lies too far from the commune to be in it."""

    code = "site-position-far-from-commune"
    wording = N_("Cette position est à plus de %(km)s km de %(commune)s : vérifiez l’une ou l’autre.")
    field = "latitude"
