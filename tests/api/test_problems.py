from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from flask import Flask
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, ProgrammingError
from werkzeug.exceptions import TooManyRequests

from exchange.api.problems import answer
from exchange.api.values import Shape
from exchange.kernel.errors import Invalid, Missing, Refusal, Refusals, Stale
from exchange.storage.idempotency import TwinRunning
from tests.api.world import LISTING, World


class FieldAtFault(Invalid):
    """A refusal of one field."""

    field = "mass_kg"


def answered(app: Flask, error: Exception, path: str = "/api/v1/x") -> Any:
    with app.test_request_context(path):
        return answer(error)


def test_every_problem_has_one_shape(small_world: World) -> None:
    calling = small_world.calling(small_world.giver)
    responses = [
        calling.get("/nowhere"),
        calling("DELETE", "/listings"),
        calling.get("/listings?foo=1"),
        calling.get("/listings/0123456789abcdef"),
        calling.post("/listings", {}),
        calling("POST", "/listings", data=b"{", content_type="application/json"),
        calling("POST", "/listings", data=b"x", content_type="text/plain"),
        small_world.calling().get("/me"),
    ]
    assert [response.status_code for response in responses] == [404, 405, 422, 404, 422, 400, 415, 401]
    for response in responses:
        problem = response.json
        assert response.content_type == "application/problem+json"
        assert set(problem) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
        assert problem["type"] == f"urn:gisement:problem:{problem['code']}"
        assert problem["status"] == response.status_code
        assert problem["request_id"] == response.headers["X-Request-Id"]
        assert problem["title"]
        assert problem["detail"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert responses[1].headers["Allow"]


def test_one_refusal_gives_its_own_code_and_names_its_field(sqlite_app: Flask) -> None:
    response = answered(sqlite_app, FieldAtFault())
    assert (response.status_code, response.json["code"]) == (422, "invalid")
    assert [each["field"] for each in response.json["errors"]] == ["mass_kg"]


def test_several_refusals_are_all_told_under_the_gravest_status(sqlite_app: Flask) -> None:
    response = answered(sqlite_app, Refusals([FieldAtFault(), FieldAtFault(at="price"), Stale()]))
    assert (response.status_code, response.json["code"]) == (422, "invalid-input")
    assert [each["field"] for each in response.json["errors"]] == ["mass_kg", "price"]


def test_a_field_that_names_what_is_not_there_is_bad_input(sqlite_app: Flask) -> None:
    assert answered(sqlite_app, Missing()).status_code == 404
    assert answered(sqlite_app, Missing(at="territory")).status_code == 422


@pytest.mark.parametrize("error", [TwinRunning(), TooManyRequests()])
def test_who_must_wait_is_told_how_long(sqlite_app: Flask, error: Exception) -> None:
    response = answered(sqlite_app, error)
    assert response.status_code in {409, 429}
    assert int(response.headers["Retry-After"]) > 0


def test_a_busy_database_is_no_fault_of_ours(sqlite_app: Flask) -> None:
    locked = OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))
    response = answered(sqlite_app, locked)
    assert (response.status_code, response.json["code"]) == (503, "database-busy")
    assert int(response.headers["Retry-After"]) > 0
    full = OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))
    assert answered(sqlite_app, full).status_code == 507


@pytest.mark.parametrize(
    "error", [RuntimeError("secret"), ProgrammingError("SELECT", {}, Exception("secret"))]
)
def test_a_fault_of_ours_tells_nothing_of_itself(sqlite_app: Flask, error: Exception) -> None:
    response = answered(sqlite_app, error)
    assert (response.status_code, response.json["code"]) == (500, "internal-error")
    assert "secret" not in response.get_data(as_text=True)


def test_a_refusal_fills_its_sentence(sqlite_app: Flask) -> None:
    class Worded(Refusal):
        """A refusal with a place in its sentence."""

        wording = "Il reste %(mass_kg)s kg."

    assert answered(sqlite_app, Worded(mass_kg="12")).json["detail"] == "Il reste 12 kg."


@pytest.mark.parametrize(
    ("asked", "title", "detail", "spoken"),
    [
        ("en-GB, fr;q=0.5", "oken", "needs a token", "en"),
        ("fr", "Jeton", "demande un jeton", "fr"),
        ("it", "Jeton", "demande un jeton", "fr"),
        (None, "Jeton", "demande un jeton", "fr"),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(
    small_world: World, asked: str | None, title: str, detail: str, spoken: str
) -> None:
    headers = {} if asked is None else {"Accept-Language": asked}
    response = small_world.calling()("GET", "/me", headers={**headers, "Cookie": "language=en"})
    assert response.headers["Content-Language"] == spoken
    assert "Accept-Language" in response.headers["Vary"]
    assert title in response.json["title"]
    assert detail in response.json["detail"]


def test_what_is_wrong_with_a_field_is_told_in_the_language_asked_for(small_world: World) -> None:
    calling = small_world.calling(small_world.giver)
    for asked, expected in (("fr", "Ce champ n’existe pas ici."), ("en", "There is no such field here.")):
        response = calling("POST", "/listings", {"unheard": 1}, headers={"Accept-Language": asked})
        told = {each["field"]: each["detail"] for each in response.json["errors"]}
        assert told["unheard"] == expected


def test_a_reason_that_the_reader_of_shapes_words_by_itself_is_told_in_our_words(sqlite_app: Flask) -> None:
    class Odd(Shape):
        number: int

    with pytest.raises(ValidationError) as caught:
        Odd.model_validate({"number": "x"})
    problem = answered(sqlite_app, caught.value).json
    assert problem["errors"] == [
        {"field": "number", "code": "int-type", "detail": "Cette valeur n’est pas valable."}
    ]


def test_a_body_larger_than_allowed_answers_413(small_world: World) -> None:
    body = {**LISTING, "site": small_world.giver.site, "description": "x" * 300_000}
    response = small_world.calling(small_world.giver).post("/listings", body)
    assert (response.status_code, response.json["status"]) == (413, 413)


def test_html_pages_keep_their_own_problems(small_world: World) -> None:
    response = small_world.calling()._client.get("/nowhere")
    assert response.status_code == 404
    assert response.mimetype == "text/html"
