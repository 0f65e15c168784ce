from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.accounts.actions import administering, sessions
from exchange.accounts.errors import SignInRefused, Throttled
from exchange.accounts.models import Account, SignIn
from exchange.accounts.queries import identity, own
from exchange.accounts.rules import SESSION_IDLE, SIGN_IN_PER_ADDRESS, SIGN_IN_PER_NETWORK
from exchange.gateways import passwords
from exchange.journal.queries import of_subject
from exchange.kernel.errors import Missing
from exchange.storage.database import session
from tests.builders.accounts import NETWORK, PASSWORD, an_administrator, someone
from tests.builders.organisations import an_organisation
from tests.houses import NOW


def test_the_right_password_opens_a_new_session_each_time(app: Flask) -> None:
    person = someone("Camille@example.org")
    first = sessions.sign_in("camille@EXAMPLE.org ", PASSWORD, NETWORK, NOW)
    second = sessions.sign_in("Camille@example.org", PASSWORD, NETWORK, NOW)
    assert first != second
    found = identity.signed_in(first, NOW)
    assert found is not None
    assert found.actor.account == person.public_id
    assert found.person.name == person.name
    assert [entry.action for entry in of_subject("account", person.public_id)][-1] == "accounts.sign_in"


def test_no_token_is_kept_as_it_is(app: Flask) -> None:
    someone("camille@example.org")
    token = sessions.sign_in("camille@example.org", PASSWORD, NETWORK, NOW)
    assert session().scalars(select(SignIn.token_sha256)).one() != token


def test_wrong_unknown_and_suspended_are_refused_alike(app: Flask) -> None:
    someone("camille@example.org")
    suspended = someone("suspended@example.org")
    administering.take_step(an_administrator().actor, suspended.public_id, "suspend", NOW)
    for email, password in [
        ("camille@example.org", "a wrong password"),
        ("nobody@example.org", PASSWORD),
        ("suspended@example.org", PASSWORD),
        ("", ""),
        ("\ud800", "\ud800"),
        ("camille@example.org", "x" * 100_000),
    ]:
        with pytest.raises(SignInRefused) as refused:
            sessions.sign_in(email, password, NETWORK, NOW)
        assert refused.value.code == "sign-in-refused"
        assert refused.value.values == {}


def test_an_unknown_address_costs_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    someone("camille@example.org")
    asked: list[str | None] = []
    real = passwords.matches
    monkeypatch.setattr(
        passwords, "matches", lambda kept, password: asked.append(kept) or real(kept, password)
    )
    times = []
    for email in ("camille@example.org", "nobody@example.org"):
        began = perf_counter()
        with pytest.raises(SignInRefused):
            sessions.sign_in(email, "a wrong password", NETWORK, NOW)
        times.append(perf_counter() - began)
    assert len(asked) == 2
    assert asked[1] is None
    assert min(times) > 0.005  # a hash was computed for both


def test_tries_for_one_address_end_in_a_wait_that_ends(app: Flask) -> None:
    someone("camille@example.org")
    for _ in range(SIGN_IN_PER_ADDRESS.tries):
        with pytest.raises(SignInRefused):
            sessions.sign_in("camille@example.org", "a wrong password", NETWORK, NOW)
    with pytest.raises(Throttled) as refused:
        sessions.sign_in("CAMILLE@example.org", PASSWORD, "198.51.100.9", NOW)
    assert 0 < refused.value.retry_after_s <= SIGN_IN_PER_ADDRESS.window.total_seconds()
    later = NOW + SIGN_IN_PER_ADDRESS.window
    assert sessions.sign_in("camille@example.org", PASSWORD, NETWORK, later)
    with pytest.raises(SignInRefused):  # and the count began anew
        sessions.sign_in("camille@example.org", "a wrong password", NETWORK, later)


def test_an_unknown_address_is_throttled_like_a_known_one(app: Flask) -> None:
    for _ in range(SIGN_IN_PER_ADDRESS.tries):
        with pytest.raises(SignInRefused):
            sessions.sign_in("nobody@example.org", "a wrong password", NETWORK, NOW)
    with pytest.raises(Throttled):
        sessions.sign_in("nobody@example.org", "a wrong password", NETWORK, NOW)


def test_tries_from_one_network_are_counted_whatever_the_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda *_: False)
    for count in range(SIGN_IN_PER_NETWORK.tries):
        with pytest.raises(SignInRefused):
            sessions.sign_in(f"nobody-{count}@example.org", "x", "2001:db8::1", NOW)
    with pytest.raises(Throttled):
        sessions.sign_in("another@example.org", "x", "2001:db8::2", NOW)
    with pytest.raises(SignInRefused):
        sessions.sign_in("another@example.org", "x", "2001:db8:0:1::2", NOW)


