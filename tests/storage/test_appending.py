from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.accounts.models import Account, ApiToken
from exchange.journal.models import JournalEntry
from exchange.outbox.models import Mail
from exchange.storage.appending import append, append_all
from exchange.storage.database import transaction


def entry(now: datetime, subject: str) -> dict[str, object]:
    return {"at": now, "action": "tests.append", "subject_kind": "test", "subject": subject}


def test_a_row_gets_its_number_and_the_defaults_of_what_is_not_said(
    app: Flask, db: Session, now: datetime
) -> None:
    number = append(
        Mail,
        template="tests/none",
        recipient="vous@exemple.org",
        language="fr",
        parameters={"masse": 12},
        created_at=now,
        due_at=now,
    )

    kept = db.get_one(Mail, number)
    assert (kept.attempts, kept.last_error, kept.sent_at) == (0, "", None)
    assert kept.parameters == {"masse": 12}
    assert kept.created_at == now
    assert len(kept.public_id) == 16


def test_a_row_may_lean_on_what_its_session_has_not_written_yet(
    app: Flask, db: Session, now: datetime
) -> None:
    with transaction() as session:
        account = Account(
            email="a@exemple.org", email_folded="a@exemple.org", name="A", password_hash="-", created_at=now,
            password_changed_at=now,
        )  # fmt: skip
        session.add(account)
        session.flush()
        account.name = "Alix"
        append(ApiToken, token_sha256="0" * 64, account_id=account.id, name="t", scopes="", created_at=now)
        seen = session.connection().execute(select(Account.__table__.c.name)).scalar_one()

    assert seen == "Alix"


def test_several_rows_keep_their_order_and_none_is_no_matter(app: Flask, db: Session, now: datetime) -> None:
    append_all(JournalEntry, [entry(now, subject) for subject in ("one", "two", "three")])
    append_all(JournalEntry, [])

    assert db.scalars(select(JournalEntry.subject).order_by(JournalEntry.id)).all() == ["one", "two", "three"]


def test_what_is_appended_goes_with_the_transaction_that_fails(
    app: Flask, db: Session, now: datetime
) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        append(JournalEntry, **entry(now, "one"))
        append_all(JournalEntry, [entry(now, "two")])
        raise ZeroDivisionError

    assert db.scalars(select(JournalEntry)).all() == []
