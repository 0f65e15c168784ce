"""When a listing may do what: one table, read by the guard, the buttons and the tests."""

from __future__ import annotations

from dataclasses import dataclass

GIVER = "giver"
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the states it leaves, the state it reaches, and who takes it.

    `house` steps follow from the mass or the calendar; nobody asks for them.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    by: str


STEPS = (
    Step("publish", ("draft",), "published", GIVER),
    Step("pause", ("published",), "paused", GIVER),
    Step("resume", ("paused",), "published", GIVER),
    Step("close", ("published", "paused", "exhausted"), "closed", GIVER),
    Step("exhaust", ("published",), "exhausted", HOUSE),
    Step("replenish", ("exhausted",), "published", HOUSE),
    Step("expire", ("published", "paused"), "expired", HOUSE),
)

BY_NAME = {step.name: step for step in STEPS}

EDITABLE = ("draft", "published", "paused", "exhausted")
"""States in which what a listing says may still be changed."""

HOLDABLE = ("published", "paused", "exhausted")
"""States in which mass may be set aside: pausing stops new claims, not the acceptance of earlier ones.
An exhausted listing is named so that a late claim hears that nothing remains."""


def steps_open(state: str, by: str) -> tuple[Step, ...]:
    """Return the steps that this side may take from a state, in the table's order."""
    return tuple(step for step in STEPS if state in step.sources and step.by == by)


def after(step: str, state: str) -> str | None:
    """Return the state that a step leads to, or None where it is not open."""
    row = BY_NAME.get(step)
    return row.target if row is not None and state in row.sources else None
