"""Why a line of the ledger cannot be corrected."""

from __future__ import annotations

from exchange.kernel.errors import Invalid, Missing, Refusal
from exchange.kernel.wording import N_


class LineUnknown(Missing):
    """No line bears this public id."""

    code = "ledger-line-unknown"
    wording = N_("Cette ligne du registre n’existe pas.")


class LineCorrected(Refusal):
    """A line is corrected once; what follows corrects the correction."""

    code = "ledger-line-already-corrected"
    wording = N_("Cette ligne a déjà été corrigée : corrigez sa dernière correction.")


class MassNegative(Invalid):
    """A corrected mass is never below zero."""

    code = "ledger-mass-negative"
    wording = N_("Une masse corrigée n’est jamais négative.")
    field = "mass_kg"
