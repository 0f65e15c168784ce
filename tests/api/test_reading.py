from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import RequestEntityTooLarge

from exchange.api import errors
from exchange.api.reading import JSON_LIMIT_BYTES, MAX_DEPTH, read_json, read_query
from exchange.kernel.errors import Refusal

BARE = Flask(__name__)
JSON = "application/json"


def read(
    body: bytes | str, content_type: str | None = "application/json", *, may_be_empty: bool = False
) -> Any:
    with BARE.test_request_context("/", method="POST", data=body, content_type=content_type):
        return read_json(request, may_be_empty=may_be_empty)


def test_numbers_are_read_exactly() -> None:
    assert read('{"mass_kg": 0.3, "n": 12}') == {"mass_kg": Decimal("0.3"), "n": 12}


def test_honest_text_comes_through_unchanged() -> None:
    text = "10 % d’humidité ; Fûts <200 L> ; {bois} ; عربي ; 🪵"
    assert read(f'{{"title": "{text}"}}') == {"title": text}


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("[" * 3000 + "]" * 3000, errors.JsonTooDeep),
        ('{"a":' * 3000 + "1" + "}" * 3000, errors.JsonTooDeep),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), errors.JsonTooDeep),
        ('{"mass_kg": ' + "9" * 5000 + "}", errors.JsonNumberUnreadable),
        ('{"mass_kg": 0.' + "9" * 5000 + "}", errors.JsonNumberUnreadable),
        ('{"mass_kg": NaN}', errors.JsonNumberUnreadable),
        ('{"mass_kg": -Infinity}', errors.JsonNumberUnreadable),
        ('{"title": "\\ud800"}', errors.JsonTextUnsound),
        ('{"\\ud800": 1}', errors.JsonTextUnsound),
        ('{"title": "a\\u0000b"}', errors.JsonTextUnsound),
        ('{"title": "a", "title": "b"}', errors.JsonNameRepeated),
        ('{"\\ud800": 1, "\\ud800": 2}', errors.JsonNameRepeated),
        ("{", errors.JsonUnreadable),
        ("{'a': 1}", errors.JsonUnreadable),
        (b'{"title": "\xe9"}', errors.JsonUnreadable),
        (b"\xff\xfe{\x00}\x00", errors.JsonUnreadable),
        ("", errors.JsonMissing),
        ("  \n ", errors.JsonMissing),
    ],
)
def test_what_cannot_be_read_is_told_apart(body: bytes | str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        read(body)
    assert 400 <= caught.value.status < 500


def test_a_body_of_another_type_is_refused() -> None:
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None):
        with pytest.raises(errors.ContentTypeWrong):
            read("{}", content_type)
    assert read("{}", "application/json; charset=utf-8") == {}


def test_no_body_is_an_empty_object_where_nothing_is_required() -> None:
    assert read("", None, may_be_empty=True) == {}


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    with pytest.raises(RequestEntityTooLarge):
        read('{"a": "' + "x" * JSON_LIMIT_BYTES + '"}')


@given(st.binary(max_size=200))
def test_no_bytes_whatever_make_reading_fail_otherwise_than_by_a_refusal(body: bytes) -> None:
    with suppress(Refusal):
        assert read(body, may_be_empty=True) is not NotImplemented


def test_a_parameter_given_twice_stays_a_list_that_no_field_takes() -> None:
    with BARE.test_request_context("/?q=a&q=b&limit=5"):
        assert read_query(request) == {"q": ["a", "b"], "limit": "5"}
