"""How requests are answered: shapes as JSON, pages of collections, versions, and one effect per key."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, request

from exchange.api.authentication import actor, now
from exchange.api.errors import KeyInvalid, MatchInvalid
from exchange.api.values import Answer
from exchange.kernel.errors import Refusal, Refusals
from exchange.kernel.paging import Page
from exchange.storage.idempotency import MAX_KEY_LENGTH, Outcome, once

_ETAG = re.compile(r'"v(\d{1,9})"')


def shown(answer: Answer, *, status: int = 200, version: int | None = None, location: str = "") -> Response:
    """Return an answer as JSON; `version` becomes its ETag, `location` says where a new thing stands."""
    response = document(answer.model_dump(mode="json", by_alias=True), status=status)
    if version is not None:
        response.headers["ETag"] = f'"v{version}"'
    if location:
        response.headers["Location"] = location
    return response


def document(content: Any, *, status: int = 200, mimetype: str = "application/json") -> Response:
    """Return plain content as a JSON document; NaN or infinity in it would be a fault of ours."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return current_app.response_class(text + "\n", status=status, mimetype=mimetype)


def next_url(page: Page[Any]) -> str | None:
    """Return the path of the next page, with the same query, or None at the end."""
    if page.next_cursor is None:
        return None
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f"{request.path}?{urlencode([*kept, ('cursor', page.next_cursor)])}"


def version_asked() -> int | None:
    """Return the version that If-Match names, or None where any will do.

    Raises: MatchInvalid.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    match = _ETAG.fullmatch(header.strip())
    if match is None:
        raise MatchInvalid
    return int(match[1])


def effect(verb: Callable[[], str], *, status: int, body: bytes | None = None) -> Outcome:
    """Run a verb once for this request's Idempotency-Key; return its status and the resource it names.

    A repeat returns the first one's outcome and does nothing; the caller renders the resource anew.
    `body` stands for what was sent where that is no JSON.

    Raises: KeyInvalid, KeyReused, TwinRunning, and whatever the verb refuses.
    """
    who = actor()
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (1 <= len(key) <= MAX_KEY_LENGTH and all("!" <= sign <= "~" for sign in key)):
        raise KeyInvalid
    with once(
        actor=f"{who.account}:{who.organisation or ''}",
        route=request.endpoint or "",
        key=key,
        body=f"{request.path}\n".encode() + (request.get_data() if body is None else body),
        now=now(),
    ) as outcome:
        if not outcome.is_repeat:
            outcome.record(status, verb())
    return outcome


@contextmanager
def named(fields: Mapping[str, str]) -> Iterator[None]:
    """Give refusals the names that fields have in the JSON, where the domain's differ."""
    try:
        yield
    except Refusals as several:
        for refusal in several.refusals:
            _rename(refusal, fields)
        raise
    except Refusal as refusal:
        _rename(refusal, fields)
        raise


def _rename(refusal: Refusal, fields: Mapping[str, str]) -> None:
    if refusal.at is not None:
        refusal.at = fields.get(refusal.at, refusal.at)
