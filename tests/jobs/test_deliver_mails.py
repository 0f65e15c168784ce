from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.accounts import mails as account_mails
from exchange.gateways.mailer import Post as MailPost
from exchange.jobs import deliver_mails
from exchange.outbox import actions
from exchange.outbox.models import Mail
from exchange.outbox.queries import set_aside, waiting
from exchange.outbox.rules import LEASE, MAX_ATTEMPTS, wait_after
from exchange.storage.database import session
from tests.houses import NOW
from tests.mail_servers import Post, closed_port, mail_server


@pytest.fixture
def post(app: Flask) -> Iterator[Post]:
    with mail_server() as stub:
        settings = app.extensions["settings"]
        app.extensions["settings"] = replace(settings, mail_url=f"smtp://127.0.0.1:{stub.port}")
        yield stub
        app.extensions["settings"] = settings


def _written(*recipients: str) -> None:
    for recipient in recipients:
        account_mails.reset(recipient, "Élise", "fr", "the-token", now=NOW)


def test_mails_leave_in_the_order_they_were_written(post: Post) -> None:
    _written("1@example.org", "2@example.org", "3@example.org")
    assert deliver_mails.run(NOW) == 3
    assert post.recipients == ["1@example.org", "2@example.org", "3@example.org"]
    assert deliver_mails.run(NOW) == 0
    assert waiting() == 0


def test_a_mail_links_to_the_configured_address_whatever_a_request_said(app: Flask, post: Post) -> None:
    _written("camille@example.org")
    with app.test_request_context(base_url="http://evil.example"):
        deliver_mails.run(NOW)
    text = post.taken[0].get_body(("plain",))
    html = post.taken[0].get_body(("html",))
    assert text is not None
    assert html is not None
    assert "http://127.0.0.1:8000/password/the-token" in text.get_content()
    assert 'href="http://127.0.0.1:8000/password/the-token"' in html.get_content()
    assert "evil" not in post.taken[0].as_string()
    assert post.taken[0]["Subject"] == "Choisissez un nouveau mot de passe"


def test_the_token_is_gone_from_the_row_once_the_mail_has_left(post: Post) -> None:
    _written("camille@example.org")
    deliver_mails.run(NOW)
    session().rollback()
    assert "token" not in session().scalars(select(Mail)).one().parameters


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda: account_mails.sign_up("a@example.org", "Nour", "fr", "t1", now=NOW), "/sign-up/t1"),
        (lambda: account_mails.sign_up_known("a@example.org", "Nour", "fr", "t1", now=NOW), "/password/t1"),
        (lambda: account_mails.reset_unknown("a@example.org", "fr", "t1", now=NOW), "/sign-up/t1"),
        (
            lambda: account_mails.password_changed("a@example.org", "Nour", "fr", now=NOW),
            "/password/forgotten",
        ),
        (
            lambda: account_mails.invitation(
                "a@example.org", "fr", "t1", inviter="B", organisation="Le Café", role="manager", now=NOW
            ),
            "/invitations/t1",
        ),
        (
            lambda: account_mails.organisation_checked(
                "a@example.org", "Nour", "fr", organisation="Le Café", slug="le-cafe", now=NOW
            ),
            "/organisations/le-cafe",
        ),
        (
            lambda: account_mails.organisation_standing(
                "a@example.org", "Nour", "fr", organisation="Le Café", status="suspended", now=NOW
            ),
            "suspendu",
        ),
        (
            lambda: account_mails.organisation_standing(
                "a@example.org", "Nour", "fr", organisation="Le Café", status="active", now=NOW
            ),
            "rétabli",
        ),
    ],
)
def test_every_message_is_written_in_words_twice(post: Post, write: Callable[[], None], words: str) -> None:
    write()
    assert deliver_mails.run(NOW) == 1
    mail = post.taken[0]
    assert mail["Subject"]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert words in body.get_content()
        assert "{{" not in body.get_content()


@pytest.mark.parametrize(
    ("language", "spoken", "subject", "hello"),
    [
        ("en", "en", "Choose a new password", "Hello"),
        ("fr", "fr", "Choisissez un nouveau mot de passe", "Bonjour"),
        ("xx", "fr", "Choisissez un nouveau mot de passe", "Bonjour"),
    ],
)
def test_a_mail_is_written_in_its_readers_language(
    post: Post, language: str, spoken: str, subject: str, hello: str
) -> None:
    account_mails.reset("a@example.org", "Nour", language, "t1", now=NOW)
    assert deliver_mails.run(NOW) == 1
    mail = post.taken[0]
    assert (mail["Subject"], mail["Content-Language"]) == (subject, spoken)
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert hello in body.get_content()
    assert f'<html lang="{spoken}">' in body.get_content()


