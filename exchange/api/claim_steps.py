"""The steps of a claim, one address each; the life cycle says which are open, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from exchange.api.answers import effect, named, version_asked
from exchange.api.authentication import actor, guard, now
from exchange.api.blueprints import feature
from exchange.api.claim_answers import Claim, claim_shown
from exchange.api.search import choice
from exchange.api.values import InstantIn, MassIn, Shape, Text
from exchange.claims import policy
from exchange.claims.actions import answering, meeting, weighing
from exchange.claims.commands import HandOver, Weigh, Window
from exchange.claims.models import METHODS

blueprint = feature("claim_steps", __name__, tag="Claims")

Verb = Callable[..., str]


class AcceptIn(Shape):
    """How much is granted: all that was asked for, unless `mass_kg` says less."""

    mass_kg: MassIn | None = None


class ReasonIn(Shape):
    """Why: the other side reads it."""

    reason: Text


class NothingIn(Shape):
    """Nothing needs saying."""


class SlotIn(Shape):
    """A time at which a pick-up would suit."""

    starts_at: InstantIn = Field(alias="from")
    ends_at: InstantIn = Field(alias="until")


class ProposeIn(Shape):
    """Times that would suit this side, in place of those it proposed before."""

    slots: Annotated[list[SlotIn], Field(max_length=50)]


class AppointmentIn(Shape):
    """The appointment, within a time that the other side offered."""

    pickup_from: InstantIn
    pickup_until: InstantIn


class WeighingIn(Shape):
    """What was weighed: gross and tare, or the net alone. Refused is part of the net."""

    gross_kg: MassIn | None = None
    tare_kg: MassIn | None = None
    net_kg: MassIn | None = None
    method: Annotated[Text, choice(METHODS)] | None = None
    refused_kg: MassIn = 0
    lost_kg: MassIn = 0

    def command(self) -> Weigh:
        """Return the weighing as the domain takes it."""
        return Weigh(
            gross_g=self.gross_kg,
            tare_g=self.tare_kg,
            net_g=self.net_kg,
            method=self.method,
            refused_g=self.refused_kg,
            lost_g=self.lost_kg,
        )


class HandOverIn(WeighingIn):
    """What changed hands, and when (now, unless `at` says otherwise)."""

    at: InstantIn | None = None


def _window(sent: Any) -> Window:
    return Window(sent.pickup_from, sent.pickup_until)


def _add(name: str, shape: type[Shape], act: Callable[[str, Any, dict[str, Any]], str], summary: str) -> None:
    """Add the address of one step: `act(claim, sent, rest)` carries it out, `rest` being version and now."""

    def take(claim: str, sent: Shape) -> Response:
        rest: dict[str, Any] = {"version": version_asked(), "now": now()}
        with named({}):
            done = effect(lambda: act(claim, sent, rest), status=200)
        return claim_shown(done.resource, status=done.status)

    described = blueprint.doc(summary=summary, operation_id=f"{_camel(name)}Claim", responses={412: ""})(take)
    answered = blueprint.output(Claim, description="The claim as it now is, with its ETag.")(described)
    read = blueprint.input(shape, arg_name="sent")(answered)
    blueprint.add_url_rule(
        f"/claims/<public_id:claim>/{name}", name, guard(policy.STEP)(read), methods=["POST"]
    )


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)


_add(
    "accept",
    AcceptIn,
    lambda claim, sent, rest: answering.accept(actor(), claim, sent.mass_kg, **rest),
    "Accept a request, in whole or in part: the mass is held",
)
_add(
    "decline",
    ReasonIn,
    lambda claim, sent, rest: answering.decline(actor(), claim, sent.reason, **rest),
    "Decline a request",
)
_add(
    "withdraw",
    NothingIn,
    lambda claim, _sent, rest: answering.withdraw(actor(), claim, **rest),
    "Take a request back before it is answered",
)
_add(
    "propose",
    ProposeIn,
    lambda claim, sent, rest: meeting.propose(
        actor(), claim, [Window(slot.starts_at, slot.ends_at) for slot in sent.slots], **rest
    ),
    "Propose times for the pick-up",
)
_add(
    "schedule",
    AppointmentIn,
    lambda claim, sent, rest: meeting.schedule(actor(), claim, _window(sent), **rest),
    "Fix the pick-up",
)
_add(
    "reschedule",
    AppointmentIn,
    lambda claim, sent, rest: meeting.reschedule(actor(), claim, _window(sent), **rest),
    "Move the pick-up",
)
_add(
    "hand_over",
    HandOverIn,
    lambda claim, sent, rest: weighing.hand_over(
        actor(), claim, HandOver(sent.command(), at=sent.at), **rest
    ),
    "Tell that a load changed hands, and its weight",
)
_add(
    "confirm",
    WeighingIn,
    lambda claim, sent, rest: weighing.confirm(actor(), claim, sent.command(), **rest),
    "Confirm the other side's weight with one's own",
)
_add(
    "dispute",
    ReasonIn,
    lambda claim, sent, rest: weighing.dispute(actor(), claim, sent.reason, **rest),
    "Contest the other side's weight",
)
_add(
    "resolve",
    WeighingIn,
    lambda claim, sent, rest: weighing.resolve(
        actor(), claim, sent.command() if sent.model_fields_set else None, **rest
    ),
    "Accept the weight that stands (no body), or answer it with another",
)
_add(
    "cancel",
    ReasonIn,
    lambda claim, sent, rest: answering.cancel(actor(), claim, sent.reason, **rest),
    "Call an accepted claim off: its mass returns to the lot",
)
