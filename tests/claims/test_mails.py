"""Every step tells the other side, in words that render, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.accounts.models import Account, Membership
from exchange.claims.actions import answering, meeting, weighing
from exchange.claims.commands import HandOver, Weigh
from exchange.claims.errors import NetImplausible
from exchange.jobs import deliver_mails
from exchange.outbox.actions import lease_next
from exchange.outbox.models import Mail
from exchange.storage.database import session, transaction
from tests.builders.claims import (
    KG,
    WISH,
    Scene,
    a_confirmed,
    a_disputed,
    a_handed_over,
    a_request,
    a_scene,
    a_scheduled,
    an_accepted,
    on_a_scale,
)
from tests.builders.listings import a_giver
from tests.houses import NOW

Story = tuple[Callable[[Scene], str], str, set[str]]
WISHED = {"pickup_from": WISH.starts_at, "pickup_until": WISH.ends_at}

STORIES: dict[str, Story] = {
    "requested": (lambda s: a_request(s, purpose="Isoler", **WISHED), "requested", {"giver"}),
    "requested in few words": (a_request, "requested", {"giver"}),
    "accepted": (an_accepted, "accepted", {"receiver"}),
    "accepted in part": (
        lambda s: answering.accept(s.giver.actor, a_request(s), 40 * KG, now=NOW),
        "accepted",
        {"receiver"},
    ),
    "declined": (
        lambda s: answering.decline(s.giver.actor, a_request(s), "Trop loin", now=NOW),
        "declined",
        {"receiver"},
    ),
    "withdrawn": (
        lambda s: answering.withdraw(s.receiver.actor, a_request(s), now=NOW),
        "withdrawn",
        {"giver"},
    ),
    "cancelled": (
        lambda s: answering.cancel(s.receiver.actor, an_accepted(s), "Panne", now=NOW),
        "cancelled",
        {"giver"},
    ),
    "proposed": (
        lambda s: meeting.propose(s.giver.actor, an_accepted(s), [WISH], now=NOW),
        "proposed",
        {"receiver"},
    ),
    "scheduled": (a_scheduled, "scheduled", {"receiver"}),
    "rescheduled": (
        lambda s: meeting.reschedule(s.receiver.actor, a_scheduled(s), WISH, now=NOW),
        "scheduled",
        {"giver"},
    ),
    "handed over": (a_handed_over, "handed_over", {"receiver"}),
    "confirmed": (a_confirmed, "confirmed", {"giver", "receiver"}),
    "confirmed with a refusal": (
        lambda s: a_confirmed(s, refused_g=5 * KG),
        "confirmed",
        {"giver", "receiver"},
    ),
    "disputed": (
        lambda s: weighing.dispute(s.receiver.actor, a_handed_over(s), "Vide", now=NOW),
        "disputed",
        {"giver"},
    ),
    "revised": (a_disputed, "revised", {"giver"}),
    "revised again": (
        lambda s: weighing.resolve(s.giver.actor, a_disputed(s), on_a_scale(90 * KG), now=NOW),
        "revised",
        {"receiver"},
    ),
}


def readers(db: Session, scene: Scene, template: str) -> set[str]:
    """Return the sides whom the newest mails of a template reach."""
    addresses = {
        db.scalars(select(Account.email).where(Account.id == scene.side(side).account_id)).one(): side
        for side in ("giver", "receiver")
    }
    mails = db.scalars(select(Mail).where(Mail.template == f"claims/{template}").order_by(Mail.id)).all()
    latest = {mail.parameters["claim"] for mail in mails[-1:]}
    newest = [mail for mail in mails if mail.parameters["claim"] in latest][
        -2 if template == "confirmed" else -1 :
    ]
    return {addresses[mail.recipient] for mail in newest}


@pytest.mark.parametrize("story", STORIES)
def test_each_step_tells_the_other_side_in_words_that_render(app: Flask, story: str) -> None:
    tell, template, told = STORIES[story]
    scene = a_scene(title="Fûts <200 L> & cartons")
    claim = tell(scene)
    assert readers(session(), scene, template) == told
    session().rollback()
    words = []
    while (mail := lease_next(NOW)) is not None:
        letter = deliver_mails.written(mail, app.extensions["settings"], "<id@example.org>")
        words.append(letter)
        assert letter.subject
        assert "\n" not in letter.subject
        assert f"/claims/{claim}" in letter.text
        assert f"/claims/{claim}" in letter.html
        assert "Fûts <200 L> & cartons" in letter.text or "détournés" in letter.text
        assert "<200 L>" not in letter.html
        assert "%(" not in letter.text + letter.html
    assert words


def test_who_is_served_first_is_told_of_to_the_giver(app: Flask, db: Session) -> None:
    scene = a_scene(allocation="first_come")
    a_request(scene)
    assert readers(db, scene, "taken") == {"giver"}


def test_every_active_member_of_the_other_side_is_told_and_nobody_else(app: Flask, db: Session) -> None:
    scene = a_scene()
    colleague, suspended = a_giver(name="Collègue"), a_giver(name="Suspendu")
    assert scene.giver.actor.organisation_id is not None
    with transaction() as writing:
        for who in (colleague, suspended):
            assert who.actor.account_id is not None
            writing.add(
                Membership(
                    account_id=who.actor.account_id,
                    organisation_id=scene.giver.actor.organisation_id,
                    role="member",
                    created_at=NOW,
                )
            )
        writing.get_one(Account, suspended.actor.account_id).status = "suspended"
    a_request(scene)
    reached = db.scalars(
        select(Account.id).join(Mail, Mail.recipient == Account.email).order_by(Account.id)
    ).all()
    assert reached == sorted([scene.giver.actor.account_id, colleague.actor.account_id])


def test_a_refused_step_sends_nothing(app: Flask, db: Session) -> None:
    scene = a_scene()
    claim = an_accepted(scene)
    before = len(db.scalars(select(Mail.id)).all())
    db.rollback()
    with pytest.raises(NetImplausible):
        weighing.hand_over(scene.giver.actor, claim, HandOver(Weigh(net_g=10**12)), now=NOW)
    assert len(db.scalars(select(Mail.id)).all()) == before


def test_each_side_is_written_to_in_its_own_language(sqlite_app: Flask) -> None:
    scene = a_scene()
    with transaction() as writing:
        writing.get_one(Account, scene.receiver.actor.account_id).language = "en"
    a_confirmed(scene)
    mails = session().scalars(select(Mail).where(Mail.template == "claims/confirmed")).all()
    assert sorted(mail.language for mail in mails) == ["en", "fr"]
    letters = {}
    session().rollback()
    while (mail := lease_next(NOW)) is not None:
        if mail.template == "claims/confirmed":
            settings = sqlite_app.extensions["settings"]
            letters[mail.language] = deliver_mails.written(mail, settings, "<id@example.org>")
    assert "Pesée confirmée" in letters["fr"].subject
    assert "Weight confirmed" in letters["en"].subject
