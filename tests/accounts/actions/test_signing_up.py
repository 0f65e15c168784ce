from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from exchange.accounts.actions import credentials, sessions, signing_up
from exchange.accounts.commands import AskSignUp, FinishSignUp
from exchange.accounts.errors import AddressTaken, EmailInvalid, LinkSpent, PasswordTooShort, Throttled
from exchange.accounts.models import Account, MailLink
from exchange.accounts.rules import MAIL_PER_ADDRESS, MAIL_PER_NETWORK, RESET_LINK, SIGN_UP_LINK
from exchange.kernel import languages
from exchange.kernel.errors import Refusals
from exchange.storage.database import engine, session
from tests.builders.accounts import NETWORK, PASSWORD, asked_sign_up, mails, someone, token_of
from tests.houses import NOW


def _finish(token: str, now: Any = NOW, password: str = PASSWORD) -> str:
    return signing_up.finish(FinishSignUp(token, "Nour Nouvelle", password), now)


def test_a_mails_link_makes_an_account_that_signs_in(app: Flask) -> None:
    token = asked_sign_up("Nouvelle@Example.org")
    assert mails()[-1].template == "accounts/sign_up"
    assert mails()[-1].recipient == "Nouvelle@example.org"
    _finish(token)
    assert sessions.sign_in("nouvelle@example.org", PASSWORD, NETWORK, NOW)


def test_no_account_is_there_before_the_link_is_used(app: Flask) -> None:
    asked_sign_up()
    assert session().scalar(select(func.count()).select_from(Account)) == 0


def test_people_are_written_to_in_the_language_they_came_in_if_it_is_spoken(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", ("fr", "en"))
    for asked, spoken in (("en", "en"), ("de", "fr"), ("../../etc", "fr")):
        signing_up.ask(AskSignUp(f"{spoken}-{len(asked)}@example.org", "Nour", asked), NETWORK, NOW)
        assert mails()[-1].language == spoken
        account = (
            session()
            .scalars(select(Account).where(Account.public_id == _finish(token_of(mails()[-1]))))
            .one()
        )
        assert (account.language, account.is_language_chosen) == (spoken, False)


def test_a_known_address_is_told_so_by_mail_alone(app: Flask) -> None:
    someone("camille@example.org", name="Camille Muller")
    signing_up.ask(AskSignUp("CAMILLE@example.org", "Somebody Else", "fr"), NETWORK, NOW)
    mail = mails()[-1]
    assert mail.template == "accounts/sign_up_known"
    assert mail.recipient == "camille@example.org"
    assert mail.parameters["name"] == "Camille Muller"
    assert credentials.reset_password(token_of(mail), "un autre mot de passe", NOW)


def test_asking_takes_the_same_steps_whether_or_not_the_address_is_known(app: Flask) -> None:
    someone("camille@example.org")
    counts = []
    for ask in (
        lambda email: signing_up.ask(AskSignUp(email, "Nour", "fr"), NETWORK, NOW),
        lambda email: signing_up.ask_reset(email, "fr", NETWORK, NOW),
    ):
        for email in ("camille@example.org", "nobody@example.org"):
            statements: list[str] = []

            def note(*arguments: Any, kept: list[str] = statements) -> None:
                kept.append(str(arguments[2]).split(" ", 3)[0])

            session().rollback()
            event.listen(engine(), "before_cursor_execute", note)
            ask(email)
            event.remove(engine(), "before_cursor_execute", note)
            counts.append([word for word in statements if word != "RELEASE"])
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]
    assert len(counts[0]) > 4


def test_an_unknown_address_that_asks_for_a_reset_may_sign_up_instead(app: Flask) -> None:
    signing_up.ask_reset("nobody@example.org", "fr", NETWORK, NOW)
    mail = mails()[-1]
    assert mail.template == "accounts/reset_unknown"
    assert _finish(token_of(mail))


def test_a_link_serves_once(app: Flask) -> None:
    token = asked_sign_up()
    _finish(token)
    with pytest.raises(LinkSpent):
        _finish(token)


def test_two_people_on_one_link_at_once_make_one_account(app: Flask, together: Callable[..., Any]) -> None:
    token = asked_sign_up()
    outcomes = together(app, [lambda: _finish(token)] * 8)
    assert len(outcomes.returned) == 1
    assert outcomes.raised_of(LinkSpent) == 7
    assert session().scalar(select(func.count()).select_from(Account)) == 1


def test_a_link_dies_after_two_days_and_by_a_newer_one(app: Flask) -> None:
    old = asked_sign_up()
    new = asked_sign_up()
    for token, now in [(old, NOW), (new, NOW + SIGN_UP_LINK), ("never was", NOW)]:
        with pytest.raises(LinkSpent):
            _finish(token, now)
    assert _finish(new, NOW + SIGN_UP_LINK - timedelta(seconds=1))


def test_a_refused_password_leaves_the_link_good(app: Flask) -> None:
    token = asked_sign_up()
    with pytest.raises(Refusals) as refused:
        signing_up.finish(FinishSignUp(token, " ", "short"), NOW)
    assert {refusal.at for refusal in refused.value.refusals} == {"name", "password"}
    assert any(isinstance(refusal, PasswordTooShort) for refusal in refused.value.refusals)
    assert _finish(token)


def test_a_link_to_an_address_taken_meanwhile_is_refused(app: Flask) -> None:
    token = asked_sign_up("nouvelle@example.org")
    someone("Nouvelle@example.org")
    with pytest.raises(AddressTaken):
        _finish(token)


def test_every_faulty_field_is_told_at_once(app: Flask) -> None:
    with pytest.raises(Refusals) as refused:
        signing_up.ask(AskSignUp("nowhere", "", "fr"), NETWORK, NOW)
    assert [refusal.at for refusal in refused.value.refusals] == ["email", "name"]
    with pytest.raises(EmailInvalid):
        signing_up.ask_reset("nowhere", "fr", NETWORK, NOW)
    assert mails() == []


def test_mails_to_one_address_are_limited_known_or_not(app: Flask) -> None:
    someone("camille@example.org")
    for email in ("camille@example.org", "nobody@example.org"):
        for _ in range(MAIL_PER_ADDRESS.tries):
            signing_up.ask_reset(email, "fr", NETWORK, NOW)
        with pytest.raises(Throttled):
            signing_up.ask(AskSignUp(email.upper(), "Nour", "fr"), NETWORK, NOW)
    assert len(mails()) == 2 * MAIL_PER_ADDRESS.tries
    signing_up.ask_reset("nobody@example.org", "fr", NETWORK, NOW + MAIL_PER_ADDRESS.window)


def test_mails_asked_for_from_one_network_are_limited(app: Flask) -> None:
    for count in range(MAIL_PER_NETWORK.tries):
        signing_up.count_mail(f"person-{count}@example.org", NETWORK, NOW)
    with pytest.raises(Throttled):
        signing_up.ask_reset("another@example.org", "fr", NETWORK, NOW)
    signing_up.ask_reset("another@example.org", "fr", "198.51.100.1", NOW)


def test_a_reset_link_goes_to_the_stored_address_for_one_hour(app: Flask) -> None:
    someone("Camille@example.org")
    signing_up.ask_reset("cAMILLE@example.org", "fr", NETWORK, NOW)
    assert mails()[-1].recipient == "Camille@example.org"
    link = session().scalars(select(MailLink)).one()
    assert link.expires_at - link.created_at == RESET_LINK == timedelta(hours=1)
    assert link.token_sha256 != token_of(mails()[-1])
