from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.claims.actions import answering, closing
from exchange.claims.errors import ListingClosed
from exchange.listings.errors import NotYours, SomethingHeld
from exchange.outbox.models import Mail
from tests.builders.claims import a_confirmed, a_receiver, a_request, a_scene, an_accepted
from tests.houses import NOW


def test_closing_declines_what_waits_and_tells_those_who_asked(app: Flask, db: Session) -> None:
    scene = a_scene()
    done = a_confirmed(scene)
    other = a_receiver(name="Autre")
    claims = [a_request(scene), a_request(scene, by=other.actor)]
    closing.close_listing(scene.giver.actor, scene.listing, now=NOW)
    assert scene.balance().status == "closed"
    assert scene.seen(claims[0]).row.state == "declined"
    assert scene.seen(claims[1], "giver").row.state == "declined"
    assert scene.seen(done).row.state == "confirmed"
    mails = db.scalars(select(Mail).where(Mail.template == "claims/declined")).all()
    assert sorted(mail.parameters["claim"] for mail in mails) == sorted(claims)
    with pytest.raises(ListingClosed):
        a_request(scene)


def test_nothing_closes_while_something_is_held(app: Flask) -> None:
    scene = a_scene()
    held, waiting = an_accepted(scene), a_request(scene)
    with pytest.raises(SomethingHeld):
        closing.close_listing(scene.giver.actor, scene.listing, now=NOW)
    assert scene.seen(waiting).row.state == "requested"
    answering.cancel(scene.giver.actor, held, "Plus rien", now=NOW)
    closing.close_listing(scene.giver.actor, scene.listing, now=NOW)


def test_only_the_giver_closes(app: Flask) -> None:
    scene = a_scene()
    with pytest.raises(NotYours):
        closing.close_listing(scene.receiver.actor, scene.listing, now=NOW)
