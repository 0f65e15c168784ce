"""Nothing that people read stands outside the catalogues: pages, errors, mails, problems, in marks."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import default_exceptions

from exchange.api import problems as api_problems
from exchange.jobs.deliver_mails import written
from exchange.outbox.actions import Leased
from exchange.settings import assets
from exchange.web import catalogues, problems
from tests.houses import NOW
from tests.journeys_house import Demonstrated
from tests.marks import DATA, LANGUAGE, SAID, MarkedTranslations, bare_words, mark_data, unmarked
from tests.pages import FoundForm, forms

ACTORS = (
    "anonymous",
    "company_manager",
    "association_member",
    "territorial_reader",
    "administrator",
)
MOST_OF_A_KIND = {"claims.show": 8, "claims.of_listing": 3, "listings.show": 3}
"""How many pages of a kind are read, where they differ by their state: else two."""

MOST_PAGES = 400
CARRIED = ("csrf_token", "idempotency_key", "version")
FIRST = (
    "/nowhere",
    "/listings?place=Strasbourg&radius_km=10&material=wood&q=⟪palettes⟫&min_kg=1&kind=lot",
    "/listings?place=⟪Nulle-Part-Du-Tout⟫",
    "/organisations/new?kind=association&country=FR",
    "/organisations/new?kind=company&country=LU",
    "/sign-up/spent-link",
    "/password/spent-link",
    "/invitations/spent-link",
    "/territories/epci:246700488",
    "/territories/epci:246700488?from=2020-01&to=2020-03",
    "/territories/commune:67482",
)
"""Pages that no link leads to, or not at once."""

LEFT_ALONE = {"/sign-out", "/language"}


@pytest.fixture(scope="module")
def marked(demonstrated: Demonstrated) -> Iterator[Demonstrated]:
    """Return the demonstration with marks around its data, read in the language of marks."""
    instance_dir = Path(demonstrated.app.extensions["settings"].instance_dir)
    mark_data(instance_dir / "exchange.sqlite3")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(catalogues, "translations", lambda _language: MarkedTranslations())
        yield demonstrated


def endpoint_of(app: Flask, path: str, method: str = "get") -> str | None:
    with app.test_request_context(path, method=method.upper()):
        from flask import request

        return request.endpoint


def walked(app: Flask, client: FlaskClient, first: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Follow the links from the first pages on, and yield a few pages of each kind."""
    bare = [
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    waiting, known, kinds = deque([*first, *bare]), {*first, *bare}, dict[str | None, int]()
    while waiting and sum(kinds.values()) < MOST_PAGES:
        path = waiting.popleft()
        kind = endpoint_of(app, path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > MOST_OF_A_KIND.get(kind or "", 2):
            continue
        answer = client.get(path)
        if answer.mimetype != "text/html" or answer.status_code in range(300, 400):
            continue
        yield path, answer
        for link in re.findall(r'href="([^"]+)"', answer.text):
            parts = urlsplit(link.replace("&amp;", "&"))
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.path.startswith("/") and not parts.netloc and target not in known:
                known.add(target)
                waiting.append(target)


def faulty(form: FoundForm) -> Iterator[dict[str, str]]:
    """Return a form sent empty, and one filled with what no field can mean."""
    for typed in ("", "?"):
        yield {name: value if name.endswith(CARRIED) else typed for name, value in form.values.items()}


@pytest.mark.parametrize("actor", ACTORS)
def test_every_word_of_a_page_comes_from_a_catalogue_or_from_the_data(
    marked: Demonstrated, actor: str
) -> None:
    client = marked.visitor(actor)
    client.set_cookie("language", LANGUAGE)
    left: dict[str, list[str]] = {}
    sent = set()
    for path, answer in walked(marked.app, client, FIRST if actor == "anonymous" else ("/",)):
        # Options of a field are a piece of a page, and say no language of their own.
        assert f'<html lang="{LANGUAGE}">' in answer.text or "<html" not in answer.text
        if words := list(unmarked(answer.text)):
            left[f"GET {path}"] = words
        for form in forms(answer):
            target = urlsplit(form.action).path or path
            kind = endpoint_of(marked.app, target, form.method)
            if target in LEFT_ALONE or (form.method, kind) in sent:
                continue
            sent.add((form.method, kind))
            for values in faulty(form):
                if form.method == "post":
                    reply = client.post(target, data=values, follow_redirects=True)
                else:
                    reply = client.get(target, query_string=values)
                if words := list(unmarked(reply.text)):
                    left[f"{form.method} {target}"] = words
    assert left == {}


def parameters(*, in_full: bool) -> dict[str, Any]:
    """Return what any mail may be told: everything there is to say, or as little as may be."""
    window = {"starts_at": NOW.isoformat(), "ends_at": (NOW + timedelta(hours=2)).isoformat()}
    words = ("name", "inviter", "organisation", "listing_title", "other", "purpose", "reason")
    return {
        **{word: f"{DATA[0]}{word}{DATA[1]}" if in_full else "" for word in words},
        **dict.fromkeys(("gross_g", "tare_g", "net_g", "earlier_g", "diverted_g", "requested_g"), 1500000),
        "mass_g": 1_000_000,
        "refused_g": 5_000 if in_full else 0,
        "role": "manager" if in_full else "member",
        "status": "active" if in_full else "suspended",
        "moved": in_full,
        "window": window if in_full else None,
        "windows": [window, window],
        "at": NOW.isoformat(),
        "time_zone": "Europe/Paris",
        "method": "scale",
        "token": "0",
        "slug": "0",
        "claim": "0",
        "listing": "0",
    }


MAILS = sorted(
    path.relative_to(assets("templates") / "mails").with_suffix("").as_posix()
    for path in (assets("templates") / "mails").glob("*/*.html")
)


@pytest.mark.parametrize("in_full", [True, False])
@pytest.mark.parametrize("template", MAILS)
def test_every_word_of_a_mail_comes_from_a_catalogue_or_from_the_data(
    marked: Demonstrated, template: str, in_full: bool
) -> None:
    shown = parameters(in_full=in_full)
    if template.endswith(("scheduled", "rescheduled")):
        shown["window"] = shown["windows"][0]
    mail = Leased(1, "0", template, "a@example.org", LANGUAGE, shown, NOW)
    with marked.app.app_context():
        letter = written(mail, marked.app.extensions["settings"], "<0@example.org>")
    assert SAID[0] in letter.subject
    assert bare_words(letter.subject) == []
    assert bare_words(letter.text) == []
    assert list(unmarked(letter.html)) == []


@pytest.mark.parametrize("status", sorted(default_exceptions))
def test_every_word_of_an_error_comes_from_a_catalogue(marked: Demonstrated, status: int) -> None:
    for path, answer in (("/x", problems.answer), ("/api/v1/x", api_problems.answer)):
        with marked.app.test_request_context(path, headers={"Accept-Language": LANGUAGE}):
            reply = answer(default_exceptions[status]())
        if path == "/x":
            assert list(unmarked(reply.get_data(as_text=True))) == []
        else:
            assert bare_words(f"{reply.json['title']} {reply.json['detail']}") == []


def test_what_is_wrong_with_a_request_is_told_in_words_of_a_catalogue(marked: Demonstrated) -> None:
    client, token = marked.visitor("anonymous"), marked.accounts["company_manager"]["token"]
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": LANGUAGE}
    wrong: list[Any] = [None, "", "?", [], {}, True, -1, 10**20]
    left = {}
    for value in wrong:
        fields = (
            "title",
            "quantity",
            "photos",
            "available_from",
            "open_to_all",
            "price",
            "material",
            "unknown",
        )
        for path in ("/api/v1/listings", "/api/v1/lots/0123456789abcdef/claims"):
            reply = client.post(path, json=dict.fromkeys(fields, value), headers=headers)
            told = [reply.json["title"], reply.json["detail"], *(e["detail"] for e in reply.json["errors"])]
            if words := bare_words(" ".join(told)):
                left[f"{path} {value}"] = words
    assert left == {}


SHOWN_BY_SCRIPTS = re.compile(
    r"(?:textContent|innerText|title|alt)\s*=(?!=)([^;]+);|setAttribute\(\"aria-label\",([^;]+);"
)
LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`")


def test_scripts_show_no_word_of_their_own() -> None:
    own = {}
    for script in sorted((assets("static") / "js").glob("*.js")):
        shown = SHOWN_BY_SCRIPTS.findall(script.read_text(encoding="utf-8"))
        literals = [
            re.sub(r"\$\{[^}]*\}|\\\\u[0-9a-f]{4}", " ", "".join(found))
            for part in shown
            for found in LITERAL.findall("".join(part))
        ]
        if words := bare_words(" ".join(literals)):
            own[script.name] = words
    assert own == {}
