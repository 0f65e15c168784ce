from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.accounts.actions.operating import create_account
from exchange.accounts.models import Account, ApiToken
from exchange.claims.models import Claim
from exchange.claims.queries.faults import faults as claim_faults
from exchange.demonstration.errors import RealAccounts
from exchange.demonstration.loading import load
from exchange.gateways.media_store import MediaStore
from exchange.kernel.time import month_in
from exchange.ledger.models import LedgerLine, WaitingLine
from exchange.ledger.queries.faults import faults as ledger_faults
from exchange.listings.models import STATUSES, Listing
from exchange.listings.queries.faults import faults as listing_faults
from exchange.media.queries import faults as media_faults
from exchange.organisations.models import Organisation
from exchange.outbox.actions import lease_next
from exchange.outbox.models import Mail
from exchange.outbox.rules import KEPT_AFTER_SENDING
from exchange.settings import Settings
from exchange.storage.database import Base, session

PASSWORD = "un-mot-de-passe-bien-a-moi"


def counts() -> dict[str, int]:
    return {
        name: session().scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def test_two_years_of_exchanges_are_loaded_once_and_without_a_fault(stage: Flask, now: datetime) -> None:
    settings: Settings = stage.extensions["settings"]

    store = MediaStore(settings.media_dir)
    first = load(now, media_dir=settings.media_dir)
    before = counts()
    second = load(now + timedelta(minutes=5), media_dir=settings.media_dir)

    lines = session().scalars(select(LedgerLine)).all()
    assert len({month_in(line.handed_over_at, "Europe/Paris") for line in lines}) >= 24
    assert 500 <= len(lines) <= 700
    assert session().scalar(select(func.count()).select_from(WaitingLine)) == 0
    statuses = set(session().scalars(select(Listing.status)))
    assert statuses == set(STATUSES)
    assert set(session().scalars(select(Claim.state))) >= {"requested", "accepted", "disputed", "confirmed"}
    found = chain(listing_faults(), claim_faults(now), ledger_faults(now), media_faults(store))
    assert [str(fault) for fault in found] == []
    assert lease_next(now) is None, "a mail to somebody invented is waiting to be sent"
    mailed = session().scalars(select(Mail.created_at)).all()
    assert len(mailed) > 100
    assert min(mailed) > now - KEPT_AFTER_SENDING
    assert counts() == before
    assert [one.actor for one in first] == [one.actor for one in second]
    assert {one.token for one in first}.isdisjoint(one.token for one in second)
    assert session().scalar(select(func.count()).select_from(ApiToken)) == len(second)
    create_account("visiteur@exemple.org", PASSWORD, role="administrator", organisation=None, now=now)
    assert len(load(now, media_dir=settings.media_dir)) == len(first), "a visitor's account is no hindrance"


def test_invented_exchanges_never_mix_with_real_accounts(app: Flask, now: datetime) -> None:
    create_account("moi@exemple.org", PASSWORD, role="administrator", organisation=None, now=now)
    settings: Settings = app.extensions["settings"]

    with pytest.raises(RealAccounts):
        load(now, media_dir=settings.media_dir)

    assert session().scalar(select(func.count()).select_from(Organisation)) == 0
    assert session().scalars(select(Account.is_demonstration)).all() == [False]
