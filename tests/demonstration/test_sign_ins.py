from __future__ import annotations

import random
from datetime import datetime

import pytest
from flask import Flask

from exchange.accounts.queries.identity import bearer
from exchange.demonstration.cast import PASSWORD, join, settle
from exchange.demonstration.sign_ins import SignInShown, renew
from tests.demonstration.conftest import HERE


@pytest.fixture
def shown(app: Flask, now: datetime) -> dict[str, SignInShown]:
    settle(random.Random(1), now, HERE)
    join(now, HERE)
    return {sign_in.actor: sign_in for sign_in in renew(now)}


def test_tokens_stand_for_their_people(shown: dict[str, SignInShown], now: datetime) -> None:
    signed_in = bearer(shown["company_manager"].token, now)

    assert signed_in is not None
    assert signed_in.person.email == shown["company_manager"].email
    assert signed_in.person.organisation_slug == shown["company_manager"].organisation == "grain-imaginaire"
    assert signed_in.actor.is_manager


def test_the_suspended_and_the_removed_member_get_tokens_that_open_nothing(
    shown: dict[str, SignInShown], now: datetime
) -> None:
    assert bearer(shown["suspended_member"].token, now) is None
    assert bearer(shown["removed_member"].token, now) is None


def test_a_narrow_token_reads_only_and_the_administrators_does_everything(
    shown: dict[str, SignInShown], now: datetime
) -> None:
    narrow, wide = bearer(shown["narrow_token"].token, now), bearer(shown["administrator"].token, now)

    assert narrow is not None
    assert narrow.actor.scopes == {"read"}
    assert wide is not None
    assert wide.actor.is_administrator


def test_bodies_read_the_territories_attached_to_them(shown: dict[str, SignInShown], now: datetime) -> None:
    for actor in ("territorial_reader", "facilitator", "other_facilitator"):
        signed_in = bearer(shown[actor].token, now)
        assert signed_in is not None
        assert len(signed_in.actor.territories) == 1


def test_renewing_ends_the_tokens_given_before(shown: dict[str, SignInShown], now: datetime) -> None:
    again = {sign_in.actor: sign_in for sign_in in renew(now)}

    assert bearer(shown["facilitator"].token, now) is None
    assert bearer(again["facilitator"].token, now) is not None


def test_a_sign_in_is_shown_with_every_name_that_scripts_expect(shown: dict[str, SignInShown]) -> None:
    told = shown["association_member"].shown()

    assert list(told) == ["actor", "email", "password", "token", "totp_secret", "organisation"]
    assert told["password"] == PASSWORD
    assert told["totp_secret"] is None