def test_what_people_are_called_cannot_write_the_mail(post: Post) -> None:
    account_mails.invitation(
        "a@example.org",
        "fr",
        "t1",
        inviter="Eve <script>\r\nBcc: b@example.org",
        organisation="{{ 7 * 7 }} & Fils",
        role="member",
        now=NOW,
    )
    assert deliver_mails.run(NOW) == 1
    mail = post.taken[0]
    html = mail.get_body(("html",))
    assert html is not None
    assert mail["Bcc"] is None
    assert "<script>" not in html.get_content()
    assert "{{ 7 * 7 }} &amp; Fils" in html.get_content()


def test_a_server_that_is_down_costs_no_mail_its_place_or_a_try(app: Flask) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, mail_url=f"smtp://127.0.0.1:{closed_port()}")
    _written("1@example.org", "2@example.org")
    for minute in range(20):
        assert deliver_mails.run(NOW + timedelta(minutes=minute)) == 0
    with mail_server() as stub:
        app.extensions["settings"] = replace(settings, mail_url=f"smtp://127.0.0.1:{stub.port}")
        assert deliver_mails.run(NOW + timedelta(hours=1)) == 2
        assert stub.recipients == ["1@example.org", "2@example.org"]
    app.extensions["settings"] = settings
    session().rollback()
    assert set(session().scalars(select(Mail.attempts))) == {0}


def test_a_poison_mail_is_set_aside_and_holds_nobody_up(post: Post) -> None:
    post.refused.add("nobody@example.org")
    post.drops_at_data.add("poison@example.org")
    _written("nobody@example.org", "poison@example.org", "good@example.org")
    now = NOW
    assert deliver_mails.run(now) == 1
    assert post.recipients == ["good@example.org"]
    for attempts in range(1, MAX_ATTEMPTS):
        now += wait_after(attempts)
        assert deliver_mails.run(now) == 0
    assert {mail.recipient for mail in set_aside()} == {"nobody@example.org", "poison@example.org"}
    assert "no such mailbox" in next(
        mail.last_error for mail in set_aside() if mail.recipient == "nobody@example.org"
    )


def test_a_mail_without_a_template_is_set_aside_too(post: Post) -> None:
    actions.send("accounts/no_such_mail", "a@example.org", "fr", {}, now=NOW)
    actions.send("accounts/sign_up", "b@example.org", "fr", {"name": "no token"}, now=NOW)
    _written("good@example.org")
    assert deliver_mails.run(NOW) == 1
    session().rollback()
    assert sorted(session().scalars(select(Mail.attempts))) == [0, 1, 1]


def test_a_worker_killed_after_sending_sends_the_same_mail_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written("camille@example.org")
    with monkeypatch.context() as patched:

        def killed(*_arguments: Any) -> None:
            raise KeyboardInterrupt

        patched.setattr(actions, "mark_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_mails.run(NOW)
    assert deliver_mails.run(NOW) == 0  # still leased
    assert deliver_mails.run(NOW + LEASE + timedelta(seconds=1)) == 1
    assert len(post.taken) == 2
    assert post.taken[0]["Message-ID"] == post.taken[1]["Message-ID"]


def test_several_workers_send_every_mail_once(app: Flask, post: Post, together: Callable[..., Any]) -> None:
    recipients = [f"{number}@example.org" for number in range(12)]
    _written(*recipients)
    outcomes = together(app, [lambda: deliver_mails.run(NOW)] * 4)
    assert outcomes.raised == ()
    assert sum(outcomes.returned) == 12
    assert sorted(post.recipients) == sorted(recipients)


def test_a_long_queue_is_caught_up_in_several_runs(
    app: Flask, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_mails, "MOST_AT_ONCE", 3)
    _written(*(f"{number}@example.org" for number in range(5)))
    assert [deliver_mails.run(NOW) for _ in range(3)] == [3, 2, 0]
    assert post.recipients == [f"{number}@example.org" for number in range(5)]


def test_the_server_going_down_between_two_mails_keeps_the_second(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written("1@example.org", "2@example.org")
    real, sent = MailPost.send, []

    def once(self: MailPost, letter: Any) -> None:
        if sent:
            from exchange.gateways.mailer import MailServerDown

            raise MailServerDown("gone")
        sent.append(letter)
        real(self, letter)

    with monkeypatch.context() as patched:
        patched.setattr(MailPost, "send", once)
        assert deliver_mails.run(NOW) == 1
    assert deliver_mails.run(NOW) == 1
    assert post.recipients == ["1@example.org", "2@example.org"]


def test_by_default_mails_lie_in_the_instance_folder(sqlite_app: Flask) -> None:
    _written("camille@example.org")
    assert deliver_mails.run(NOW) == 1
    folder = Path(sqlite_app.extensions["settings"].instance_dir) / "mail"
    (file,) = folder.iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    text = mail.get_body(("plain",))
    assert text is not None
    assert re.search(r"http://127\.0\.0\.1:8000/password/the-token", text.get_content())
