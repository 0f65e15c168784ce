"""Forms of organisations, their sites and their members: what is typed, before any of it is judged."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField

from exchange.organisations.queries.profile import Profile
from exchange.organisations.queries.sites import SiteView
from exchange.organisations.rules import SCHEMES, identifiers_asked
from exchange.web.fields import CleanTextField, DecimalTextField, Form
from exchange.web.organisation_words import COUNTRIES, HELP, KINDS
from exchange.web.organisation_words import SCHEMES as SCHEME_NAMES

ROLES = [
    ("member", _l("Membre : publie et demande")),
    ("manager", _l("Responsable : gère aussi l’organisation")),
]


class KindForm(Form):
    """What an organisation is and where it is registered: it settles which numbers are asked."""

    kind = SelectField(_l("Nature"), choices=list(KINDS.items()), validate_choice=False)
    country = SelectField(
        _l("Pays d’immatriculation"), choices=list(COUNTRIES.items()), validate_choice=False
    )


class OrganisationForm(Form):
    """An organisation's name, words and numbers; fields of registers that are not asked are taken out."""

    name = CleanTextField(_l("Nom de l’organisation"))
    description = TextAreaField(
        _l("Présentation"), description=_l("Ce que vous faites, en quelques phrases. Texte public.")
    )
    siret = CleanTextField(SCHEME_NAMES["siret"], description=HELP["siret"])
    siren = CleanTextField(SCHEME_NAMES["siren"], description=HELP["siren"])
    rna = CleanTextField(SCHEME_NAMES["rna"], description=HELP["rna"])
    court_register = CleanTextField(SCHEME_NAMES["court_register"], description=HELP["court_register"])
    lu_rcs = CleanTextField(SCHEME_NAMES["lu_rcs"], description=HELP["lu_rcs"])
    eu_vat = CleanTextField(SCHEME_NAMES["eu_vat"], description=HELP["eu_vat"])
    is_new = BooleanField(
        _l("Elle n’est pas encore immatriculée"),
        description=_l("Elle sera signalée comme non vérifiée tant qu’aucun numéro n’est indiqué."),
    )

    def ask_only(self, kind: str, country: str) -> None:
        """Take out what is not asked of this kind of organisation in this country."""
        asked = identifiers_asked(kind, country)
        for scheme in SCHEMES:
            if scheme not in asked.schemes:
                del self[scheme]
        if not asked.may_be_new:
            del self["is_new"]

    def identifiers(self) -> dict[str, str]:
        """Return what was typed of register numbers, by scheme."""
        return {scheme: self[scheme].data or "" for scheme in SCHEMES if scheme in self}

    def says_new(self) -> bool:
        """Whether the organisation is said not to be registered yet."""
        return "is_new" in self and bool(self["is_new"].data)


def organisation_form(profile: Profile) -> OrganisationForm:
    """Return the form filled with an organisation."""
    numbers = dict(profile.identifiers)
    form = OrganisationForm(
        name=profile.name,
        description=profile.description,
        is_new=not numbers,
        version=str(profile.version),
        **numbers,
    )
    form.ask_only(profile.kind, profile.country)
    return form


class SiteForm(Form):
    """A site: its name, its address, and where that is."""

    name = CleanTextField(_l("Nom du site"), description=_l("Par exemple : atelier, entrepôt, boutique."))
    address = CleanTextField(
        _l("Adresse"),
        description=_l("Rue et numéro. Elle n’est montrée qu’une fois un enlèvement accepté."),
    )
    postcode = CleanTextField(_l("Code postal"))
    town = CleanTextField(_l("Commune"))
    commune = RadioField(_l("De quelle commune s’agit-il ?"), choices=[], validate_choice=False)
    chosen_for = HiddenField()
    latitude = DecimalTextField(_l("Latitude"))
    longitude = DecimalTextField(_l("Longitude"))

    def place_text(self) -> str:
        """Return postcode and town as one text to look up."""
        return " ".join(text for text in (self.postcode.data, self.town.data) if text)

    def chosen(self) -> str | None:
        """Return the commune chosen, unless postcode or town changed since the choice was offered."""
        is_current = (self.chosen_for.data or "") == self.place_text()
        return self.commune.data if is_current and self.commune.data else None

    def offer(self, communes: list[tuple[str, str]]) -> None:
        """Offer a choice of communes for what stands in the fields now."""
        self.commune.choices = communes
        self.chosen_for.data = self.place_text()
        keys = [key for key, _ in communes]
        if self.commune.data not in keys:
            self.commune.data = keys[0] if len(keys) == 1 else None

    def position(self) -> tuple[float | None, float | None]:
        """Return latitude and longitude as typed."""
        latitude, longitude = self.latitude.data, self.longitude.data
        return (
            None if latitude is None else float(latitude),
            None if longitude is None else float(longitude),
        )


def site_form(site: SiteView) -> SiteForm:
    """Return the form filled with a site; a position that nobody typed, but the house found, is left out."""
    is_exact = site.precision == "exact"
    form = SiteForm(
        name=site.name,
        address=site.address,
        postcode=site.postcode,
        town=site.commune_name,
        commune=site.commune_key,
        chosen_for=f"{site.postcode} {site.commune_name}".strip(),
        latitude=Decimal(repr(site.latitude)) if is_exact else None,
        longitude=Decimal(repr(site.longitude)) if is_exact else None,
        version=str(site.version),
    )
    form.commune.choices = [(site.commune_key, site.commune_name)]
    return form


class InviteForm(Form):
    """Somebody to invite, and as what."""

    email = CleanTextField(_l("Adresse électronique"))
    role = RadioField(_l("Rôle"), choices=ROLES, default="member", validate_choice=False)


class RoleForm(Form):
    """Another role for a member."""

    role = HiddenField()
