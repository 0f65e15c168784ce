from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from exchange.api.openapi import BLUEPRINTS
from exchange.kernel.permissions import anyone
from tests.api.world import World


@pytest.fixture
def described(small_world: World) -> dict[str, Any]:
    """Return the OpenAPI document as it is served."""
    response = small_world.calling().get("/openapi.json")
    assert response.status_code == 200
    return response.json


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, found in described["paths"].items()
        for method, operation in found.items()
    ]


def test_the_document_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    errors = [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()]
    assert errors == []


def test_every_address_of_the_api_is_described(described: dict[str, Any], sqlite_app: Flask) -> None:
    names = {blueprint.name for blueprint in BLUEPRINTS if blueprint.name != "api"}
    served = {
        (method.lower(), re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule))
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in names
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(method, path) for method, path, _ in operations(described)} == served
    assert len(served) > 30


def test_every_operation_says_what_it_does_who_may_and_what_can_go_wrong(
    described: dict[str, Any], sqlite_app: Flask
) -> None:
    permissions = {
        getattr(view, "permission", None) and view.permission.action: view.permission
        for endpoint, view in sqlite_app.view_functions.items()
        if endpoint.startswith("api_")
    }
    seen = set()
    for method, path, operation in operations(described):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert len(set(operation["tags"]) & {tag["name"] for tag in described["tags"]}) == 1, where
        assert operation["operationId"] not in seen, where
        seen.add(operation["operationId"])
        is_public = permissions[operation["x-permission"]].who is anyone
        assert operation["security"] == ([{}, {"bearer": []}] if is_public else [{"bearer": []}]), where
        problems = {status for status in operation["responses"] if not status.startswith("2")}
        assert {"400", "401", "429", "default"} <= problems, where
        for status in problems:
            content = operation["responses"][status]["content"]
            assert list(content) == ["application/problem+json"], where
        headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
        assert ("Idempotency-Key" in headers) == (method == "post"), where
        assert ("If-Match" in headers) == ("412" in problems), where


def test_every_json_body_has_an_example_that_fits_its_schema(described: dict[str, Any]) -> None:
    for method, path, operation in operations(described):
        bodies = [*operation["responses"].values(), operation.get("requestBody", {})]
        for body in bodies:
            for media_type, media in body.get("content", {}).items():
                if "json" not in media_type or media_type == "application/geo+json":
                    continue
                where = f"{method} {path} {media_type} {media['schema']}"
                assert "example" in media, where
                schema = {**media["schema"], "components": described["components"]}
                errors = [
                    error.message for error in Draft202012Validator(schema).iter_errors(media["example"])
                ]
                assert errors == [], where


def test_every_shape_is_closed_to_unknown_fields(described: dict[str, Any]) -> None:
    for name, schema in described["components"]["schemas"].items():
        assert schema["additionalProperties"] is False, name


def test_the_page_for_people_keeps_to_the_strict_policy(small_world: World) -> None:
    response = small_world.calling().get("/docs")
    assert response.status_code == 200
    page = response.get_data(as_text=True)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page)
    for name, kind in (("swagger-ui.css", "text/css"), ("swagger-ui-bundle.js", "text/javascript")):
        served = small_world.calling().get(f"/docs/{name}")
        assert (served.status_code, served.mimetype) == (200, kind)
        assert f'/api/v1/docs/{name}"' in page
    assert small_world.calling().get("/docs/../openapi.py").status_code == 404
    assert small_world.calling().get("/docs/index.css").status_code == 404
