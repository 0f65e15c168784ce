"""When the database cannot serve just now: typed answers instead of a fault."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

from exchange.kernel.errors import Refusal
from exchange.kernel.wording import N_

RETRY_AFTER_S = 2


class Busy(Refusal):
    """Another writer held the database for longer than we wait, or it is restarting."""

    code = "database-busy"
    status = 503
    wording = N_("Le service est très sollicité. Rien n’a été enregistré : réessayez dans un instant.")


class Full(Refusal):
    """The disk is full: reading goes on, writing does not."""

    code = "storage-full"
    status = 507
    wording = N_("L’espace de stockage est plein. Rien n’a été enregistré ; l’exploitant doit intervenir.")


def refusal_for(error: DBAPIError) -> Refusal | None:
    """Return the refusal that a database error amounts to, or None if it is a fault of ours."""
    message = str(error.orig).lower()
    if "disk is full" in message or "no space left" in message or "disk i/o error" in message:
        return Full()
    if isinstance(error, OperationalError) or error.connection_invalidated:
        is_schema_fault = "no such" in message or "syntax" in message
        return None if is_schema_fault else Busy()
    return None
