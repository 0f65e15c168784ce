"""The way out for mails: a folder, a mail server, or the console, by the scheme of one address."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask_mailman import EmailMultiAlternatives, Mail
from flask_mailman.backends import console, file, smtp

from exchange.settings import Settings, SettingsError

TIMEOUT_S = 15
"""How long a mail server may be silent before it counts as down."""

_ONE_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+")
_PORTS = {"smtp": 25, "smtps": 465}


class MailServerDown(Exception):  # noqa: N818 - an outage, told apart from a refusal
    """The way out itself is closed: nothing is wrong with any mail."""


class MailRefused(Exception):  # noqa: N818 - an answer about one mail
    """This mail could not be handed over."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to leave. The same `message_id` twice is the same mail twice."""

    message_id: str
    recipient: str
    subject: str
    text: str
    html: str
    language: str
    written_at: datetime


_Message: Any = EmailMultiAlternatives
_Console: Any = console.EmailBackend
"""The library is untyped, and is read as such."""


class _DurableFile(file.EmailBackend):
    """Mails in a folder, a file each, on disk before they count as sent."""

    def close(self) -> None:
        if self.stream is not None:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self._fname = None
        super().close()  # type: ignore[no-untyped-call] # the library is untyped


class _VerifiedSmtp(smtplib.SMTP):
    """SMTP whose STARTTLS checks the server's certificate, which the library's own call does not."""

    def starttls(self, *arguments: Any, **names: Any) -> tuple[int, bytes]:
        names["context"] = names.get("context") or ssl.create_default_context()
        return super().starttls(*arguments, **names)


class _Smtp(smtp.EmailBackend):
    """The library's mail server connection, with certificates checked."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return smtplib.SMTP_SSL if self.use_ssl else _VerifiedSmtp


class Mailer:
    """Hands mails over as the settings say.

    `file:///folder`, `console:`, `smtp://user:password@host:port` (with `?starttls=yes` if wanted) or
    `smtps://…`. Raises: SettingsError for any other address.
    """

    def __init__(self, settings: Settings) -> None:
        self._sender: str = settings.mail_from
        self._address: SplitResult = urlsplit(settings.mail_url)
        self._domain: str = parseaddr(settings.mail_from)[1].rpartition("@")[2]
        # The library reads what is not said from a state of its own, which says nothing here.
        library: Any = Mail
        self._unsaid: Any = library.init_mail({"MAIL_SERVER": "", "MAIL_BACKEND": "smtp"})
        if self._address.scheme not in {"file", "console", *_PORTS} or not self._domain:
            raise SettingsError(
                "EXCHANGE_MAIL_URL must begin with file://, smtp://, smtps:// or console:, "
                "and EXCHANGE_MAIL_FROM must hold an address"
            )

    def message_id(self, public_id: str) -> str:
        """Return the Message-ID of a mail, the same at every try."""
        return f"<{public_id}@{self._domain}>"

    @contextmanager
    def opened(self) -> Iterator[Post]:
        """Yield a way out that stays open for several mails.

        Raises: MailServerDown.
        """
        post = Post(self._backend(), self._sender)
        post.open()
        try:
            yield post
        finally:
            post.close()

    def _backend(self) -> Any:
        address = self._address
        durable: Any = _DurableFile
        server: Any = _Smtp
        if address.scheme == "file":
            folder = Path(unquote(address.path))
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return durable(mailman=self._unsaid, file_path=str(folder))
        if address.scheme == "console":
            return _Console(mailman=self._unsaid)
        asked = parse_qs(address.query)
        return server(
            mailman=self._unsaid,
            host=address.hostname,
            port=address.port or _PORTS[address.scheme],
            username=unquote(address.username or ""),
            password=unquote(address.password or ""),
            use_ssl=address.scheme == "smtps",
            use_tls=asked.get("starttls") == ["yes"],
            timeout=TIMEOUT_S,
        )


class Post:
    """An open way out."""

    def __init__(self, backend: Any, sender: str) -> None:
        self._backend = backend
        self._sender = sender

    def open(self) -> None:
        """Connect, unless connected.

        Raises: MailServerDown.
        """
        if isinstance(self._backend, _Console):
            return  # a folder and a console open for each mail
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerDown(_told(error)) from error

    def close(self) -> None:
        """Disconnect; whatever the other side thinks of it."""
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()

    def send(self, letter: Letter) -> None:
        """Hand one mail over.

        Raises: MailServerDown if there is no connection, MailRefused if this mail was not taken.
        """
        if not _ONE_ADDRESS.fullmatch(letter.recipient):
            raise MailRefused("not one address")
        self.open()
        try:
            message = _Message(
                subject=" ".join(letter.subject.split()),
                body=letter.text,
                from_email=self._sender,
                to=[letter.recipient],
                headers={
                    "Message-ID": letter.message_id,
                    "Date": format_datetime(letter.written_at),
                    "Auto-Submitted": "auto-generated",
                    "Content-Language": letter.language,
                },
                alternatives=[(letter.html, "text/html")],
                connection=self._backend,
            )
            message.encoding = "utf-8"
            message.send()
        except (OSError, ValueError, smtplib.SMTPException) as error:
            # After a refusal the connection may be in the middle of a command: the next mail gets a new one.
            self.close()
            raise MailRefused(_told(error)) from error


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
