"""Why a file cannot be kept as a photograph."""

from __future__ import annotations

from exchange.kernel.errors import Invalid
from exchange.kernel.wording import N_


class FileTooLarge(Invalid):
    """More bytes than a photograph may have."""

    code = "photograph-too-large"
    wording = N_("« %(name)s » est trop lourde : 15 Mo au plus par photo.")
    field = "photographs"


class TooManyPixels(Invalid):
    """More pixels than are decoded here."""

    code = "photograph-too-many-pixels"
    wording = N_("« %(name)s » est trop grande : 40 millions de pixels au plus par photo.")
    field = "photographs"


class NotAPhotograph(Invalid):
    """By its content, the file is neither JPEG, PNG nor WebP, or it is damaged."""

    code = "photograph-not-readable"
    wording = N_("« %(name)s » n’est pas une photo lisible. Formats acceptés : JPEG, PNG et WebP.")
    field = "photographs"
