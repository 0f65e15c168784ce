from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from exchange.accounts.actions import administering, credentials, sessions, signing_up
from exchange.accounts.commands import CreateToken, UpdateProfile
from exchange.accounts.errors import (
    CurrentPasswordWrong,
    LanguageUnknown,
    LinkSpent,
    NameMissing,
    PasswordPersonal,
    PasswordTooCommon,
    ScopesUnknown,
    SignInRefused,
    Throttled,
    TokenNameMissing,
)
from exchange.accounts.queries import identity, own
from exchange.accounts.rules import RESET_LINK, SIGN_IN_PER_ADDRESS
from exchange.kernel import languages
from exchange.kernel.errors import Missing
from tests.builders.accounts import NETWORK, PASSWORD, an_administrator, mails, someone, token_of
from tests.builders.organisations import an_organisation
from tests.houses import NOW

NEW = "un thé vert le matin"


def _asked_reset(email: str = "camille@example.org") -> str:
    signing_up.ask_reset(email, "fr", NETWORK, NOW)
    return token_of(mails()[-1])


def test_a_reset_changes_the_password_and_ends_every_session(app: Flask) -> None:
    person = someone("camille@example.org")
    session_before = sessions.begin(person.public_id, NOW)
    credentials.reset_password(_asked_reset(), NEW, NOW)
    assert identity.signed_in(session_before, NOW) is None
    with pytest.raises(SignInRefused):
        sessions.sign_in(person.email, PASSWORD, NETWORK, NOW)
    assert sessions.sign_in(person.email, NEW, NETWORK, NOW)
    assert mails()[-1].template == "accounts/password_changed"
    assert mails()[-1].recipient == person.email


def test_a_reset_link_serves_once_for_an_hour_unless_a_newer_one_replaces_it(app: Flask) -> None:
    someone("camille@example.org")
    old, new = _asked_reset(), _asked_reset()
    for token, now in [(old, NOW), (new, NOW + RESET_LINK)]:
        with pytest.raises(LinkSpent):
            credentials.reset_password(token, NEW, now)
    credentials.reset_password(new, NEW, NOW + RESET_LINK - timedelta(seconds=1))
    with pytest.raises(LinkSpent):
        credentials.reset_password(new, NEW, NOW)


def test_two_on_one_reset_link_at_once_have_one_winner(app: Flask, together: Callable[..., Any]) -> None:
    someone("camille@example.org")
    token = _asked_reset()
    outcomes = together(
        app,
        [lambda end=end: credentials.reset_password(token, f"{NEW} {end}", NOW) for end in range(6)],
    )
    assert len(outcomes.returned) == 1
    assert outcomes.raised_of(LinkSpent) == 5


def test_a_reset_link_of_a_suspended_account_opens_nothing(app: Flask) -> None:
    person = someone("camille@example.org")
    token = _asked_reset()
    administering.take_step(an_administrator().actor, person.public_id, "suspend", NOW)
    with pytest.raises(LinkSpent):
        credentials.reset_password(token, NEW, NOW)


def test_a_refused_password_leaves_the_reset_link_good(app: Flask) -> None:
    someone("camille@example.org", name="Camille Muller")
    token = _asked_reset()
    with pytest.raises(PasswordPersonal):
        credentials.reset_password(token, "CamilleMuller67", NOW)
    with pytest.raises(PasswordTooCommon):
        credentials.reset_password(token, "motdepasse123", NOW)
    assert credentials.reset_password(token, NEW, NOW)


def test_a_reset_ends_the_wait_of_its_address(app: Flask) -> None:
    someone("camille@example.org")
    for _ in range(SIGN_IN_PER_ADDRESS.tries):
        with pytest.raises(SignInRefused):
            sessions.sign_in("camille@example.org", "wrong, wrong, wrong", NETWORK, NOW)
    credentials.reset_password(_asked_reset(), NEW, NOW)
    assert sessions.sign_in("camille@example.org", NEW, NETWORK, NOW)


