"""The standing of people and organisations as one table: which step leads where, and who takes it."""

from __future__ import annotations

from dataclasses import dataclass

STATUSES = ("active", "suspended")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of somebody's standing; `by` is who may take it."""

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


def after(name: str, status: str) -> str | None:
    """Return the standing that a step leads to, or None where it is not open."""
    return next((step.target for step in STEPS if step.name == name and status in step.sources), None)
