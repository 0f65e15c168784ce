from __future__ import annotations

import pytest
from flask import Flask

from exchange.journal.actions import record
from exchange.journal.queries import of_subject, tail
from exchange.kernel.actor import ANONYMOUS, Actor
from exchange.storage.database import transaction
from tests.houses import NOW

ACTOR = Actor(account_id=1, account="a" * 16, organisation_id=2, organisation="b" * 16)


def test_an_action_leaves_one_row_that_names_people_by_random_id(app: Flask) -> None:
    record(ACTOR, "listings.publish", "listing", "l1", {"mass_g": 5}, NOW)
    (entry,) = of_subject("listing", "l1")
    assert (entry.account, entry.organisation) == ("a" * 16, "b" * 16)
    assert (entry.action, entry.facts, entry.at) == ("listings.publish", {"mass_g": 5}, NOW)


def test_an_action_that_did_not_happen_leaves_no_row(app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction():
        record(ANONYMOUS, "listings.publish", "listing", "l1", None, NOW)
        raise RuntimeError
    assert tail().total == 0
