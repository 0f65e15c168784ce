"""Why a claim cannot be made, or cannot take a step: one class per refusal."""

from __future__ import annotations

from exchange.kernel.errors import Forbidden, Invalid, Refusal
from exchange.kernel.wording import N_


class NotAReceiver(Forbidden):
    """Associations and social enterprises claim; others only where the listing is open to all."""

    code = "claim-receivers-only"
    wording = N_(
        "Cette annonce s’adresse aux associations et aux entreprises de l’économie sociale et solidaire."
    )


class OwnListing(Refusal):
    """An organisation cannot claim what it gives itself."""

    code = "claim-own-listing"
    wording = N_("Cette annonce est la vôtre : une organisation ne demande pas ce qu’elle donne.")


class ListingClosed(Refusal):
    """New claims are taken only while the listing is open."""

    code = "claim-listing-not-open"
    wording = N_("Cette annonce n’accepte plus de demandes.")


class NeedsSite(Refusal):
    """A receiver without a site cannot say where the material goes."""

    code = "claim-needs-site"
    wording = N_("Ajoutez d’abord un site à votre organisation : il dit où part la matière.")
    field = "site"


class SiteUnknown(Invalid):
    """The site named is none of the receiver's open sites."""

    code = "claim-site-unknown"
    wording = N_("Choisissez l’un des sites ouverts de votre organisation.")
    field = "site"


class MassNotPositive(Invalid):
    """A claim asks for something."""

    code = "claim-mass-not-positive"
    wording = N_("Indiquez une masse supérieure à zéro.")
    field = "mass_kg"


class MassAboveRequest(Invalid):
    """The giver may accept a part, never more than was asked for."""

    code = "claim-mass-exceeds-request"
    wording = N_("Vous ne pouvez pas accorder plus que les %(mass_kg)s kg demandés.")
    field = "mass_kg"


class PurposeTooLong(Invalid):
    """The purpose has a limit."""

    code = "claim-purpose-too-long"
    wording = N_("Décrivez l’usage en %(limit)s caractères au plus.")
    field = "purpose"


class ReasonNeeded(Invalid):
    """Whoever says no owes the other side a reason."""

    code = "claim-reason-required"
    wording = N_("Donnez une raison : l’autre partie la lira.")
    field = "reason"


class ReasonTooLong(Invalid):
    """The reason has a limit."""

    code = "claim-reason-too-long"
    wording = N_("Donnez la raison en %(limit)s caractères au plus.")
    field = "reason"


class WindowHalf(Invalid):
    """A window has a beginning and an end, or is not said at all."""

    code = "claim-window-incomplete"
    wording = N_("Indiquez le début et la fin du créneau.")
    field = "pickup_until"


class WindowDisordered(Invalid):
    """The end of a window stands before its beginning."""

    code = "claim-window-disordered"
    wording = N_("La fin du créneau doit suivre son début.")
    field = "pickup_until"


class WindowPast(Invalid):
    """A window that is over helps nobody."""

    code = "claim-window-past"
    wording = N_("Ce créneau est déjà passé.")
    field = "pickup_until"


class WindowTooLong(Invalid):
    """A window longer than a month is no appointment."""

    code = "claim-window-too-long"
    wording = N_("Un créneau dure au plus %(days)s jours.")
    field = "pickup_until"


class WindowTooFar(Invalid):
    """A window more than a year away."""

    code = "claim-window-too-far"
    wording = N_("Ce créneau est trop éloigné : un an au plus.")
    field = "pickup_from"


class SlotsMiscounted(Invalid):
    """A proposal holds one to five slots."""

    code = "claim-slots-miscounted"
    wording = N_("Proposez de un à %(limit)s créneaux.")
    field = "slots"


class WindowNotOffered(Refusal):
    """An appointment lies within a time that the other side offered."""

    code = "claim-window-not-offered"
    wording = N_(
        "L’autre partie n’a pas proposé ce moment : choisissez l’un de ses créneaux, ou proposez les vôtres."
    )
    field = "pickup_from"


class WeighingNeeded(Invalid):
    """Gross and tare, or the net, must be given."""

    code = "claim-weighing-required"
    wording = N_("Indiquez le poids brut et la tare, ou le poids net.")
    field = "gross_kg"


class WeighingTwice(Invalid):
    """The net follows from gross and tare: giving all three invites contradiction."""

    code = "claim-weighing-ambiguous"
    wording = N_("Indiquez soit le brut et la tare, soit le net : pas les deux.")
    field = "net_kg"


class MassNegative(Invalid):
    """A weight is never below zero."""

    code = "claim-mass-negative"
    wording = N_("Un poids n’est jamais négatif.")


class TareAboveGross(Invalid):
    """The tare is part of the gross weight."""

    code = "claim-tare-exceeds-gross"
    wording = N_("La tare ne peut pas dépasser le poids brut.")
    field = "tare_kg"


class NetImplausible(Invalid):
    """More than ten times what was agreed is a slip of the pen, or another claim."""

    code = "claim-net-implausible"
    wording = N_(
        "Ce poids net dépasse dix fois les %(mass_kg)s kg convenus : vérifiez l’unité. "
        "Si c’est exact, convenez d’abord d’une autre demande pour le surplus."
    )
    field = "gross_kg"


class MethodUnknown(Invalid):
    """How a mass was measured is one of four ways."""

    code = "claim-method-unknown"
    wording = N_("Choisissez l’une des façons de mesurer proposées.")
    field = "method"


class RefusedByGiver(Invalid):
    """What is refused is said by who refuses it."""

    code = "claim-refused-by-giver"
    wording = N_("Seul le receveur dit ce qu’il refuse.")
    field = "refused_kg"


class HandoverInFuture(Invalid):
    """A handover is told once it has happened."""

    code = "claim-handover-in-future"
    wording = N_("L’enlèvement ne peut pas être daté dans le futur.")
    field = "at"


class HandoverTooEarly(Invalid):
    """A handover follows the acceptance of the claim."""

    code = "claim-handover-too-early"
    wording = N_("L’enlèvement ne peut pas précéder l’acceptation de la demande.")
    field = "at"


class StepUnknown(Invalid):
    """No step bears this name."""

    code = "claim-step-unknown"
    status = 404
    wording = N_("Cette étape n’existe pas.")


class NotYourStep(Forbidden):
    """The step belongs to the other side."""

    code = "claim-not-your-step"
    wording = N_("C’est à l’autre partie de franchir cette étape.")


class StepClosed(Refusal):
    """The claim's state does not allow this step."""

    code = "claim-step-closed"
    wording = N_("L’état de la demande ne permet plus cette opération.")


class StateUnknown(Invalid):
    """A list of claims was asked for a state that does not exist."""

    code = "claim-state-unknown"
    wording = N_("Cet état n’existe pas.")
    field = "state"
