"""Claims at any stage: a giver, a receiver, a lot, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from exchange.claims.actions import answering, meeting, requesting, weighing
from exchange.claims.commands import HandOver, RequestClaim, Weigh, Window
from exchange.claims.queries.detail import ClaimDetail, detail
from exchange.kernel.actor import Actor
from exchange.listings.queries.lots import LotView, lot_by_id
from tests.builders.listings import Giver, a_giver, a_listing, the_lot
from tests.houses import NOW

KG = 1_000
WISH = Window(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=4))


@dataclass(frozen=True)
class Scene:
    """A giver, a receiver, and a lot of 300 kg (unless said otherwise) between them."""

    giver: Giver
    receiver: Giver
    listing: str
    lot: LotView

    def balance(self) -> LotView:
        """Return the lot as it stands now."""
        return lot_by_id(self.lot.id)

    def side(self, name: str) -> Actor:
        """Return the actor of a side."""
        return self.giver.actor if name == "giver" else self.receiver.actor

    def seen(self, claim: str, side: str = "receiver") -> ClaimDetail:
        """Return a claim as a side sees it."""
        return detail(self.side(side), claim)


def a_receiver(*, name: str = "Les Ateliers du Port", kind: str = "association", **names: Any) -> Giver:
    """Return an organisation that may claim, with one member and one site."""
    return a_giver(name=name, kind=kind, **names)


def a_scene(
    *, giver: Giver | None = None, receiver: Giver | None = None, now: datetime = NOW, **listing: Any
) -> Scene:
    """Return an open listing with someone to claim it."""
    giver = giver or a_giver(now=now)
    receiver = receiver or a_receiver(now=now)
    public_id = a_listing(giver, now=now, **listing)
    return Scene(giver, receiver, public_id, the_lot(giver, public_id))


def a_request(
    scene: Scene, mass_g: int = 100 * KG, *, by: Actor | None = None, now: datetime = NOW, **names: Any
) -> str:
    """Return the public id of a request by the receiver (or another actor)."""
    return requesting.request(
        by or scene.receiver.actor, RequestClaim(lot=scene.lot.public_id, mass_g=mass_g, **names), now=now
    )


def an_accepted(
    scene: Scene, mass_g: int = 100 * KG, *, now: datetime = NOW, wish: Window | None = WISH
) -> str:
    """Return the public id of an accepted claim."""
    window = {"pickup_from": wish.starts_at, "pickup_until": wish.ends_at} if wish else {}
    return answering.accept(scene.giver.actor, a_request(scene, mass_g, now=now, **window), now=now)


def a_scheduled(scene: Scene, mass_g: int = 100 * KG, *, now: datetime = NOW) -> str:
    """Return the public id of a claim with an appointment."""
    return meeting.schedule(scene.giver.actor, an_accepted(scene, mass_g, now=now), WISH, now=now)


def a_handed_over(
    scene: Scene,
    mass_g: int = 100 * KG,
    *,
    net_g: int | None = None,
    by: str = "giver",
    at: datetime | None = None,
    now: datetime = NOW,
) -> str:
    """Return the public id of a claim whose load one side has weighed on a scale."""
    net_g = mass_g if net_g is None else net_g
    return weighing.hand_over(
        scene.side(by), an_accepted(scene, mass_g, now=now), HandOver(on_a_scale(net_g), at), now=now
    )


def a_confirmed(
    scene: Scene,
    mass_g: int = 100 * KG,
    *,
    net_g: int | None = None,
    now: datetime = NOW,
    **weigh: Any,
) -> str:
    """Return the public id of a claim that both sides have weighed alike."""
    net_g = mass_g if net_g is None else net_g
    claim = a_handed_over(scene, mass_g, net_g=net_g, now=now)
    return weighing.confirm(scene.receiver.actor, claim, on_a_scale(net_g, **weigh), now=now)


def a_disputed(scene: Scene, mass_g: int = 100 * KG, *, now: datetime = NOW) -> str:
    """Return the public id of a claim on whose weight the sides differ: the receiver found half."""
    claim = a_handed_over(scene, mass_g, now=now)
    return weighing.confirm(scene.receiver.actor, claim, on_a_scale(mass_g // 2), now=now)


def on_a_scale(net_g: int, *, tare_g: int = 20 * KG, **names: Any) -> Weigh:
    """Return a weighing with a tare."""
    return Weigh(gross_g=net_g + tare_g, tare_g=tare_g, **names)
