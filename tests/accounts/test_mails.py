from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from exchange.accounts import mails
from tests.builders.accounts import mails as written
from tests.houses import NOW


@pytest.mark.parametrize(
    ("template", "write"),
    [
        ("accounts/sign_up", lambda: mails.sign_up("a@example.org", "A", "fr", "t", now=NOW)),
        ("accounts/sign_up_known", lambda: mails.sign_up_known("a@example.org", "A", "fr", "t", now=NOW)),
        ("accounts/reset", lambda: mails.reset("a@example.org", "A", "fr", "t", now=NOW)),
        ("accounts/reset_unknown", lambda: mails.reset_unknown("a@example.org", "fr", "t", now=NOW)),
        ("accounts/password_changed", lambda: mails.password_changed("a@example.org", "A", "fr", now=NOW)),
        (
            "accounts/invitation",
            lambda: mails.invitation(
                "a@example.org", "fr", "t", inviter="B", organisation="C", role="member", now=NOW
            ),
        ),
        (
            "organisations/checked",
            lambda: mails.organisation_checked(
                "a@example.org", "A", "fr", organisation="C", slug="c", now=NOW
            ),
        ),
        (
            "organisations/standing",
            lambda: mails.organisation_standing(
                "a@example.org", "A", "fr", organisation="C", status="active", now=NOW
            ),
        ),
    ],
)
def test_each_message_is_one_row_for_one_address(app: Flask, template: str, write: Any) -> None:
    write()
    (mail,) = written()
    assert (mail.template, mail.recipient, mail.language) == (template, "a@example.org", "fr")
