"""Whatever is typed into whichever form, the answer is a page: never a fault of ours."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys_house import Demonstrated
from tests.pages import FoundForm, forms

ACTORS = ("anonymous", "company_manager", "association_member", "territorial_reader", "administrator")
MOST_PAGES = 120
CARRIED = ("csrf_token", "idempotency_key")
"""What a form carries by itself: kept, so that the words reach the rules behind."""

ODD = (
    "",
    "-1",
    "NaN",
    "9" * 400,
    "1e309",
    "2026-02-31T25:61",
    "0001-01-01",
    "\x00\x1f\u202e\ud800",
    "<script>alert(1)</script> ' OR 1=1 -- {{ 7*7 }} %(x)s %s",
    "é" * 20_000,
    "../../etc/passwd",
    "مرحبا 🌾 Fûts <200 L> 10 % d’humidité",
)


def kind_of(app: Flask, path: str) -> str | None:
    with app.test_request_context(path):
        from flask import request

        return request.endpoint


def pages(app: Flask, client: FlaskClient) -> Iterator[tuple[str, list[FoundForm]]]:
    """Follow links from the front page, one page of each kind and state of address."""
    waiting, known, kinds = deque(["/"]), {"/"}, set()
    seen = 0
    while waiting and seen < MOST_PAGES:
        path = waiting.popleft()
        answer = client.get(path)
        seen += 1
        if answer.mimetype != "text/html":
            continue
        kind = kind_of(app, path)
        if answer.status_code == 200 and kind not in kinds:
            kinds.add(kind)
            yield path, forms(answer)
        for link in re.findall(r'href="([^"]+)"', answer.text):
            plain = urlsplit(link.replace("&amp;", "&")).path
            if re.match(r"/(?!static|vendor|media|api)", plain) and plain not in known:
                known.add(plain)
                waiting.append(plain)


def spoiled(form: FoundForm) -> Iterator[dict[str, str]]:
    """Return the form filled in with odd words: everywhere at once, and in one place at a time."""
    free = [name for name in form.values if not name.endswith(CARRIED)]
    for odd in ODD:
        yield {**form.values, **dict.fromkeys(free, odd)}
    for place, name in enumerate(free):
        yield {**form.values, name: ODD[place % len(ODD)]}
    yield {name: value for name, value in form.values.items() if name.endswith(CARRIED)}


@pytest.mark.parametrize("actor", ACTORS)
def test_no_form_can_be_filled_in_so_that_we_fail(demonstrated: Demonstrated, actor: str) -> None:
    app, client = demonstrated.app, demonstrated.visitor(actor)
    faults, sent = [], 0
    for path, found in pages(app, client):
        for form in found:
            target = urlsplit(form.action).path or path
            if target == "/sign-out":
                continue
            for values in spoiled(form):
                sent += 1
                sound = {name: value.encode("utf-8", "surrogatepass") for name, value in values.items()}
                if form.method == "post":
                    answer = client.post(target, data=sound)
                else:
                    answer = client.get(target, query_string=sound)
                if answer.status_code >= 500:
                    faults.append((form.method, target, {k: v[:40] for k, v in values.items()}))
    assert faults == []
    assert sent > 50
