"""How kinds, countries and registers are named on pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KINDS = {
    "company": _l("Entreprise"),
    "association": _l("Association"),
    "social_enterprise": _l("Entreprise sociale ou d’insertion"),
    "public_body": _l("Établissement public"),
    "school": _l("École ou université"),
    "territorial_body": _l("Collectivité territoriale"),
    "facilitator": _l("Structure d’animation (laboratoire de partenariats, fédération)"),
}

COUNTRIES = {
    "FR": _l("France"),
    "LU": _l("Luxembourg"),
    "BE": _l("Belgique"),
    "DE": _l("Allemagne"),
    "CH": _l("Suisse"),
}

SCHEMES = {
    "siren": _l("Numéro SIREN"),
    "siret": _l("Numéro SIRET"),
    "eu_vat": _l("Numéro de TVA intracommunautaire"),
    "rna": _l("Numéro RNA"),
    "lu_rcs": _l("Numéro RCS (Luxembourg)"),
    "court_register": _l("Registre des associations du tribunal (Alsace-Moselle)"),
}

HELP = {
    "siren": _l("9 chiffres."),
    "siret": _l("14 chiffres : le SIREN, puis le numéro de l’établissement."),
    "eu_vat": _l("Il commence par le code du pays."),
    "rna": _l("W suivi de 9 chiffres. Les associations d’Alsace et de Moselle n’en ont pas."),
    "lu_rcs": _l("Une lettre suivie de chiffres, par exemple B123456 ou F1234."),
    "court_register": _l("Tribunal, volume et folio, par exemple : Strasbourg, volume 92, folio 185."),
}

LEVELS = {
    "commune": _l("Commune"),
    "epci": _l("Intercommunalité"),
    "departement": _l("Département"),
    "region": _l("Région"),
    "country": _l("Pays"),
    "area": _l("Territoire propre"),
}
