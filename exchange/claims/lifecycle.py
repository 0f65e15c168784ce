"""When a claim may do what: one table, read by the guard, the buttons, the API's links and the tests."""

from __future__ import annotations

from dataclasses import dataclass

GIVER = "giver"
RECEIVER = "receiver"
EITHER = "either"
OTHER = "other"
"""The side that did not make the figure now standing: only it can agree with, or dispute, that figure."""

SIDES = (GIVER, RECEIVER)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the states it leaves, the state it reaches, and the side that takes it.

    `target` None leaves the state as it is. `otherwise` is the state reached when the two sides'
    figures do not agree.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    by: str
    otherwise: str | None = None


STEPS = (
    Step("accept", ("requested",), "accepted", GIVER),
    Step("decline", ("requested",), "declined", GIVER),
    Step("withdraw", ("requested",), "withdrawn", RECEIVER),
    Step("schedule", ("accepted",), "scheduled", EITHER),
    Step("propose", ("accepted", "scheduled"), None, EITHER),
    Step("reschedule", ("scheduled",), "scheduled", EITHER),
    Step("hand_over", ("accepted", "scheduled"), "handed_over", EITHER),
    Step("cancel", ("accepted", "scheduled"), "cancelled", EITHER),
    Step("confirm", ("handed_over",), "confirmed", OTHER, otherwise="disputed"),
    Step("dispute", ("handed_over",), "disputed", OTHER),
    Step("resolve", ("disputed",), "confirmed", OTHER, otherwise="disputed"),
)

BY_NAME = {step.name: step for step in STEPS}

BEGINNINGS = ("requested", "accepted")
"""Where a claim begins: with a request, or held at once where the first to come is served."""

HOLDING = ("accepted", "scheduled", "handed_over", "disputed")
"""States in which mass is set aside on the lot."""

AGREED = (*HOLDING, "confirmed")
"""States in which both sides see the exact place and each other's contacts."""

ENDED = ("confirmed", "declined", "withdrawn", "cancelled", "expired", "no_show")
"""States that no step leaves."""


def opposite(side: str) -> str:
    """Return the other side."""
    return RECEIVER if side == GIVER else GIVER


def is_for(step: Step, side: str, standing: str | None = None) -> bool:
    """Whether a side may take a step at all; `standing` is the side whose figure stands, if any does."""
    if step.by == OTHER:
        return standing is not None and side == opposite(standing)
    return step.by in {EITHER, side}


def steps_open(state: str, side: str, standing: str | None = None) -> tuple[Step, ...]:
    """Return the steps that a side may take from a state, in the table's order."""
    return tuple(step for step in STEPS if state in step.sources and is_for(step, side, standing))


def after(step: str, state: str) -> str | None:
    """Return the state that a step leads to when both sides agree, or None where it is not open."""
    row = BY_NAME.get(step)
    if row is None or state not in row.sources:
        return None
    return row.target or state


def diagram() -> str:
    """Return the table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in BEGINNINGS]
    for step in STEPS:
        for source in step.sources:
            lines.append(f"    {source} --> {step.target or source}: {step.name} ({step.by})")
            if step.otherwise is not None:
                lines.append(f"    {source} --> {step.otherwise}: {step.name} ({step.by}), figures differ")
    reached = {step.target for step in STEPS}
    lines += [f"    {state} --> [*]" for state in ENDED if state in reached]
    return "\n".join(lines)
