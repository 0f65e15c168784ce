from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import event

from exchange.kernel.permissions import Permission
from exchange.storage.database import engine
from tests.journeys_house import Demonstrated
from tools.generate_permissions import permissions

WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\b", re.IGNORECASE)
ACTORS = ("anonymous", "company_manager", "association_member", "territorial_reader", "administrator")
MOST_PAGES = 150
MOST_OF_A_KIND = 6
"""How many pages of one endpoint are visited: the same view over other rows."""


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (tag, name) in {("a", "href"), ("link", "href"), ("img", "src"), ("script", "src")}:
                self.found.append(value)


@contextmanager
def writes_noted(app: Flask) -> Iterator[list[str]]:
    """Yield a list that fills with every writing statement."""
    noted: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if WRITE.match(statement):
            noted.append(statement)

    with app.app_context():
        own = engine()
    event.listen(own, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(own, "before_cursor_execute", note)


def endpoint_of(app: Flask, path: str) -> str | None:
    """Return the endpoint that answers GET on a path, or None."""
    with app.test_request_context(path):
        from flask import request

        return request.endpoint


def test_every_route_says_who_may_try_it(sqlite_app: Flask) -> None:
    bare = [
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if not isinstance(getattr(sqlite_app.view_functions[rule.endpoint], "permission", None), Permission)
    ]
    assert bare == []


def test_every_guard_is_a_row_of_the_permission_table(sqlite_app: Flask) -> None:
    rows = {row for owner in permissions().values() for row in owner}
    stamps = {
        rule.endpoint: sqlite_app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
        for rule in sqlite_app.url_map.iter_rules()
    }
    assert [endpoint for endpoint, stamp in stamps.items() if stamp not in rows] == []


def test_a_route_that_writes_needs_the_scope_to_write(sqlite_app: Flask) -> None:
    loose = [
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        and (rule.methods or set()) & {"POST", "PATCH", "PUT", "DELETE"}
        and sqlite_app.view_functions[rule.endpoint].permission.scope == "read"  # type: ignore[attr-defined]
    ]
    assert loose == []


def test_no_route_answers_both_reading_and_writing_methods_unless_it_is_a_form(sqlite_app: Flask) -> None:
    odd = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS", "POST", "PATCH", "DELETE"}
    ]
    assert odd == []


@pytest.mark.parametrize("actor", ACTORS)
def test_every_link_leads_somewhere_and_reading_writes_nothing(
    demonstrated: Demonstrated, actor: str
) -> None:
    """Follow every link from the first page on: no page is missing or broken, and none writes."""
    client = demonstrated.visitor(actor)
    waiting, seen, kinds = deque(["/"]), {"/"}, dict[str | None, int]()
    broken: dict[str, int] = {}
    with writes_noted(demonstrated.app) as noted:
        while waiting and len(seen) < MOST_PAGES * 10:
            path = waiting.popleft()
            endpoint = endpoint_of(demonstrated.app, path)
            kinds[endpoint] = kinds.get(endpoint, 0) + 1
            if kinds[endpoint] > MOST_OF_A_KIND or sum(kinds.values()) > MOST_PAGES:
                continue
            answer = client.get(path)
            assert noted == [], path
            if answer.status_code >= 400:
                broken[path] = answer.status_code
            if answer.mimetype == "text/html":
                for link in Links(answer.get_data(as_text=True)).found:
                    parts = urlsplit(link)
                    target = parts.path + (f"?{parts.query}" if parts.query else "")
                    if (
                        not parts.scheme
                        and not parts.netloc
                        and parts.path.startswith("/")
                        and target not in seen
                    ):
                        seen.add(target)
                        waiting.append(target)
    assert broken == {}
    assert len(kinds) > 8


@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_without_places_answers_each_actor_without_writing(
    demonstrated: Demonstrated, actor: str
) -> None:
    client = demonstrated.visitor(actor)
    paths = {
        rule.rule
        for rule in demonstrated.app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and not rule.arguments
    }
    assert len(paths) > 15
    with writes_noted(demonstrated.app) as noted:
        answers = {path: client.get(path).status_code for path in sorted(paths)}
    assert {path: status for path, status in answers.items() if status >= 500} == {}
    assert noted == []


def test_an_anonymous_visitor_reaches_no_page_of_members(demonstrated: Demonstrated) -> None:
    """Deny by default: whatever the permission does not open to anyone asks to sign in."""
    client = demonstrated.visitor("anonymous")
    from exchange.kernel.actor import ANONYMOUS

    for rule in demonstrated.app.url_map.iter_rules():
        permission: Permission = demonstrated.app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
        if permission.allows(ANONYMOUS) or "GET" not in (rule.methods or set()):
            continue
        places = dict.fromkeys(rule.arguments, "0000000000000000")
        with demonstrated.app.test_request_context():
            path = demonstrated.app.url_for(rule.endpoint, **places)
        answer = client.get(path)
        if path.startswith("/api/"):
            assert answer.status_code == 401, path
        else:
            assert answer.status_code == 303, path
            assert "/sign-in" in answer.headers["Location"]
