from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from exchange.gateways.mailer import Letter, Mailer, MailRefused, MailServerDown
from exchange.settings import Settings, SettingsError
from tests.houses import NOW, settings_for
from tests.mail_servers import closed_port, mail_server

LETTER = Letter(
    message_id="<m1@gisement.example>",
    recipient="camille@example.org",
    subject="Fûts <200 L> & « sacs »",
    text="Bonjour Élise,\n\n.\n10 % d’humidité 🙂\n",
    html="<p>Bonjour Élise,</p>",
    language="fr",
    written_at=NOW,
)


def _settings(tmp_path: Path, mail_url: str) -> Settings:
    return settings_for(tmp_path, mail_url=mail_url)


def test_a_folder_takes_one_file_per_mail(tmp_path: Path) -> None:
    mailer = Mailer(settings_for(tmp_path))
    with mailer.opened() as post:
        post.send(LETTER)
        post.send(replace(LETTER, message_id="<m2@gisement.example>", recipient="other@example.org"))
    files = sorted((tmp_path / "mail").iterdir())
    assert len(files) == 2
    written = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert {str(mail["To"]) for mail in written} == {"camille@example.org", "other@example.org"}
    assert "token" not in files[0].name
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


def test_a_server_takes_a_mail_whole(tmp_path: Path) -> None:
    with mail_server() as stub:
        with Mailer(_settings(tmp_path, f"smtp://127.0.0.1:{stub.port}")).opened() as post:
            post.send(LETTER)
        (mail,) = stub.taken
    assert mail["Message-ID"] == "<m1@gisement.example>"
    assert mail["Subject"] == LETTER.subject
    assert mail["From"].addresses[0].addr_spec == "ne-pas-repondre@gisement.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().strip() == LETTER.html


def test_several_mails_share_a_connection(tmp_path: Path) -> None:
    with mail_server() as stub:
        with Mailer(_settings(tmp_path, f"smtp://127.0.0.1:{stub.port}")).opened() as post:
            for _ in range(3):
                post.send(LETTER)
        assert stub.connections == 1
        assert len(stub.taken) == 3


def test_a_refusal_is_about_one_mail_and_the_next_goes_through(tmp_path: Path) -> None:
    with mail_server() as stub:
        stub.refused.add("nobody@example.org")
        stub.drops_at_data.add("poison@example.org")
        with Mailer(_settings(tmp_path, f"smtp://127.0.0.1:{stub.port}")).opened() as post:
            for recipient in ("nobody@example.org", "poison@example.org"):
                with pytest.raises(MailRefused):
                    post.send(replace(LETTER, recipient=recipient))
            post.send(LETTER)
        assert stub.recipients == ["camille@example.org"]


def test_a_server_that_is_not_there_is_down(tmp_path: Path) -> None:
    mailer = Mailer(_settings(tmp_path, f"smtp://127.0.0.1:{closed_port()}"))
    with pytest.raises(MailServerDown), mailer.opened():
        pass


def test_what_is_no_address_never_reaches_a_server(tmp_path: Path) -> None:
    with mail_server() as stub:
        with Mailer(_settings(tmp_path, f"smtp://127.0.0.1:{stub.port}")).opened() as post:
            for recipient in (
                "a@example.org\r\nBcc: b@example.org",
                "no address",
                "a@example.org, b@example.org",
            ):
                with pytest.raises(MailRefused):
                    post.send(replace(LETTER, recipient=recipient))
            post.send(replace(LETTER, subject="One\r\nBcc: b@example.org"))
        (mail,) = stub.taken
        assert mail["Bcc"] is None
        assert mail["Subject"] == "One Bcc: b@example.org"


def test_a_console_shows_the_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Mailer(_settings(tmp_path, "console:")).opened() as post:
        post.send(LETTER)
    assert "To: camille@example.org" in capsys.readouterr().out


@pytest.mark.parametrize("mail_url", ["ftp://example.org", "smtp", "", "postbox"])
def test_an_unknown_way_out_is_refused(tmp_path: Path, mail_url: str) -> None:
    settings = replace(settings_for(tmp_path), mail_url=mail_url)
    with pytest.raises(SettingsError, match="EXCHANGE_MAIL_URL"):
        Mailer(settings)


def test_a_message_id_is_the_same_at_every_try(tmp_path: Path) -> None:
    mailer = Mailer(settings_for(tmp_path))
    assert mailer.message_id("abc") == mailer.message_id("abc") == "<abc@gisement.example>"
