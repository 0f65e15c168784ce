"""Sends the mails that are due, in the order in which they were written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from jinja2 import TemplateError

from exchange.gateways.mailer import Letter, Mailer, MailRefused, MailServerDown, Post
from exchange.kernel.languages import spoken
from exchange.outbox import actions
from exchange.outbox.actions import Leased
from exchange.settings import Settings

MOST_AT_ONCE = 200
"""Mails in one run: after an outage the rest follows in the next ones, a few seconds later."""


def run(now: datetime) -> int:
    """Send what is due and return how many mails left.

    A mail that is refused waits its turn again. When the server itself is down the run ends, every
    mail keeps its place, and no try is counted.
    """
    mail = actions.lease_next(now)
    if mail is None:
        return 0
    settings: Settings = current_app.extensions["settings"]
    mailer = Mailer(settings)
    sent = 0
    try:
        with mailer.opened() as post:
            for _ in range(MOST_AT_ONCE):
                sent += _deliver(post, mailer, mail, settings, now)
                mail = actions.lease_next(now)
                if mail is None:
                    return sent
            actions.let_go(mail)
    except MailServerDown as error:
        assert mail is not None
        actions.let_go(mail)
        current_app.logger.warning("the mail server is down: %s", error)
    return sent


def _deliver(post: Post, mailer: Mailer, mail: Leased, settings: Settings, now: datetime) -> int:
    try:
        letter = written(mail, settings, mailer.message_id(mail.public_id))
        post.send(letter)
    except (MailRefused, TemplateError) as error:
        actions.mark_failed(mail, str(error), now)
        current_app.logger.warning("mail %s was not sent: %s", mail.public_id, type(error).__name__)
        return 0
    actions.mark_sent(mail, now)
    return 1


def written(mail: Leased, settings: Settings, message_id: str) -> Letter:
    """Return a mail in words, in its reader's language; its links begin with the configured address."""
    language = spoken(mail.language)
    shown: dict[str, Any] = {
        **mail.parameters,
        "base_url": settings.base_url,
        "language": language,
        "recipient": mail.recipient,
    }
    with (
        current_app.test_request_context(base_url=settings.base_url),
        force_locale(language),
    ):
        text = current_app.jinja_env.get_template(f"mails/{mail.template}.txt")
        html = current_app.jinja_env.get_template(f"mails/{mail.template}.html")
        title = text.blocks.get("subject") or text.blocks["title"]
        return Letter(
            message_id=message_id,
            recipient=mail.recipient,
            subject="".join(title(text.new_context(shown))).strip(),
            text=text.render(shown).strip() + "\n",
            html=html.render(shown),
            language=language,
            written_at=mail.created_at,
        )
