"""What every journey does: coming in as somebody, following a mail's link, looking for faults of access."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from email import message_from_string, policy
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys_house import LiveServer

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, server: LiveServer, actor: str) -> None:
    """Sign in as one of the demonstration's actors through the form."""
    account = server.accounts[actor]
    page.goto("/sign-in")
    page.get_by_label("Adresse électronique").fill(account["email"])
    page.get_by_label("Mot de passe", exact=True).fill(account["password"])
    page.get_by_role("button", name="Se connecter").click()
    expect(page).not_to_have_url(re.compile("/sign-in"))


def choose_material(page: Page, words: str, name: str) -> None:
    """Choose a material by words of any language: the first one that they mean."""
    field = page.get_by_role("combobox", name="Matière", exact=True).and_(page.locator("input"))
    field.fill(words)
    field.press("Enter")
    expect(field).to_have_value(name)


def link_mailed_to(server: LiveServer, address: str) -> str:
    """Return the path of the link in the newest mail to an address, after the mails due have left."""
    server.work()
    for text in reversed(server.mails()):
        message = message_from_string(text, policy=policy.default)
        if message["To"] == address:
            body = message.get_body(("plain",))
            assert body is not None
            found = re.search(rf"{re.escape(server.url)}(/\S+)", body.get_content())
            assert found is not None
            return found[1]
    raise AssertionError(f"no mail to {address}")


def subjects_mailed_to(server: LiveServer, address: str) -> list[str]:
    """Return the subjects of all mails to an address, oldest first."""
    parsed = [message_from_string(text, policy=policy.default) for text in server.mails()]
    return [str(message["Subject"]) for message in parsed if message["To"] == address]


def faults_of_access(page: Page, tried: str, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe objects to on a page as it stands, by all rules or by those named."""
    run_only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _TAGS}
    found = Axe().run(page, options={"runOnly": run_only, "resultTypes": ["violations"]})
    return [
        f"{tried}: {violation['id']}: {violation['help']} at {node['target']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def faults_of_width(page: Page, tried: str) -> list[str]:
    """Return the parts of a page that make it scroll sideways, if it does."""
    reach = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if reach <= 0:
        return []
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')]"
        ".filter(part => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
        ".slice(0, 5).map(part => part.tagName + '.' + part.className)"
    )
    return [f"{tried}: {reach} px too wide: {wide}"]


def path_of(page: Page) -> str:
    """Return the path of the page's address."""
    return urlsplit(page.url).path


def ask(server: LiveServer, statement: str, *values: object) -> str:
    """Return the first value that a question to the server's database gives."""
    with closing(sqlite3.connect(f"file:{server.instance_dir / 'exchange.sqlite3'}?mode=ro", uri=True)) as db:
        row = db.execute(statement, values).fetchone()
    assert row is not None, statement
    return str(row[0])
