from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from exchange.accounts.actions import links
from exchange.accounts.errors import LinkSpent
from exchange.accounts.rules import LINK_KEPT
from exchange.storage.database import transaction
from tests.houses import NOW

HOUR = timedelta(hours=1)


def test_a_link_opens_its_own_purpose_only(app: Flask) -> None:
    _, token = links.make("reset", "camille@example.org", HOUR, NOW)
    with pytest.raises(LinkSpent):
        links.use(token, "sign_up", NOW)
    with transaction():
        assert links.use(token, "reset", NOW).email == "camille@example.org"


def test_a_use_that_is_rolled_back_leaves_the_link_good(app: Flask) -> None:
    _, token = links.make("reset", "camille@example.org", HOUR, NOW)
    with pytest.raises(RuntimeError), transaction():
        links.use(token, "reset", NOW)
        raise RuntimeError
    with transaction():
        assert links.use(token, "reset", NOW)


def test_links_are_forgotten_a_month_after_they_closed(app: Flask) -> None:
    links.make("reset", "camille@example.org", HOUR, NOW)
    assert links.forget_old(NOW + HOUR + LINK_KEPT) == 0
    assert links.forget_old(NOW + HOUR + LINK_KEPT + timedelta(seconds=1)) == 1
