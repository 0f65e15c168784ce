"""From a step's name to its form, and from its form to the action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from exchange.claims.actions import answering, meeting, weighing
from exchange.claims.lifecycle import opposite
from exchange.claims.queries.detail import ClaimDetail
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.web.claims.forms import (
    AcceptForm,
    GiverAnswerForm,
    HandOverForm,
    ProposalForm,
    ReasonForm,
    ReceiverAnswerForm,
    WindowForm,
)
from exchange.web.fields import ActionForm, Form

SPECIAL = {"answer": "resolve"}
"""Addresses that are not steps by themselves: another weighing is one way to resolve."""


def forms_for(view: ClaimDetail) -> dict[str, Form]:
    """Return a form for each step open to the reader, by the step's address, none of them filled."""
    names = [step.name for step in view.row.steps]
    if "resolve" in names:
        names.append("answer")
    return {name: form_for(name, view, posted=False) for name in names}


def form_for(step: str, view: ClaimDetail, *, posted: bool) -> Form:
    """Return a step's form, read from the request if it was posted there, else as first shown.

    Every form on the page has its own prefix, so that no two fields share a name.

    Raises: Missing for a step that does not exist.
    """
    row = view.row
    names: dict[str, Any] = {"prefix": step}
    if not posted:
        names |= {"formdata": None, "version": str(row.version)}
    offers = view.offers[opposite(row.side)]
    window = {"pickup_from": offers[0].starts_at, "pickup_until": offers[0].ends_at} if offers else {}
    answer = ReceiverAnswerForm if row.side == "receiver" else GiverAnswerForm
    granted = min(row.requested_g, row.remaining_g) or row.requested_g
    forms: dict[str, Callable[[], Form]] = {
        "accept": lambda: AcceptForm(**names, mass_kg=granted),
        "decline": lambda: ReasonForm(**names),
        "cancel": lambda: ReasonForm(**names),
        "dispute": lambda: ReasonForm(**names),
        "withdraw": lambda: ActionForm(**names),
        "resolve": lambda: ActionForm(**names),
        "schedule": lambda: WindowForm(row.time_zone, **names, **window),
        "reschedule": lambda: WindowForm(row.time_zone, **names, **window),
        "propose": lambda: ProposalForm(row.time_zone, **names),
        "hand_over": lambda: HandOverForm(row.time_zone, **names),
        "confirm": lambda: answer(**names),
        "answer": lambda: answer(**names),
    }
    if step not in forms:
        raise Missing
    return forms[step]()


def carry_out(step: str, form: Any, actor: Actor, claim: str, now: datetime) -> Callable[[], str] | None:
    """Return the action that a valid form asks for, ready to be carried out; None if it cannot be read."""
    rest: dict[str, Any] = {"version": form.version_read(), "now": now}
    verbs: dict[str, Callable[[], str]] = {
        "accept": lambda: answering.accept(actor, claim, form.mass_kg.data, **rest),
        "decline": lambda: answering.decline(actor, claim, form.reason.data or "", **rest),
        "withdraw": lambda: answering.withdraw(actor, claim, **rest),
        "cancel": lambda: answering.cancel(actor, claim, form.reason.data or "", **rest),
        "schedule": lambda: meeting.schedule(actor, claim, form.window(), **rest),
        "reschedule": lambda: meeting.reschedule(actor, claim, form.window(), **rest),
        "hand_over": lambda: weighing.hand_over(actor, claim, form.command(), **rest),
        "confirm": lambda: weighing.confirm(actor, claim, form.weighing(), **rest),
        "dispute": lambda: weighing.dispute(actor, claim, form.reason.data or "", **rest),
        "resolve": lambda: weighing.resolve(actor, claim, None, **rest),
        "answer": lambda: weighing.resolve(actor, claim, form.weighing(), **rest),
    }
    if step == "propose":
        windows = form.windows()
        return None if windows is None else lambda: meeting.propose(actor, claim, windows, **rest)
    return verbs[step]
