"""Pages as a visitor without scripts uses them: read, fill in a form, send it with all that it carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from exchange.accounts.actions import sessions
from tests.houses import NOW


@dataclass
class FoundForm:
    """A form of a page: where it goes, how, and what it carries already."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.forms.append(FoundForm(given.get("action") or "", (given.get("method") or "get").lower()))
        if not self.forms:
            return
        values = self.forms[-1].values
        if tag == "input" and name:
            is_choice = given.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in given:
                values[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (self._select not in values or "selected" in given):
            values[self._select] = value
        elif tag == "textarea":
            self._textarea = name
            values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1].values[self._textarea] += data


def forms(response: TestResponse) -> list[FoundForm]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(response.text)
    return reader.forms


def own_forms(response: TestResponse) -> list[FoundForm]:
    """Return the forms of a page but the choice of a language, which stands under every page."""
    return [form for form in forms(response) if form.action != "/language"]


def send(client: FlaskClient, page: str, *, to: str | None = None, **typed: Any) -> TestResponse:
    """Open a page, fill in its form (the one that goes `to` an address, else the page's own), and send it."""
    opened = client.get(page)
    assert opened.status_code in {200, 410}, opened.text
    own = {"", page}
    found = [
        form
        for form in forms(opened)
        if form.method == "post" and (urlsplit(form.action).path == to if to else form.action in own)
    ]
    assert found, f"no form on {page} goes to {to or 'the page itself'}"
    target = to or page
    return client.post(target, data={**found[0].values, **typed})


def signed_in(client: FlaskClient, account: str) -> FlaskClient:
    """Return the client with a person signed in."""
    token = sessions.begin(account, NOW)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def words(response: TestResponse) -> str:
    """Return a page's text with plain spaces and apostrophes as written."""
    return unescape(response.text).replace("\u00a0", " ")
