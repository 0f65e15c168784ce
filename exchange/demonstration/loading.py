"""Loading the demonstration: once, whole, into a database where nobody real has an account."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, select, update

from exchange.accounts.models import Account
from exchange.demonstration import sign_ins
from exchange.demonstration.cast import Cast, join, people, settle
from exchange.demonstration.errors import RealAccounts
from exchange.demonstration.exchanges import of_the_past, of_today
from exchange.demonstration.past import PastLot, plan
from exchange.demonstration.pictures.gallery import Gallery
from exchange.demonstration.sign_ins import SignInShown
from exchange.demonstration.tables import everywhere
from exchange.demonstration.timeline import Story, tell
from exchange.demonstration.wares import Shelf
from exchange.ledger.actions import sealing
from exchange.outbox import actions as outbox
from exchange.outbox.models import Mail
from exchange.outbox.rules import KEPT_AFTER_SENDING
from exchange.storage.database import session, transaction

SEED = 2026
"""The same seed tells the same years; only their dates follow today's."""

_SETTLED_BEFORE = timedelta(days=790)
"""Everybody had come before the first of the months that are told."""


def load(now: datetime, media_dir: Path) -> list[SignInShown]:
    """Load the demonstration unless it is there, and return its accounts with new tokens.

    All of it is one transaction: a load that is cut short leaves nothing behind. Where it was loaded
    already nothing changes but the tokens, also after visitors have opened accounts beside it.

    Raises: RealAccounts.
    """
    with transaction():
        if not _is_loaded():
            if session().scalar(select(exists().where(Account.is_demonstration.is_(False)))):
                raise RealAccounts
            _perform(now, media_dir)
        return sign_ins.renew(now)


def _is_loaded() -> bool:
    return bool(session().scalar(select(exists().where(Account.is_demonstration))))


def _perform(now: datetime, media_dir: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - an invented past, not a secret
    past = list(plan(chance, now))
    with Gallery(_motifs(past)) as gallery:
        cast = settle(chance, now - _SETTLED_BEFORE)
        tell(_stories(past, cast, Shelf(cast, gallery, media_dir), now))
    _deliver_nothing(now)
    sealing.seal(now)


def _motifs(past: list[PastLot]) -> Iterator[str]:
    """Yield the motifs of all wares, those shown first at the beginning."""
    for lot in sorted(past, key=lambda lot: lot.published_at):
        if "motif" in lot.ware:
            yield lot.ware["motif"]
    for ware in everywhere("today", "listing"):
        if "motif" in ware:
            yield ware["motif"]


def _stories(past: list[PastLot], cast: Cast, shelf: Shelf, now: datetime) -> Iterator[Story]:
    yield _joined(now)
    for lot in past:
        yield of_the_past(lot, cast, shelf)
    for ware in everywhere("today", "listing"):
        yield from of_today(ware, cast, shelf, now)


def _joined(now: datetime) -> Story:
    """Let everybody belong to their organisation, but from the day on whose mails are still kept.

    What was mailed before would be written only to be forgotten: a tenth of what the past has to write.
    """
    yield now - KEPT_AFTER_SENDING
    join(now - _SETTLED_BEFORE)


def _deliver_nothing(now: datetime) -> None:
    """Mark every mail to the invented people as sent when it was written: no worker has to send it."""
    with transaction() as current:
        current.execute(
            update(Mail)
            .where(Mail.recipient.in_([person.email for person in people()]), Mail.sent_at.is_(None))
            .values(sent_at=Mail.created_at)
        )
        outbox.forget_sent(now)
