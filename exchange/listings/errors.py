"""Why a listing, or the mass of its lot, cannot be changed so: one class per refusal."""

from __future__ import annotations

from exchange.kernel.errors import Forbidden, Invalid, Refusal
from exchange.kernel.wording import N_


class MassExceedsRemainder(Refusal):
    """Somebody else was faster: less remains than what is asked for."""

    code = "claim-mass-exceeds-remainder"
    wording = N_("Il ne reste plus assez de matière : une autre demande est passée avant.")
    field = "mass_kg"


class ListingNotOpen(Refusal):
    """Mass can be set aside only on a listing that is published or paused."""

    code = "listing-not-open"
    wording = N_("Cette annonce n’est plus ouverte.")


class StepClosed(Refusal):
    """The listing's state does not allow this step."""

    code = "listing-step-closed"
    wording = N_("L’état de l’annonce ne permet pas cette opération.")


class SomethingHeld(Refusal):
    """A listing with mass set aside for a claim cannot be closed."""

    code = "listing-has-holds"
    wording = N_("Une partie du lot est réservée : terminez ou annulez d’abord les demandes acceptées.")


class RefusedExceedsNet(Invalid):
    """More was refused than was weighed."""

    code = "claim-refused-exceeds-net"
    wording = N_("La part refusée ne peut pas dépasser le poids net.")
    field = "refused_kg"


class LostExceedsRest(Invalid):
    """More was declared lost than is left over."""

    code = "claim-lost-exceeds-rest"
    wording = N_("La part perdue ne peut pas dépasser ce qui n’a pas été emporté.")
    field = "lost_kg"


class QuantityBelowCommitted(Invalid):
    """The new quantity is less than what is already held, collected or removed."""

    code = "listing-quantity-below-committed"
    status = 409
    wording = N_("Au moins %(mass_kg)s kg sont déjà réservés, enlevés ou retirés : indiquez davantage.")
    field = "quantity"


class AlreadyCommitted(Refusal):
    """Once some of it is held or gone, what was promised stays what it is, and where."""

    code = "listing-already-committed"
    wording = N_("Une partie du lot est déjà réservée ou enlevée : ce point ne peut plus changer.")


class NotYours(Forbidden):
    """Only members of the listing's organisation change it."""

    code = "listing-not-yours"
    wording = N_("Seuls les membres de l’organisation qui donne peuvent modifier cette annonce.")


class NotCheckedYet(Forbidden):
    """This house lets an organisation publish only once an administrator has checked it."""

    code = "listing-organisation-not-checked"
    wording = N_("Votre organisation doit d’abord être vérifiée par un administrateur.")


class StreamNotOffered(Invalid):
    """Recurring listings cannot be created here."""

    code = "listing-stream-unavailable"
    wording = N_(
        "Seuls les lots ponctuels peuvent être publiés : les gisements récurrents ne le sont pas encore."
    )
    field = "kind"


class Blank(Invalid):
    """A field that must be filled in is empty."""

    code = "listing-field-required"
    wording = N_("Ce champ est obligatoire.")


class TooLong(Invalid):
    """A text exceeds its limit."""

    code = "listing-text-too-long"
    wording = N_("Ce texte est trop long : %(limit)s caractères au plus.")


class UnknownChoice(Invalid):
    """A value is none of those offered."""

    code = "listing-choice-unknown"
    wording = N_("Choisissez l’une des valeurs proposées.")


class HazardousCode(Invalid):
    """Hazardous waste is never published here."""

    code = "listing-waste-code-hazardous"
    wording = N_(
        "Un déchet dangereux ne peut pas être publié ici : son suivi passe par Trackdéchets "
        "(trackdechets.beta.gouv.fr)."
    )
    field = "waste_code"


class SiteUnknown(Invalid):
    """The site is none of the organisation's open sites."""

    code = "listing-site-unknown"
    wording = N_("Choisissez l’un des sites ouverts de votre organisation.")
    field = "site"


class SiteNeeded(Refusal):
    """An organisation without a site cannot say where its material lies."""

    code = "listing-needs-site"
    wording = N_("Ajoutez d’abord un site à votre organisation : il situe l’annonce sur la carte.")
    field = "site"


class QuantityInvalid(Invalid):
    """The quantity is not positive, has too many decimals, or is beyond any real mass."""

    code = "listing-quantity-invalid"
    wording = N_("Indiquez une quantité positive, avec trois décimales au plus.")
    field = "quantity"


class WeightNeeded(Invalid):
    """A counted unit needs what one of them weighs."""

    code = "listing-weight-needed"
    wording = N_("Indiquez combien pèse une unité, en kilogrammes : sans cela, rien ne peut être additionné.")
    field = "kg_per_unit"


class TooHeavy(Invalid):
    """The mass is less than a gram or beyond ten million tonnes."""

    code = "listing-mass-out-of-range"
    wording = N_("La masse totale doit être comprise entre 1 gramme et 10 millions de tonnes.")
    field = "quantity"


class PriceInvalid(Invalid):
    """An amount is missing, negative, or given for something free."""

    code = "listing-price-invalid"
    wording = N_("Indiquez un montant positif, en euros, avec deux décimales au plus.")
    field = "price_eur"


class FreeHasNoPrice(Invalid):
    """Something given for free carries no amount."""

    code = "listing-free-has-no-price"
    wording = N_("Une annonce gratuite ne porte pas de montant.")
    field = "price_eur"


class DaysDisordered(Invalid):
    """The last day stands before the first."""

    code = "listing-days-disordered"
    wording = N_("Le dernier jour ne peut pas précéder le premier.")
    field = "available_until"


class AvailabilityPast(Invalid):
    """The last day of availability is already over."""

    code = "listing-availability-past"
    wording = N_("Cette date est passée : l’annonce expirerait aussitôt.")
    field = "available_until"


class DayOutOfRange(Invalid):
    """A day is years away from now."""

    code = "listing-day-out-of-range"
    wording = N_("Cette date est trop éloignée d’aujourd’hui.")


class TooManyPhotographs(Invalid):
    """A listing shows six photographs at most."""

    code = "listing-too-many-photographs"
    wording = N_("Six photos au plus par annonce.")
    field = "photographs"


class PhotographUnknown(Invalid):
    """A photograph named is none of the organisation's own."""

    code = "listing-photograph-unknown"
    wording = N_("L’une des photos n’existe plus : ajoutez-la de nouveau.")
    field = "photographs"


class RadiusOutOfRange(Invalid):
    """A search circle has a radius of 0.1 to 500 km."""

    code = "search-radius-out-of-range"
    wording = N_("Le rayon va de 0,1 à 500 km.")
    field = "radius_km"


class NearNeeded(Invalid):
    """Distances need a place to be measured from."""

    code = "search-place-needed"
    wording = N_("Indiquez un lieu : sans lui, il n’y a pas de distance.")
    field = "sort"


class MassesDisordered(Invalid):
    """The largest mass sought is less than the smallest, or out of range."""

    code = "search-masses-disordered"
    wording = N_("La masse maximale ne peut pas être inférieure à la masse minimale.")
    field = "max_kg"


class MassOutOfRange(Invalid):
    """A mass sought is negative, or beyond any real one."""

    code = "search-mass-out-of-range"
    wording = N_("Indiquez une masse entre 0 et 10 millions de tonnes.")


class OrganisationUnknown(Invalid):
    """No active organisation bears this id or slug."""

    code = "search-organisation-unknown"
    wording = N_("Cette organisation n’est pas connue.")
    field = "organisation"
