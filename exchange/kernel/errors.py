"""Refusals: every reason to say no is a class with a stable code, worded once."""

from __future__ import annotations

from typing import Any, ClassVar

from exchange.kernel.wording import N_


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A typed no: `code` for programs, `wording` for people, `field` when one input is to blame.

    `wording` is a French message id with %(name)s places, filled from the keyword arguments.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    wording: ClassVar[str] = N_("Cette opération n’est pas possible.")
    field: ClassVar[str | None] = None

    def __init__(self, *, at: str | None = None, **values: Any) -> None:
        super().__init__(self.code)
        self.values: dict[str, Any] = values
        self.at: str | None = at or self.field


class Invalid(Refusal):
    """An input the domain cannot take; answered 422 beside its field."""

    code = "invalid"
    status = 422
    wording = N_("Cette valeur n’est pas valable.")


class Missing(Refusal):
    """Nothing there, or nothing this actor may see: both answer alike."""

    code = "not-found"
    status = 404
    wording = N_("Cette page n’existe pas, ou ne vous est pas ouverte.")


class Forbidden(Refusal):
    """The actor may see the subject but not do this to it."""

    code = "forbidden"
    status = 403
    wording = N_("Vous n’avez pas le droit de faire cela.")


class Stale(Refusal):
    """Somebody changed the subject since it was read (If-Match, or a form's version)."""

    code = "stale"
    status = 412
    wording = N_("Quelqu’un a modifié cette fiche entre-temps. Relisez-la avant d’enregistrer.")


class Refusals(Exception):  # noqa: N818 - several answers at once
    """Several refusals of one input, so that every faulty field is told at once."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals: list[Refusal] = refusals