def test_changing_a_password_keeps_ones_own_session_only(app: Flask) -> None:
    person = someone("camille@example.org")
    kept, other = sessions.begin(person.public_id, NOW), sessions.begin(person.public_id, NOW)
    asked = _asked_reset()
    credentials.change_password(person.actor, PASSWORD, NEW, kept, NOW)
    assert identity.signed_in(kept, NOW) is not None
    assert identity.signed_in(other, NOW) is None
    with pytest.raises(LinkSpent):  # an open reset link dies with the old password
        credentials.reset_password(asked, "encore un autre mot", NOW)
    assert sessions.sign_in(person.email, NEW, NETWORK, NOW)


def test_the_present_password_is_needed_and_its_tries_are_counted(app: Flask) -> None:
    actor = someone().actor
    for _ in range(SIGN_IN_PER_ADDRESS.tries):
        with pytest.raises(CurrentPasswordWrong):
            credentials.change_password(actor, "wrong, wrong, wrong", NEW, None, NOW)
    with pytest.raises(Throttled):
        credentials.change_password(actor, PASSWORD, NEW, None, NOW)


def test_a_profile_keeps_a_name_and_a_known_language(app: Flask) -> None:
    person = someone()
    token = sessions.begin(person.public_id, NOW)
    credentials.update_profile(person.actor, UpdateProfile(" Élise  Nœud ", "fr"), NOW)
    found = identity.signed_in(token, NOW)
    assert found is not None
    assert found.person.name == "Élise Nœud"
    assert found.person.is_language_chosen
    with pytest.raises(NameMissing):
        credentials.update_profile(person.actor, UpdateProfile("", "fr"), NOW)
    with pytest.raises(LanguageUnknown):
        credentials.update_profile(person.actor, UpdateProfile("Élise", "../../etc"), NOW)


def test_a_language_is_chosen_among_the_complete_ones(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", ("fr", "en"))
    person = someone()
    token = sessions.begin(person.public_id, NOW)
    before = identity.signed_in(token, NOW)
    assert before is not None
    assert (before.person.language, before.person.is_language_chosen) == ("fr", False)
    assert credentials.choose_language(person.actor, "en", NOW) == person.public_id
    found = identity.signed_in(token, NOW)
    assert found is not None
    assert (found.person.language, found.person.is_language_chosen) == ("en", True)
    with pytest.raises(LanguageUnknown):
        credentials.choose_language(person.actor, "de", NOW)


def test_a_token_acts_for_its_organisation_within_its_scopes(app: Flask) -> None:
    organisation = an_organisation()
    public_id, token = credentials.create_token(organisation.actor, CreateToken("Caisse", ("read",)), NOW)
    found = identity.bearer(token, NOW)
    assert found is not None
    assert found.actor.organisation == organisation.public_id
    assert found.actor.scopes == {"read"}
    assert found.sign_in_id is None
    assert [view.public_id for view in own.tokens_of(organisation.actor, NOW)] == [public_id]


def test_only_an_administrators_admin_token_administers(app: Flask) -> None:
    actor = an_administrator().actor
    for scopes, administers in [(("read", "write"), False), (("read", "admin"), True)]:
        found = identity.bearer(credentials.create_token(actor, CreateToken("x", scopes), NOW)[1], NOW)
        assert found is not None
        assert found.actor.is_administrator is administers
    with pytest.raises(ScopesUnknown):
        credentials.create_token(someone().actor, CreateToken("x", ("read", "admin")), NOW)


def test_a_revoked_or_old_token_stands_for_nobody(app: Flask) -> None:
    actor = an_organisation().actor
    public_id, token = credentials.create_token(actor, CreateToken("Caisse", ("read",)), NOW)
    assert identity.bearer(token, NOW + credentials.TOKEN_LIFETIME) is None
    with pytest.raises(Missing):
        credentials.revoke_token(someone().actor, public_id, NOW)
    credentials.revoke_token(actor, public_id, NOW)
    assert identity.bearer(token, NOW) is None
    assert own.tokens_of(actor, NOW) == ()
    with pytest.raises(Missing):
        credentials.revoke_token(actor, public_id, NOW)
    assert identity.bearer("gis_never", NOW) is None


def test_a_token_needs_a_name_and_known_scopes(app: Flask) -> None:
    actor = someone().actor
    for name in ("", "x" * 81):
        with pytest.raises(TokenNameMissing):
            credentials.create_token(actor, CreateToken(name, ("read",)), NOW)
    with pytest.raises(ScopesUnknown):
        credentials.create_token(actor, CreateToken("x", ("everything",)), NOW)
