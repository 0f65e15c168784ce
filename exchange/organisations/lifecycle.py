"""The standing of an organisation as a table: which step leads from where to where, and who takes it."""

from __future__ import annotations

from dataclasses import dataclass

from exchange.organisations.errors import OrganisationStepImpossible

STATUSES = ("active", "suspended")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an organisation's standing; `by` is who may take it."""

    name: str
    sources: tuple[str, ...]
    target: str
    by: str


STEPS = (
    Step("suspend", ("active",), "suspended", "administrator"),
    Step("restore", ("suspended",), "active", "administrator"),
)


def steps_open(status: str) -> tuple[str, ...]:
    """Return the names of the steps that lead on from a standing."""
    return tuple(step.name for step in STEPS if status in step.sources)


def after(name: str, status: str) -> str:
    """Return the standing that a step leads to.

    Raises: OrganisationStepImpossible.
    """
    for step in STEPS:
        if step.name == name and status in step.sources:
            return step.target
    raise OrganisationStepImpossible