def test_signing_in_costs_a_network_nothing(app: Flask) -> None:
    someone("camille@example.org")
    for _ in range(3):
        sessions.sign_in("camille@example.org", PASSWORD, NETWORK, NOW)
    with pytest.raises(SignInRefused):
        sessions.sign_in("camille@example.org", "a wrong password", NETWORK, NOW)


def test_of_many_guesses_at_once_no_more_get_through_than_one_by_one(
    app: Flask, together: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda *_: False)
    guesses = 16
    outcomes = together(app, [lambda: sessions.sign_in("camille@example.org", "x", NETWORK, NOW)] * guesses)
    assert outcomes.raised_of(SignInRefused) == SIGN_IN_PER_ADDRESS.tries  # type: ignore[attr-defined]
    assert outcomes.raised_of(Throttled) == guesses - SIGN_IN_PER_ADDRESS.tries  # type: ignore[attr-defined]


def test_a_clock_put_back_locks_nobody_out(app: Flask) -> None:
    for _ in range(SIGN_IN_PER_ADDRESS.tries + 1):
        with pytest.raises((SignInRefused, Throttled)):
            sessions.sign_in("nobody@example.org", "x", NETWORK, NOW + timedelta(days=3))
    with pytest.raises(SignInRefused):
        sessions.sign_in("nobody@example.org", "x", NETWORK, NOW)


def test_a_session_ends_when_left_and_slides_when_used(app: Flask) -> None:
    token = sessions.begin(someone().public_id, NOW)
    edge = NOW + SESSION_IDLE
    assert identity.signed_in(token, edge) is None
    before = edge - timedelta(seconds=1)
    used = identity.signed_in(token, before)
    assert used is not None
    assert used.is_renewal_due
    sessions.keep_alive(token, before)
    renewed = identity.signed_in(token, edge)
    assert renewed is not None
    assert not renewed.is_renewal_due


def test_an_ended_session_is_not_brought_back_by_use(app: Flask) -> None:
    token = sessions.begin(someone().public_id, NOW)
    sessions.keep_alive(token, NOW + SESSION_IDLE)
    assert identity.signed_in(token, NOW + SESSION_IDLE) is None


def test_signing_out_ends_the_session_and_may_be_repeated(app: Flask) -> None:
    token = sessions.begin(someone().public_id, NOW)
    sessions.sign_out(token, NOW)
    sessions.sign_out(token, NOW)
    sessions.sign_out("never was", NOW)
    assert identity.signed_in(token, NOW) is None


def test_ending_the_others_leaves_ones_own_session(app: Flask) -> None:
    person = someone()
    kept, other = sessions.begin(person.public_id, NOW), sessions.begin(person.public_id, NOW)
    stranger = sessions.begin(someone().public_id, NOW)
    actor = person.actor
    sessions.end_others(actor, kept, NOW)
    assert identity.signed_in(kept, NOW) is not None
    assert identity.signed_in(other, NOW) is None
    assert identity.signed_in(stranger, NOW) is not None
    assert len(own.sessions_of(actor, NOW)) == 1


def test_one_acts_for_an_organisation_of_ones_own_only(app: Flask) -> None:
    person = someone()
    first, second = an_organisation("Une", manager=person), an_organisation("Deux", manager=person)
    foreign = an_organisation("Trois")
    token = sessions.begin(person.public_id, NOW)
    before = identity.signed_in(token, NOW)
    assert before is not None
    assert before.person.organisation_slug == first.slug
    sessions.act_for(before.actor, token, second.public_id, NOW)
    after = identity.signed_in(token, NOW)
    assert after is not None
    assert after.actor.organisation == second.public_id
    with pytest.raises(Missing):
        sessions.act_for(after.actor, token, foreign.public_id, NOW)


def test_an_outdated_hash_is_renewed_at_sign_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    someone("camille@example.org")
    before = session().scalars(select(Account.password_hash)).one()
    monkeypatch.setattr(passwords, "is_outdated", lambda _: True)
    sessions.sign_in("camille@example.org", PASSWORD, NETWORK, NOW)
    assert session().scalars(select(Account.password_hash)).one() != before
    monkeypatch.undo()
    assert sessions.sign_in("camille@example.org", PASSWORD, NETWORK, NOW)


def test_ended_sessions_are_forgotten(app: Flask) -> None:
    person = someone()
    sessions.begin(person.public_id, NOW)
    sessions.begin(person.public_id, NOW + SESSION_IDLE)
    assert sessions.forget_ended(NOW + SESSION_IDLE) == 1
    assert session().scalar(select(func.count()).select_from(SignIn)) == 1
