from __future__ import annotations

from datetime import timedelta

from flask import Flask

from exchange.accounts.actions import sessions
from exchange.accounts.models import Attempt, MailLink, SignIn
from exchange.jobs import forget_expired
from exchange.outbox import actions as outbox
from exchange.storage.database import session
from tests.builders.accounts import asked_sign_up, someone
from tests.houses import NOW


def test_what_opens_nothing_any_more_is_forgotten_and_the_rest_kept(app: Flask) -> None:
    person = someone()
    sessions.begin(person.public_id, NOW)
    asked_sign_up()
    mail = outbox.lease_next(NOW)
    assert mail is not None
    outbox.mark_sent(mail, NOW)
    assert forget_expired.run(NOW) == 0
    later = NOW + timedelta(days=40)
    kept = sessions.begin(person.public_id, later)
    # One session, one link, one mail, and two counts of tries (an address, a network).
    assert forget_expired.run(later) == 5
    session().rollback()
    assert [session().query(table).count() for table in (SignIn, MailLink, Attempt)] == [1, 0, 0]
    assert kept
